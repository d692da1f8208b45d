import LinkProtocols
import Settings
import Testing

@testable import LinkLayer

/// The lines of the settings that tell of DHCP.
struct DHCPSettingsTests {
    private static let schema = SettingsSchema([DHCPSettings.self, DHCP6Settings.self, UpdateSettings.self])

    private func problems(_ lines: String) -> [SettingsProblem] {
        SettingsDocument.parse(lines + "\n", schema: Self.schema).problems
    }

    @Test func `the default reads the lease of the host's own client`() throws {
        let settings = try DHCPSettings.defaults()
        #expect(settings.mode == .read && settings.keepsLease && settings.selectedServer == nil)
        #expect(settings.policy(ignoresUpdates: false) == DHCPPolicy())
        #expect(try DHCP6Settings.defaults().mode == .read)
    }

    @Test func `the manual's lines are taken`() throws {
        let text = """
            config change UP1 /no-dhcp
            config change DHCP0 /no-vlan
            config add DHCP0 /mode client /interface eth0 /selected-server /wait 20 /server-id 1.3.6.1.4.1.27614.1.1
            config change DHCP1 /no-vendor /no-keep /hostname ipbs-3 /vendor-class "" /lease-files "/a/*,/b/{index}"
            config change DHCP6-0 /mode inform /interface eth0
            config change DHCP6-1 /mode off

            """
        let (document, problems) = SettingsDocument.parse(text, schema: Self.schema)
        #expect(problems.isEmpty, "\(problems)")
        let updates = try document.module(as: UpdateSettings.self)
        let first = try document.module("DHCP0", as: DHCPSettings.self)
        #expect(first.mode == .client && first.interface == "eth0")
        #expect(
            first.selectedServer == DHCPSelectedServer(identifier: "1.3.6.1.4.1.27614.1.1", waitSeconds: 20))
        #expect(
            first.policy(ignoresUpdates: updates.ignoresLeases)
                == DHCPPolicy(ignoresUpdates: true, ignoresVLAN: true, ignoresVendorOptions: false))
        let second = try document.module("DHCP1", as: DHCPSettings.self)
        #expect(!second.keepsLease && second.hostName == "ipbs-3" && second.vendorClass.isEmpty)
        #expect(second.leaseFiles == ["/a/*", "/b/{index}"] && second.ignoresVendorOptions)
        #expect(try document.module("DHCP6-0", as: DHCP6Settings.self).mode == .inform)
        #expect(try document.module("DHCP6-1", as: DHCP6Settings.self).mode == .off)
    }

    @Test(arguments: [
        ("DHCP0 /mode client", "expected /interface with /mode client"),
        ("DHCP6-0 /mode inform", "expected /interface with /mode inform"),
        ("DHCP0 /mode automatic", "takes one of read, inform, client, off"),
        ("DHCP0 /hostname -ipbs", "expected letters, digits and hyphens in /hostname"),
        ("DHCP0 /hostname \(String(repeating: "a", count: 64))", "must be at most 63 bytes"),
        ("DHCP0 /server-id 1.3.x", "expected numbers parted by dots in /server-id"),
        ("DHCP0 /wait 3601", "takes a number from 0 to 3600"),
        ("DHCP0 /lease-files leases", "expected a path that begins with /"),
        ("DHCP2 /no-vlan", "0 to 1"),
        ("DHCP60 /no-vendor", "0 to 1"),
    ])
    func `what cannot be used is named`(line: String, expected: String) {
        let found = problems("config change \(line)").map(\.description)
        #expect(found.contains { $0.contains(expected) || $0.contains("DHCP0 to DHCP1") }, "\(found)")
    }

    @Test func `updates come from the lease unless UP1 /no-dhcp says otherwise`() throws {
        var options = DHCPVendorOptions()
        options.updateURL = "http://192.0.2.9/"
        options.updatePollMinutes = 30
        for (line, url, minutes) in [
            ("/url http://own/ /poll 60", "http://192.0.2.9/", 30),
            ("/no-dhcp /url http://own/ /poll 60", "http://own/", 60),
        ] {
            let (document, problems) = SettingsDocument.parse("config change UP1 \(line)\n", schema: Self.schema)
            #expect(problems.isEmpty)
            let updates = try document.module(as: UpdateSettings.self).updates(with: options)
            #expect(updates.url == url && updates.pollMinutes == minutes)
        }
    }
}
