import DeviceFeeds
import IPDECTCore
import Settings
import Testing

@Suite struct `The settings of the feeds` {
    private let schema = SettingsSchema([SimulationSettings.self])

    private func simulation(_ options: String) throws -> SimulationSettings {
        let (document, problems) = SettingsDocument.parse("config change SIM0 \(options)\n", schema: schema)
        #expect(problems.isEmpty)
        return try document.module(as: SimulationSettings.self)
    }

    @Test func `simulate nothing unless told to`() throws {
        let settings = try SimulationSettings.defaults()
        #expect(!settings.isEnabled)
        #expect(settings.plan == SimulationPlan(radios: 24, seed: 1, users: nil, scenario: .quiet))
        #expect(settings.speed == 1)
    }

    @Test func `describe a simulated site`() throws {
        let settings = try simulation("/enable /radios 300 /seed 77 /users 2000 /scenario sync-storm /speed 60")
        #expect(settings.isEnabled)
        #expect(settings.plan == SimulationPlan(radios: 300, seed: 77, users: 2000, scenario: .syncStorm))
        #expect(settings.speed == 60)
    }

    @Test(arguments: Scenario.allCases)
    func `name every scenario`(scenario: Scenario) throws {
        #expect(try simulation("/scenario \(scenario.rawValue)").plan.scenario == scenario)
    }

    @Test func `take the limits of each number`() throws {
        #expect(try simulation("/radios 1 /seed 0 /users 0 /speed 1000").plan.radios == 1)
        #expect(try simulation("/radios 3968 /seed 9223372036854775807").plan.seed == 9_223_372_036_854_775_807)
    }

    @Test(arguments: [
        "/radios 0", "/radios 3969", "/radios many", "/seed -1", "/users -1", "/users 1000001", "/scenario calm",
        "/speed 0", "/speed 1001", "/speed 1.5", "/radoi 4",
    ])
    func `refuse what is out of range`(options: String) throws {
        let (document, problems) = SettingsDocument.parse("\nconfig change SIM0 \(options)\n", schema: schema)
        #expect(problems.map(\.line) == [2])
        // An option that nobody knows is left out; a wrong value is an error.
        if options != "/radoi 4" {
            #expect(throws: SettingsError.self) { try document.module(as: SimulationSettings.self) }
        }
    }
}
