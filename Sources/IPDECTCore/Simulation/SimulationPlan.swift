/// What a simulated site is like.
public struct SimulationPlan: Sendable, Hashable {
    /// How many radios a site can have: what fits an IPVM as PARI Master (manual 4.6.34).
    public static let radioRange: ClosedRange<Int> = 1...3968

    /// Radios, 1 to 3,968.
    public var radios: Int
    /// The seed: the same plan gives the same site and the same day.
    public var seed: UInt64
    /// Users; `nil` for eight a radio.
    public var users: Int?
    /// What happens.
    public var scenario: Scenario

    /// Makes a plan; radios beyond the range are cut to it.
    public init(radios: Int = 24, seed: UInt64 = 1, users: Int? = nil, scenario: Scenario = .quiet) {
        self.radios = min(max(radios, Self.radioRange.lowerBound), Self.radioRange.upperBound)
        self.seed = seed
        self.users = users
        self.scenario = scenario
    }

    var userCount: Int { users ?? radios * 8 }
}
