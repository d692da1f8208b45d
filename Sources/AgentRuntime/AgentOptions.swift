import DeviceFeeds
import IPDECTCore

/// What the command line says about a run.
public struct AgentOptions: Sendable {
    /// The state folder's path.
    public var stateFolder: String
    /// The settings file's path; `nil` for the one in the state folder.
    public var settingsFile: String?
    /// What the command line says about the simulated site.
    public var simulation: SimulationOverrides

    /// Makes options.
    public init(stateFolder: String, settingsFile: String?, simulation: SimulationOverrides) {
        self.stateFolder = stateFolder
        self.settingsFile = settingsFile
        self.simulation = simulation
    }
}

/// Values of the simulated site that win over the settings file.
public struct SimulationOverrides: Sendable {
    /// Radios, 1 to 3968.
    public var radios: Int?
    /// The seed.
    public var seed: UInt64?
    /// The scenario's name.
    public var scenario: String?
    /// How much faster than real time it runs.
    public var speed: Double?

    /// Makes overrides.
    public init(radios: Int? = nil, seed: UInt64? = nil, scenario: String? = nil, speed: Double? = nil) {
        self.radios = radios
        self.seed = seed
        self.scenario = scenario
        self.speed = speed
    }

    /// Whether any is given, which also switches the simulation on.
    var isGiven: Bool { radios != nil || seed != nil || scenario != nil || speed != nil }
}

extension SimulationSettings {
    /// Takes what the command line says.
    mutating func apply(_ overrides: SimulationOverrides) throws(AgentFailure) {
        guard overrides.isGiven else { return }
        isEnabled = true
        if let radios = overrides.radios {
            guard SimulationPlan.radioRange.contains(radios) else {
                throw AgentFailure("expected --radios from 1 to \(SimulationPlan.radioRange.upperBound), got \(radios)")
            }
            plan.radios = radios
        }
        if let seed = overrides.seed { plan.seed = seed }
        if let name = overrides.scenario {
            guard let scenario = Scenario(rawValue: name) else {
                let names = Scenario.allCases.map(\.rawValue).joined(separator: ", ")
                throw AgentFailure("expected --scenario to be one of \(names), got \(name)")
            }
            plan.scenario = scenario
        }
        if let speed = overrides.speed {
            guard speed > 0, speed <= 1000 else {
                throw AgentFailure("expected --speed above 0 and up to 1000, got \(speed)")
            }
            self.speed = speed
        }
    }
}

/// Why the agent cannot run: what was tried, what came of it, what helps.
public struct AgentFailure: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    public var description: String

    /// Makes a failure.
    public init(_ description: String) {
        self.description = description
    }
}
