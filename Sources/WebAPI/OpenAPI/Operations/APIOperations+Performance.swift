import HTTPTypes
import Performance
import WebAccess

extension APIOperations {
    private static let window: [APIParameter] = [
        .query(
            "last", ["type": "string", "pattern": "^[1-9][0-9]{0,2}[smhd]$"],
            "The window up to now or to `to`, such as 30m or 7d; 24h without it."),
        .time("from", "When the window begins, instead of `last`."),
        .time("to", "When the window ends; now without it."),
    ]
    private static let points = APIParameter.query(
        "points", APIParameter.integer(1...100_000), "The most points, or the least steps of a series.")

    static let performance: [APIOperation] = [
        APIOperation(
            .get, "perf", "Lists the graphs with what they show now (manual 4.23.5).", window,
            answer: .json([GraphSummaryView].self), group: "Performance"),
        APIOperation(
            .get, "perf/{graph}", "One graph: its figures, or a drawing.",
            [.path("graph", "The graph's name, such as cpu or calls:RADIO.")] + window + [
                points, .query("format", APIParameter.word(["json", "csv", "svg"], default: "json"), "As what."),
                .query(
                    "theme", APIParameter.word(["auto", "light", "dark"], default: "auto"), "The colours of a drawing."),
                .query("width", APIParameter.integer(200...4000, default: 860), "The width of a drawing."),
                .query("height", APIParameter.integer(120...2000, default: 240), "The height of a drawing."),
            ], answer: .content(.anyOf([.json(Graph.self), .text("text/csv"), .text("image/svg+xml")])),
            group: "Performance"),
        APIOperation(
            .get, "history", "One series of the history over a window.",
            [
                APIParameter(
                    "series", .query, ["type": "string", "minLength": 1], isRequired: true, "The name of the series.")
            ]
                + window + [points], answer: .json(HistoryWindowView.self), refusals: [404], group: "Performance"),
        APIOperation(
            .get, "history/series", "Lists the series of the history.", answer: .json([HistorySeriesView].self),
            group: "Performance"),
        APIOperation(
            .get, "history/status", "How the history stands.", answer: .json(HistoryStatusView.self),
            group: "Performance"),
        APIOperation(
            .get, "findings", "What was found about the capacity of the system.", answer: .json([FindingView].self),
            group: "Performance"),
    ]

    private static let host = APIParameter(
        "host", .query, ["type": "string", "minLength": 1, "maxLength": 253], isRequired: true, "An address or a name.")
    private static let family = APIParameter.query(
        "family", APIParameter.word(["any", "ipv4", "ipv6"], default: "any"), "Which addresses of a name are taken.")
    private static let timeout = APIParameter.query(
        "timeout", APIParameter.integer(100...10_000, default: 2000), "Milliseconds to wait for an answer.")

    static let diagnosis: [APIOperation] = [
        APIOperation(
            .get, "ping", "Sends echo requests; a line for each.",
            [
                host, .query("count", APIParameter.integer(1...1000, default: 4), "How many."),
                .query("interval", APIParameter.integer(1...60, default: 1), "Seconds between two."), timeout, family,
            ], answer: .content(.lines(PingView.self)), refusals: [429], group: "Diagnosis"),
        APIOperation(
            .get, "traceroute", "Finds the way to a destination; a line for each hop.",
            [
                host, .query("method", APIParameter.word(["udp", "icmp"], default: "udp"), "What is sent."), family,
                .query("hops", APIParameter.integer(1...64, default: 30), "The most hops."),
                .query("packets", APIParameter.integer(1...10, default: 3), "Packets for each hop."), timeout,
            ], answer: .content(.lines(TracerouteView.self)), refusals: [429], group: "Diagnosis"),
    ]
}
