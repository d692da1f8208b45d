import Faults
import HTTPTypes
import Journal
import LogForwarding
import WebAccess

extension APIOperations {
    private static let search: [APIParameter] = [
        .words("topic", LogTopic.all.map(\.rawValue), "Only of these topics"),
        .query("device", APIParameter.text, "Only of this device, by its name, MAC address or address."),
        .query(
            "severity",
            ["anyOf": [APIParameter.word(SyslogSeverity.allCases.map { "\($0)" }), APIParameter.integer(0...7)]],
            "Only as severe as this or more."),
        .query("text", APIParameter.text, "Only lines with this text, whatever its case."),
    ]

    static let logs: [APIOperation] = [
        APIOperation(
            .get, "logs", "Searches the log (manual 4.23.1).",
            search + [
                .time("from", "Not before this time."), .time("until", "Before this time."),
                .query("before", APIParameter.integer(1...Int.max), "Only records before this number."),
                .query("limit", APIParameter.integer(1...LogRoutes.limit, default: 100), "The most lines."),
            ], answer: .json(LogPage.self), group: "Log"),
        APIOperation(
            .get, "logs/follow", "The log as it grows; a line for each record, and empty ones while nothing happens.",
            search + [
                .time("from", "Not before this time."), .time("until", "Before this time."),
                .query(
                    "after", APIParameter.integer(0...Int.max),
                    "Begins behind this record; with the next one without it."),
            ], answer: .content(.lines(LogView.self)), group: "Log"),
        APIOperation(.get, "logs/topics", "The topics of the log.", answer: .json([LogTopicView].self), group: "Log"),
        APIOperation(.get, "logs/servers", "The log servers.", answer: .json([LogServerView].self), group: "Log"),
        APIOperation(
            .get, "logs/relay", "The reception of logs.", answer: .json(LogRelayView.self), group: "Log"),
    ]
}
