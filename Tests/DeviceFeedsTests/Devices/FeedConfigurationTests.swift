import DeviceFeeds
import IPDECTCore
import NetworkValues
import Settings
import Testing

/// What the settings say of devices that are watched.
struct FeedConfigurationTests {
    private func configuration(_ lines: String) throws -> FeedConfiguration {
        try FeedConfiguration(
            SettingsDocument(ConfigText(lines), schema: SettingsSchema(FeedConfiguration.modules)))
    }

    @Test func `a device is asked with the credentials that it names, in the times of all`() throws {
        let configuration = try configuration(
            """
            config change FEED0 /interval 30 /timeout 700 /retries 3 /traps 0.0.0.0
            config change FEED0-CREDENTIALS1 /name first /community a
            config change FEED0-CREDENTIALS2 /name ward /snmp v3 /user agent /auth sha256 /auth-password 12345678 /priv aes \
            /priv-password 87654321 /http-user admin /http-password secret /https
            config change FEED0-DEVICE7 /address 192.0.2.7 /credentials ward /kind ipbl /mac 00:01:3e:00:00:07
            config change FEED0-DEVICE9 /address 192.0.2.9 /interval 600 /feeds snmp,logs
            """)
        #expect(
            configuration.devices.map(\.number) == [7, 9] && configuration.devices.map(\.interval) == [30_000, 600_000])
        let (gateway, radio) = (configuration.devices[0], configuration.devices[1])
        let ward = configuration.credentials(of: gateway)
        #expect(ward.snmp?.version == .v3 && ward.snmp?.securityLevel == .authPriv && ward.snmp?.privacy == .aes128)
        #expect((ward.timeout, ward.retries) == (700, 3))
        #expect(configuration.credentials(of: radio).name == "first")
        // Without a user nothing is asked by HTTP.
        #expect(configuration.watched[0].feeds.contains(.http) && !configuration.watched[1].feeds.contains(.http))
        #expect(gateway.model == .ipbl && gateway.mac == MACAddress("00:01:3e:00:00:07"))
    }

    @Test func `without credentials devices are asked as they come from their maker, by SNMP alone`() throws {
        let configuration = try configuration("config change FEED0-DEVICE1 /address 192.0.2.1")
        #expect(configuration.usable.map(\.snmp?.version) == [.v1])
        #expect(configuration.watched[0].polledFeeds == [.snmp])
    }

    @Test(arguments: [
        ("config change FEED0-CREDENTIALS1 /name a /snmp v3", "/user"),
        ("config change FEED0-CREDENTIALS1 /name a /snmp v3 /user u /auth sha", "/auth-password"),
        (
            "config change FEED0-CREDENTIALS1 /name a /snmp v3 /user u /priv aes /priv-password 12345678",
            "/priv without"
        ),
        (
            "config change FEED0-CREDENTIALS1 /name a /snmp v3 /user u /auth sha /auth-password 12345678 /priv des",
            "/priv-password"
        ),
        ("config change FEED0-CREDENTIALS1 /name a /http-user u", "/http-password"),
        ("config change FEED0-CREDENTIALS1 /name a /allow-untrusted", "/https"),
        ("config change FEED0-DEVICE1 /address 192.0.2.1 /credentials nobody", "nobody"),
        ("config change FEED0-DEVICE1 /name x", "/address"),
        (
            "config change FEED0-CREDENTIALS1 /name a\nconfig change FEED0-CREDENTIALS2 /name a", "the name a"
        ),
        (
            "config change FEED0-DEVICE1 /address 192.0.2.1\nconfig change FEED0-DEVICE2 /address 192.0.2.1",
            "the address 192.0.2.1"
        ),
    ])
    func `what does not go together is named`(lines: String, word: String) throws {
        let error = #expect(throws: SettingsError.self) { try configuration(lines) }
        #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("12345678") == false)
    }
}
