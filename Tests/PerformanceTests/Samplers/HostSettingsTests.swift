import Performance
import Settings
import Testing

@Suite struct `The settings of the host` {
    private let schema = SettingsSchema([HostSettings.self])

    private func host(_ options: String) throws -> HostSettings {
        let (document, problems) = SettingsDocument.parse("config change HOST0 \(options)\n", schema: schema)
        #expect(problems.isEmpty)
        return try document.module(as: HostSettings.self)
    }

    @Test func `watch all interfaces with a connector unless some are named`() throws {
        #expect(try HostSettings.defaults().interfaces == nil)
        #expect(try host("/interfaces eth0,wan").interfaces == ["eth0", "wan"])
        #expect(try host("/interfaces eth0 /interfaces wan").interfaces == ["eth0", "wan"])
    }

    @Test func `refuse names that no interface can have`() {
        let (_, problems) = SettingsDocument.parse("config change HOST0 /interfaces averylongname012\n", schema: schema)
        #expect(problems.count == 1)
    }
}
