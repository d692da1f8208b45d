import AgentRuntime
import ArgumentParser
import Logging

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the agent until it is told to stop.",
        discussion: "SIGTERM and SIGINT stop it in order; SIGHUP lets it read its settings again.")

    @OptionGroup var control: ControlOptions
    @Option(
        name: .long, help: "The settings file; by default ipdect-agent.conf in the state folder.", completion: .file())
    var config: String?
    @Option(name: .long, help: "Simulate a site with so many radios, 1 to 3968.") var radios: Int?
    @Option(name: .long, help: "The seed of the simulated site.") var seed: UInt64?
    @Option(
        name: .long,
        help: "The scenario: quiet, busy-hour, radio-loss, sync-storm, mirror-switch or alarm-storm.",
        completion: .list(["quiet", "busy-hour", "radio-loss", "sync-storm", "mirror-switch", "alarm-storm"]))
    var scenario: String?
    @Option(name: .long, help: "How much faster than real time the simulation runs.") var speed: Double?
    @Option(name: .long, help: "The least severity logged: trace, debug, info, notice, warning, error or critical.")
    var logLevel = "info"

    func validate() throws {
        guard Logger.Level(rawValue: logLevel) != nil else {
            let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("expected --log-level to be one of \(names), got \(logLevel)")
        }
    }

    func run() async throws {
        let level = Logger.Level(rawValue: logLevel) ?? .info
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let options = AgentOptions(
            stateFolder: control.stateFolder, settingsFile: config,
            simulation: SimulationOverrides(radios: radios, seed: seed, scenario: scenario, speed: speed))
        do {
            try await Agent(options, logger: Logger(label: "ipdect-agent")).run()
        } catch let error as AgentFailure {
            throw fail(error.description)
        }
    }
}
