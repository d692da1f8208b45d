import LinkProtocols
import Settings
import Testing

@testable import LinkLayer

struct LLDPSettingsTests {
    private static let schema = SettingsSchema([LLDPSettings.self])

    private func settings(_ text: String) throws -> LLDPSettings {
        try SettingsDocument(ConfigText(text), schema: Self.schema).module(as: LLDPSettings.self)
    }

    @Test func `LLDP is on unless it is disabled`() throws {
        #expect(try settings("").isEnabled)
        #expect(try !settings("config add LLDP0 /disable\n").isEnabled)
        #expect(try settings("config add LLDP0 /disable\nconfig rem LLDP0 /disable\n").isEnabled)
    }

    @Test func `the timers are those of the standard unless told otherwise`() throws {
        #expect(try settings("").timers.timeToLiveSeconds == 121)
        let changed = try settings("config change LLDP0 /interval 5 /hold 2 /fast-count 1 /interfaces lan1,lan2\n")
        #expect(changed.timers.timeToLiveSeconds == 11)
        #expect(changed.interfaces == ["lan1", "lan2"])
    }
}
