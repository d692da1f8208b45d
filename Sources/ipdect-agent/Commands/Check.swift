import ArgumentParser
import WebAPI

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print one line on the system's health, for a monitoring plugin.",
        discussion: """
            Exit codes as monitoring plugins use them: 0 no alarm above indeterminate, 1 a major alarm, 2 a critical \
            alarm, 3 the agent does not answer as it should.
            """)

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let status: StatusView
        do {
            status = try await control.client.get("status")
        } catch is ExitCode {
            // Why is on standard error; a plugin shows the first line of standard output.
            try report("UNKNOWN", "IPDECT UNKNOWN - the agent does not answer as it should")
            throw ExitCode(3)
        }
        let critical = status.alarms["critical"] ?? 0
        let major = status.alarms["major"] ?? 0
        let lost = status.radios["static"] ?? 0
        let (word, code): (String, Int32) = critical > 0 ? ("CRITICAL", 2) : major > 0 ? ("WARNING", 1) : ("OK", 0)
        let values = "critical=\(critical) major=\(major) radios_lost=\(lost) calls=\(status.calls)"
        try report(
            word, "IPDECT \(word) - \(critical) critical, \(major) major alarms, \(lost) radios lost | \(values)")
        if code != 0 { throw ExitCode(code) }
    }

    private func report(_ state: String, _ line: String) throws {
        if output.json { return try output.printJSON(["state": state]) }
        print(line)
    }
}
