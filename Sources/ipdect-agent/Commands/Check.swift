import ArgumentParser
import WebConsole

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print one line on the system's health, for a monitoring plugin.",
        discussion: """
            Exit codes as monitoring plugins use them: 0 no alarm above indeterminate, 1 a major alarm, 2 a critical \
            alarm, 3 the agent does not answer.
            """)

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let status = try await control.client.get("status", as: StatusView.self)
        let critical = status.alarms["critical"] ?? 0
        let major = status.alarms["major"] ?? 0
        let lost = status.radios["static"] ?? 0
        let (word, code): (String, Int32) = critical > 0 ? ("CRITICAL", 2) : major > 0 ? ("WARNING", 1) : ("OK", 0)
        if output.json {
            try output.printJSON(["state": word])
        } else {
            let values = "critical=\(critical) major=\(major) radios_lost=\(lost) calls=\(status.calls)"
            print("IPDECT \(word) - \(critical) critical, \(major) major alarms, \(lost) radios lost | \(values)")
        }
        if code != 0 { throw ExitCode(code) }
    }
}
