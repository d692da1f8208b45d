import ArgumentParser
import Foundation
import WebAPI
import WebServer

struct Logs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, search and follow the log.",
        subcommands: [List.self, Topics.self, Servers.self, Relay.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show lines of the log, newest last.",
            discussion: """
                Alarms and events are lines of the topic alarms. All times are UTC. With --follow, new lines are shown as \
                they come, until ^C; with --json too, each is a line of JSON.
                """)

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Flag(name: .shortAndLong, help: "Go on with new lines as they come.") var follow = false
        @Option(
            name: .shortAndLong, help: "Only this topic; can be given several times. 'logs topics' lists them.",
            completion: .list(LogView.topics))
        var topic: [String] = []
        @Option(
            name: .shortAndLong, help: "Only this device, by its name, MAC address or IP address; agent for the agent.")
        var device: String?
        @Option(name: .long, help: "Only lines with this in them; small and capital letters are the same.")
        var text: String?
        @Option(
            name: .shortAndLong,
            help: "Only lines at least as severe: emerg, alert, crit, err, warning, notice, info or debug.",
            completion: .list(LogView.severities))
        var severity: String?
        @Option(name: .long, help: "Only lines from then on, \(TimeArgument.help).") var since: TimeArgument?
        @Option(name: .long, help: "Only lines until then.") var until: TimeArgument?
        @Option(name: .shortAndLong, help: "How many at most; 100, or 20 before new ones.") var limit: Int?

        func validate() throws {
            if let limit, !((follow ? 0 : 1)...10_000).contains(limit) {
                throw ValidationError("expected --limit from \(follow ? 0 : 1) to 10000, got \(limit)")
            }
            if follow, until != nil { throw ValidationError("expected --follow or --until, got both") }
            for name in topic where !LogView.topics.contains(name) {
                let names = LogView.topics.joined(separator: ", ")
                throw ValidationError("expected --topic to be one of \(names), got \(name)")
            }
            if let severity, !LogView.isSeverity(severity) {
                let names = LogView.severities.joined(separator: ", ")
                throw ValidationError("expected --severity to be one of \(names), got \(severity)")
            }
        }

        func run() async throws {
            let client = control.client
            let limit = limit ?? (follow ? 20 : 100)
            var page = try await client.get(
                path("logs", [("limit", "\(max(1, limit))")]), as: LogPage.self)
            if limit == 0 { page.records = [] }
            guard follow else {
                if output.json { return try output.printJSON(page.records) }
                if page.records.isEmpty { return print("No line of the log is like that.") }
                return try page.records.forEach(show)
            }
            try page.records.forEach(show)
            let decoder = JSONDecoder()
            try await client.stream(path("logs/follow", [("after", "\(page.last)")])) { line in
                if output.json { return try StandardOutput.write(String(decoding: line, as: UTF8.self)) }
                guard let record = try? decoder.decode(LogView.self, from: line) else {
                    throw fail("the agent sent a line that this version cannot read; are the versions the same?")
                }
                try show(record)
            }
            throw fail("the agent has ended", code: 3)
        }

        /// A path of the API with what the options narrow.
        private func path(_ path: String, _ more: [(name: String, value: String?)]) -> String {
            var query = topic.map { (name: "topic", value: Optional($0)) } + more
            query += [("device", device), ("text", text), ("severity", severity)]
            query += [("from", since?.text), ("until", until?.text)]
            return path + "?"
                + query.compactMap { name, value in value.map { "\(name)=\(pathSegment($0))" } }.joined(separator: "&")
        }

        private func show(_ line: LogView) throws {
            guard !output.json else {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                return try StandardOutput.write(String(decoding: encoder.encode(line), as: UTF8.self))
            }
            try StandardOutput.write(line.line(isColored: output.isColored))
        }
    }

    struct Topics: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the topics with their switches, and how many lines the agent wrote since its start.",
            discussion: "Switch topics with 'ipdect-agent config change \"config add LOG0 /topics agent,login\"'.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let topics = try await control.client.get("logs/topics", as: [LogTopicView].self)
            if output.json { return try output.printJSON(topics) }
            var table = TextTable(
                .text("Topic"), .text("Switch"), .number("Written"), .number("Not wanted"), .number("Too many"),
                .number("Lost"), .text("What it is about"))
            for topic in topics {
                table.add(
                    Cell(topic.topic), Cell(topic.isOn ? "on" : "off", topic.isOn ? .green : .dim),
                    Cell("\(topic.written)"), Cell("\(topic.switchedOff)"),
                    Cell("\(topic.suppressed)", topic.suppressed > 0 ? .yellow : .plain),
                    Cell("\(topic.dropped)", topic.dropped > 0 ? .red : .plain), Cell(topic.summary))
            }
            output.print(table, orElse: "There are no topics.")
        }
    }
}

extension LogView {
    /// The line for people. What a device wrote steers no terminal.
    func line(isColored: Bool) -> String {
        func column(_ text: String, _ width: Int, _ style: Style = .plain) -> String {
            let text = text.isEmpty ? "-" : text.printable
            let padding = String(repeating: " ", count: max(0, width - text.count))
            return (isColored ? style.applied(to: text) : text) + padding + " "
        }
        let style: Style =
            switch severity {
            case "emerg", "alert", "crit", "err": .red
            case "warning": .yellow
            case "debug": .dim
            default: .plain
            }
        let who = device.isEmpty ? mac ?? address ?? "" : device
        return column(time.preciseTime, 23) + column(severity, 7, style) + column(who, 16) + column(topic, 14)
            + (module.isEmpty ? "" : "\(module.printable): ") + text.printable
    }
}

extension String {
    /// RFC 3339 text as people read it, with milliseconds: `2026-11-23 13:17:28.250`, in UTC.
    fileprivate var preciseTime: String {
        guard hasSuffix("Z"), count >= 20 else { return self }
        return prefix(10) + " " + dropFirst(11).dropLast()
    }
}
