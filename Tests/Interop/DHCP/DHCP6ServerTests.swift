import Foundation
import LinkLayer
import LinkProtocols
import NetworkValues
import Settings
import Snapshot
import Testing

/// Addresses and options of DHCPv6 servers that we did not write (manual 4.2.4, 4.2.5).
@Suite(.serialized) struct DHCP6ServerTests {
    /// What a port came to.
    private struct Outcome: Sendable {
        var status: DHCPStatus
        var configured: [LeaseConfiguration] = []
        var unconfigured = 0
    }

    /// Lets a port work within the client's namespace until something is so, and then ends it, by time that is not the
    /// clock's.
    private func seek(
        _ options: String, _ network: LeaseNetwork, until isDone: @escaping @Sendable (DHCPStatus) -> Bool
    ) async throws -> Outcome {
        try await LeaseNetwork.onThread(in: network.client) {
            let (document, problems) = SettingsDocument.parse(
                "config change DHCP6-0 /interface eth0 \(options)\n", schema: SettingsSchema([DHCP6Settings.self]))
            try #require(problems.isEmpty, "\(problems)")
            let port = DHCP6Port(
                interface: try DHCPInterface(named: "eth0"),
                settings: try document.module("DHCP6-0", as: DHCP6Settings.self), hostName: "ipbs3",
                wallOffset: LeaseSeeker.wallOffset)
            var outcome = Outcome(status: port.status)
            func take(_ outputs: [DHCP6Output]) {
                for output in outputs {
                    if case .configure(let wanted, _) = output { outcome.configured.append(wanted) }
                    if case .unconfigure = output { outcome.unconfigured += 1 }
                }
            }
            var now = Timestamp(milliseconds: 1_000_000)
            take(port.linkUp(now: now))
            let clock = ContinuousClock()
            let limit = clock.now.advanced(by: .seconds(30))
            while !isDone(port.status) {
                try #require(clock.now < limit, "not so within 30 s: \(port.status)")
                var sockets = port.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
                if poll(&sockets, nfds_t(sockets.count), 300) > 0 {
                    take(port.receive(now: now))
                } else if let deadline = port.deadline {
                    now = max(now, deadline)
                    take(port.handleTimer(now: now))
                }
            }
            outcome.status = port.status
            take(port.stop(isReleasing: true, now: now))
            return outcome
        }
    }

    private static let keaOptions = """
        "option-def": [{"name": "v206", "code": 206, "space": "vendor-27614", "type": "uint16"},
          {"name": "v250", "code": 250, "space": "vendor-27614", "type": "string"}],
        "option-data": [{"name": "dns-servers", "data": "2001:db8::53"},
          {"name": "sntp-servers", "data": "2001:db8::123"}, {"name": "new-posix-timezone", "data": "CET-1CEST"},
          {"name": "vendor-opts", "data": "27614"},
          {"name": "v206", "space": "vendor-27614", "data": "100", "always-send": true},
          {"name": "v250", "space": "vendor-27614", "data": "1.3.6.1.4.1.27614.1.1", "always-send": true}],
        """

    @Test(.peers(.ip, .keaDHCP6), arguments: ["", "/selected-server /server-id 1.3.6.1.4.1.27614.1.1"])
    func `Kea gives an address with options, renews it, and takes it back`(rule: String) async throws {
        try await LeaseNetwork.run { network, folder in
            let members =
                Self.keaOptions + """
                    "preferred-lifetime": 300,
                    "subnet6": [{"subnet": "2001:db8::/64", "interface": "lan", "pools": [{"pool": "2001:db8::50-2001:db8::60"}]}]
                    """
            try await network.kea(6, in: network.first, folder, members) { server in
                let bound = try await seek("/mode client \(rule)", network) { $0.state == "bound" }
                let address = try #require(bound.status.lease?.address)
                #expect("\(address)".hasPrefix("2001:db8::"))
                #expect(bound.configured.first?.addresses.first?.prefixLength == 128 && bound.unconfigured == 1)
                #expect(bound.status.lease?.nameServers.map(\.description) == ["2001:db8::53"])
                #expect(bound.status.lease?.timeServers.map(\.description) == ["2001:db8::123"])
                #expect(bound.status.lease?.timeZone == "CET-1CEST")
                #expect(
                    bound.status.vendorOptions.map { "\($0.code) \($0.value)" } == [
                        "206 100", "250 1.3.6.1.4.1.27614.1.1",
                    ])
                let first = try #require(bound.status.lease?.obtainedAt)
                let renewed = try await seek("/mode client", network) {
                    $0.lease?.obtainedAt.map { $0 > first.adding(seconds: 100) } ?? false
                }
                #expect(renewed.configured.count >= 2)
                let log = try await eventually {
                    server.printed.contains("DHCP6_RELEASE_NA") ? server.printed : nil
                }
                #expect(log?.contains("DHCP6_LEASE_ALLOC") == true, "\(server.printed.suffix(4000))")
                #expect(log?.contains("RENEW") == true)
            }
        }
    }

    @Test(.peers(.ip, .keaDHCP6))
    func `Kea gives options alone`() async throws {
        try await LeaseNetwork.run { network, folder in
            let members = Self.keaOptions + #""subnet6": [{"subnet": "2001:db8::/64", "interface": "lan"}]"#
            try await network.kea(6, in: network.first, folder, members) { server in
                let informed = try await seek("/mode inform", network) { $0.state == "informed" }
                #expect(informed.status.lease?.address == nil && informed.configured.isEmpty)
                #expect(informed.status.lease?.nameServers.map(\.description) == ["2001:db8::53"])
                #expect(informed.status.vendorOptions.map(\.code) == [206, 250])
            }
        }
    }

    @Test(.peers(.ip, .dnsmasq))
    func `dnsmasq gives an address, and options alone`() async throws {
        try await LeaseNetwork.run { network, folder in
            let lines = [
                "dhcp-range=2001:db8::50,2001:db8::60,64,10m", "dhcp-option=option6:dns-server,[2001:db8::53]",
                "dhcp-option=option6:sntp-server,[2001:db8::123]",
            ]
            try await network.dnsmasq(in: network.first, folder, lines) { server in
                let bound = try await seek("/mode client", network) { $0.state == "bound" }
                #expect(bound.status.lease?.nameServers.map(\.description) == ["2001:db8::53"])
                #expect(bound.configured.first?.addresses.count == 1)
                let informed = try await seek("/mode inform", network) { $0.state == "informed" }
                #expect(informed.status.lease?.timeServers.map(\.description) == ["2001:db8::123"])
                #expect(server.printed.contains("DHCPREPLY(lan) 2001:db8::"), "\(server.printed)")
                #expect(server.printed.contains("DHCPINFORMATION-REQUEST(lan)"), "\(server.printed)")
                let isReleased = try await eventually { server.printed.contains("DHCPRELEASE(lan)") ? true : nil }
                #expect(isReleased == true, "\(server.printed)")
            }
        }
    }
}
