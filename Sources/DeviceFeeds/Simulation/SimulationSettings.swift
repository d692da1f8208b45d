public import IPDECTCore
public import Settings

/// The simulated site.
public struct SimulationSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SIM0"
    /// What the module is for.
    public static let summary = "Watches a simulated IP-DECT system instead of a real one."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "enable", kind: .flag, help: "Simulates a site.", takesEffect: .restart),
        SettingsOption(
            name: "radios", kind: .integer(1...3968), default: "24", help: "The number of radios.",
            manualSection: "4.6.34", takesEffect: .restart),
        SettingsOption(
            name: "seed", kind: .integer(0...Int.max), default: "1",
            help: "The same seed gives the same site and the same day.", takesEffect: .restart),
        SettingsOption(
            name: "users", kind: .integer(0...1_000_000), help: "The number of users; eight a radio when not given.",
            takesEffect: .restart),
        SettingsOption(
            name: "scenario", kind: .choice(Scenario.allCases.map(\.rawValue)), default: Scenario.quiet.rawValue,
            help: "What happens on the site.", takesEffect: .restart),
        SettingsOption(
            name: "speed", kind: .integer(1...1000), default: "1",
            help: "How many times faster than real time the site's day passes.", takesEffect: .restart),
    ]

    /// Whether a site is simulated.
    public var isEnabled: Bool
    /// What the site is like.
    public var plan: SimulationPlan
    /// How much faster than real time its day passes, 1 to 1000.
    public var speed: Double

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        plan = SimulationPlan(
            radios: values.integer("radios") ?? 24, seed: UInt64(values.integer("seed") ?? 1),
            users: values.integer("users"), scenario: values.text("scenario").flatMap(Scenario.init) ?? .quiet)
        speed = Double(values.integer("speed") ?? 1)
    }
}
