import ArgumentParser
import Foundation
import NIOCore
import WebAPI
import WebClient
import WebServer

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a service report and fetch it, or list those that there are.",
        subcommands: [Make.self, List.self, Fetch.self, Delete.self], defaultSubcommand: Make.self)

    /// Where files go.
    struct Target: ParsableArguments {
        @Option(name: .shortAndLong, help: "The folder that the two files go into.", completion: .directory)
        var output = "."

        /// Fetches both files of a report. Returns their paths.
        func fetch(_ report: ReportView, _ client: ControlClient) async throws -> [String] {
            var paths: [String] = []
            for (part, name) in [("report.html", report.pageName), ("report.tar.gz", report.archiveName)] {
                let path = output + "/" + name
                try await fetch("/api/v1/reports/\(report.id)/\(part)", to: path, client)
                paths.append(path)
            }
            return paths
        }

        private func fetch(_ from: String, to path: String, _ client: ControlClient) async throws {
            let unfinished = path + ".part"
            try? FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            guard
                FileManager.default.createFile(
                    atPath: unfinished, contents: nil, attributes: [.posixPermissions: 0o600]),
                let handle = FileHandle(forWritingAtPath: unfinished)
            else { throw fail("\(path) cannot be written") }
            do {
                let response = try await client.exchange.withResponse(to: WebRequest("GET", from)) {
                    response, content in
                    var response = response
                    guard response.status < 400 else {
                        response.body = Array(try await content.collect(upTo: 1 << 20).readableBytesView)
                        return response
                    }
                    for try await part in content { try handle.write(contentsOf: Data(part.readableBytesView)) }
                    return response
                }
                guard response.status < 400 else {
                    throw fail(client.problem(response)?.detail ?? "the agent answered with \(response.status)")
                }
                try handle.close()
            } catch {
                try? FileManager.default.removeItem(atPath: unfinished)
                if let error = error as? WebClientError { throw client.failure(error) }
                throw error is ExitCode ? error : fail("\(path) cannot be written: \(error)")
            }
            guard rename(unfinished, path) == 0 else { throw fail("\(path) cannot be written") }
        }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a service report and fetch both of its files (the default).")

        @Option(
            help: "What is hidden beside secrets: none, addresses, or names (with addresses).",
            completion: .list(["none", "addresses", "names"]))
        var redaction = "none"

        @OptionGroup var target: Target
        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let client = control.client
            var report = try await client.post(
                "reports", content: ReportStart(redaction: redaction), as: ReportView.self)
            let isShown = isatty(STDERR_FILENO) == 1 && !output.json
            while report.state == "making" {
                if isShown { show("report \(report.id): \(report.phase), \(Int(report.progress * 100)) %", end: "\r") }
                try await Task.sleep(for: .milliseconds(200))
                report = try await client.get("reports/\(report.id)")
            }
            if isShown { show("report \(report.id): \(report.state)", end: "\n") }
            guard report.state == "finished" else {
                throw fail(report.error.isEmpty ? "the report was cancelled" : report.error)
            }
            let paths = try await target.fetch(report, client)
            if output.json { return try output.printJSON(report) }
            for path in paths { print(path.printable) }
        }

        private func show(_ text: String, end: String) {
            FileHandle.standardError.write(Data((text + "      " + end).utf8))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the reports, and how the schedule stands.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let list = try await control.client.get("reports", as: ReportListView.self)
            if output.json { return try output.printJSON(list) }
            var table = TextTable(
                .number("Report"), .text("State"), .text("Begun (UTC)"), .text("Redaction"), .text("By"),
                .number("Page"), .number("Archive"), .text("Error"))
            for report in list.reports {
                table.add(
                    Cell("\(report.id)"),
                    Cell(report.state, report.state == "failed" ? .red : .plain), Cell(report.startedAt.shortTime),
                    Cell(report.redaction), Cell(report.author), Cell("\(report.pageOctets)"),
                    Cell("\(report.archiveOctets)"), Cell(report.error))
            }
            output.print(table, orElse: "There are no reports.")
            let schedule = list.schedule
            guard let next = schedule.nextDue else { return print("No schedule; REPORT0 /schedule sets one.") }
            print("Schedule: \(schedule.schedule), the next one at \(next.shortTime) UTC.".printable)
            if !schedule.url.isEmpty {
                let waiting = schedule.waiting.map { "\($0)" }.joined(separator: ", ")
                print("To \(schedule.url); waiting: \(waiting.isEmpty ? "none" : waiting).".printable)
            }
            if !schedule.lastError.isEmpty { print("Last error: \(schedule.lastError)".printable) }
        }
    }

    struct Fetch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Fetch both files of a report that is there.")

        @Argument(help: "The report's number.")
        var number: Int

        @OptionGroup var target: Target
        @OptionGroup var control: ControlOptions

        func run() async throws {
            let report = try await control.client.get("reports/\(number)", as: ReportView.self)
            for path in try await target.fetch(report, control.client) { print(path.printable) }
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a report, or end one that is being made.")

        @Argument(help: "The report's number.")
        var number: Int

        @OptionGroup var control: ControlOptions

        func run() async throws { try await control.client.change("DELETE", "reports/\(number)") }
    }
}
