import DeviceFeeds
import Faults
import IPDECTCore
import Journal
import Settings
import Testing

@testable import AgentRuntime

struct AgentSettingsTests {
    private func document(_ text: String) -> SettingsDocument {
        SettingsDocument(ConfigText(text), schema: AgentSettings.schema)
    }

    @Test func `every module has its defaults and is checked without a file`() throws {
        #expect(document("").problems().isEmpty)
        #expect(Set(AgentSettings.schema.modules.map { $0.name }).count == AgentSettings.schema.modules.count)
        #expect(AgentSettings.schema.modules.allSatisfy { !$0.summary.isEmpty })
    }

    @Test func `what one module says of another is checked`() {
        let text = "config change SNMP0-TARGET1 /address 10.0.0.1 /version 3 /user nobody"
        let problems = document("\n" + text).problems()
        #expect(problems.map(\.line) == [2] && problems.contains { $0.message.contains("nobody") })
    }

    @Test func `a seriousness stands for its codes`() throws {
        let settings = try document("config change FAULT0 /disabled 0x00110049 /critical 0x00110053,0x00030204")
            .module(as: SeveritySettings.self)
        #expect(settings.map.seriousness(of: .ipTcpBindError) == .disabled)
        #expect(settings.map.seriousness(of: .ipUdpBindError) == .critical)
    }

    @Test func `a code has one seriousness`() {
        let text = "config change FAULT0 /disabled 0x00110049 /critical 0x00110049"
        let problems = document(text).problems().map(\.description)
        #expect(problems.contains { $0.contains("/critical") && $0.contains("/disabled") })
    }

    @Test func `a code that no device knows is refused`() {
        let problems = document("config change FAULT0 /error 0x00990001").problems()
        #expect(problems.count == 1)
    }

    @Test func `setting a seriousness takes the code out of the other list`() throws {
        let settings = try document("config change FAULT0 /disabled 0x00110049,0x00110053")
            .module(as: SeveritySettings.self)
        let lists = Dictionary(
            uniqueKeysWithValues: settings.lists(setting: .ipTcpBindError, to: .error).map { ($0.option, $0.codes) })
        #expect(lists["disabled"] == ["0x00110053"])
        #expect(lists["error"] == ["0x00110049"])
        #expect(settings.lists(setting: .ipTcpBindError, to: nil).allSatisfy { !$0.codes.contains("0x00110049") })
    }

    @Test func `the journal's limits are in MiB and days`() throws {
        let settings = try document("config change JOURNAL0 /size 2 /days 3").module(as: RetentionSettings.self)
        #expect(settings.journal.maximumBytes == 2 << 20)
        #expect(settings.journal.maximumAgeSeconds == 3 * 86_400)
    }

    @Test func `the command line wins over the file and switches the simulation on`() throws {
        var settings = try document("config change SIM0 /radios 5").module(as: SimulationSettings.self)
        #expect(!settings.isEnabled)
        try settings.apply(SimulationOverrides(radios: 7, scenario: "sync-storm", speed: 60))
        #expect(settings.isEnabled)
        #expect(settings.plan.radios == 7)
        #expect(settings.plan.scenario == .syncStorm)
        #expect(settings.speed == 60)
    }

    @Test(arguments: [
        SimulationOverrides(radios: 0), SimulationOverrides(radios: 3969), SimulationOverrides(scenario: "calm"),
        SimulationOverrides(speed: 0),
    ])
    func `values of the command line have their ranges`(overrides: SimulationOverrides) throws {
        var settings = try SimulationSettings.defaults()
        #expect(throws: AgentFailure.self) { try settings.apply(overrides) }
    }
}
