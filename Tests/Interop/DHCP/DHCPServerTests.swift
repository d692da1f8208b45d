import Foundation
import LinkLayer
import LinkProtocols
import NetworkValues
import Snapshot
import Testing

/// Leases of servers that we did not write (manual 4.2.1, 4.2.2 and appendix I).
@Suite(.serialized) struct DHCPServerTests {
    static let mode = "/mode client"
    /// Vendor options within option 43 for dnsmasq.
    private static let dnsmasqOptions = [
        "200,192.0.2.10,192.0.2.11", "201,gate", "202,CET-1CEST", "203,\"G729A,40,esx\"", "207,5b", "208,\"0xb8,0x68\"",
        "209,7b", "210,15b", "211,1b", "212,0b", "215,\"http://192.0.2.10/a.txt\"", "216,15s",
    ].map { "dhcp-option=vendor:1.3.6.1.4.1.27614,\($0)" }
    private static let range = "dhcp-range=192.0.2.100,192.0.2.150,255.255.255.0,10m"

    /// Options of Kea: their definitions, and a subnet that gives them.
    static func kea(
        _ vendor: [(code: Int, type: String, data: String)], pool: String = "192.0.2.180-192.0.2.199"
    ) -> String {
        let definitions = vendor.map {
            let isArray = $0.code == 200
            return #"{"name": "v\#($0.code)", "code": \#($0.code), "space": "vendor-encapsulated-options-space", "#
                + #""type": "\#($0.type)", "array": \#(isArray)}"#
        }
        let data = vendor.map {
            #"{"name": "v\#($0.code)", "space": "vendor-encapsulated-options-space", "data": "\#($0.data)"}"#
        }
        let network = pool.prefix { $0 != "-" }.split(separator: ".").dropLast().joined(separator: ".")
        let options =
            [
                #"{"name": "vendor-encapsulated-options"}"#,
                #"{"name": "routers", "data": "\#(network).1"}"#,
                #"{"name": "domain-name-servers", "data": "192.0.2.53, 192.0.2.54"}"#,
                #"{"name": "ntp-servers", "data": "192.0.2.123"}"#,
                #"{"name": "domain-name", "data": "example.com"}"#,
            ] + data
        return """
            "authoritative": true,
            "option-def": [\(definitions.joined(separator: ",\n"))],
            "subnet4": [{"subnet": "\(network).0/24", "pools": [{"pool": "\(pool)"}],
              "option-data": [\(options.joined(separator: ",\n"))]}]
            """
    }

    @Test(.peers(.ip, .dnsmasq, .tcpdump))
    func `dnsmasq gives a lease with all options, and it is renewed and released`() async throws {
        try await LeaseNetwork.run { network, folder in
            let lines =
                Self.dnsmasqOptions + [
                    Self.range, "dhcp-option=option:ntp-server,192.0.2.123",
                    "dhcp-option=option:dns-server,192.0.2.53,192.0.2.54", "domain=example.com",
                    "dhcp-option=100,CET-1CEST",
                ]
            let arguments = ["-n", "-vv", "-l", "-i", "lan", "udp port 67 or udp port 68"]
            try await network.serve(
                .tcpdump, arguments, in: network.first, log: folder + "/tcpdump", ready: "listening on"
            ) { dump in
                try await network.dnsmasq(in: network.first, folder, lines) { server in
                    let status = try await LeaseNetwork.onThread(in: network.client) {
                        let seeker = try LeaseSeeker(Self.mode, folder)
                        try seeker.start()
                        try seeker.settle()
                        let bound = seeker.status
                        // Half of the lease later, and once more.
                        let begin = try #require(bound.lease?.obtainedAt)
                        try seeker.run { $0.lease?.obtainedAt.map { $0 > begin } ?? false }
                        try seeker.stop()
                        #expect(try seeker.file.text() == nil)
                        return bound
                    }
                    let lease = try #require(status.lease)
                    #expect(lease.address == IPAddress("192.0.2.100") && lease.prefixLength == 24)
                    #expect(lease.server == "192.0.2.1" && lease.leaseSeconds == 600)
                    #expect(lease.domainName == "example.com")
                    #expect(lease.nameServers.map(\.description) == ["192.0.2.53", "192.0.2.54"])
                    #expect(lease.timeServers.map(\.description) == ["192.0.2.123"] && lease.timeZone == "CET-1CEST")
                    #expect(
                        status.vendorOptions.map { "\($0.code) \($0.value)" } == [
                            "200 primary 192.0.2.10, alternate 192.0.2.11", "201 gate", "202 CET-1CEST",
                            "203 G729A, 40 ms, exclusive, silence compression, SRTP", "207 5",
                            "208 RTP 0xb8, signalling 0x68", "209 after 7 s", "210 Germany", "211 on", "212 off",
                            "215 http://192.0.2.10/a.txt", "216 every 15 min",
                        ])
                    #expect(status.problems.isEmpty, "\(status.problems)")
                    let isReleased = try await eventually {
                        server.printed.contains("DHCPRELEASE(lan) 192.0.2.100") ? true : nil
                    }
                    #expect(isReleased == true, "\(server.printed)")
                    #expect(server.printed.contains("client provides name: ipbs3"))
                    #expect(server.printed.contains("vendor class: 1.3.6.1.4.1.27614"))
                    #expect(server.printed.matches(of: /DHCPACK\(lan\) 192.0.2.100/).count >= 2)
                }
                // What was sent, as tcpdump reads it: our broadcasts, and the renewal that went to the server alone.
                let printed = try await eventually { dump.printed.contains("Release") ? dump.printed : nil }
                let text = try #require(printed, "\(dump.printed)")
                #expect(text.contains("0.0.0.0.68 > 255.255.255.255.67: [udp sum ok]"))
                #expect(text.contains("192.0.2.100.68 > 192.0.2.1.67:"))
                #expect(!text.contains("bad cksum"))
            }
        }
    }

    @Test(.peers(.ip, .keaDHCP4))
    func `Kea gives a lease with all options`() async throws {
        try await LeaseNetwork.run { network, folder in
            let vendor = [
                (200, "ipv4-address", "192.0.2.10, 192.0.2.11"), (202, "string", "CET-1CEST"), (207, "uint8", "6"),
                (216, "uint16", "30"), (250, "string", "1.3.6.1.4.1.27614.1.1"),
            ]
            try await network.kea(in: network.first, folder, Self.kea(vendor)) { server in
                let status = try await LeaseNetwork.onThread(in: network.client) {
                    let seeker = try LeaseSeeker(Self.mode, folder)
                    try seeker.start()
                    try seeker.settle()
                    return seeker.status
                }
                #expect(status.lease?.address == IPAddress("192.0.2.180") && status.lease?.leaseSeconds == 600)
                #expect(
                    status.vendorOptions.map { "\($0.code) \($0.value)" } == [
                        "200 primary 192.0.2.10, alternate 192.0.2.11", "202 CET-1CEST", "207 6", "216 every 30 min",
                        "250 1.3.6.1.4.1.27614.1.1",
                    ])
                #expect(server.printed.contains("DHCP4_LEASE_ALLOC"), "\(server.printed.suffix(4000))")
            }
        }
    }

    @Test(
        .peers(.ip, .dnsmasq, .keaDHCP4),
        arguments: [
            ("/selected-server", "192.0.2.180"),
            ("/selected-server /server-id 1.3.6.1.4.1.27614.1.1", "192.0.2.180"),
            ("/selected-server /wait 20 /server-id 1.3.6.1.9", "any"),
        ])
    func `of two servers the selected one is taken, or any after the wait`(rule: String, expected: String) async throws
    {
        try await LeaseNetwork.run { network, folder in
            let vendor = [(250, "string", "1.3.6.1.4.1.27614.1.1")]
            try await network.dnsmasq(in: network.first, folder, [Self.range]) { _ in
                try await network.kea(in: network.second, folder, Self.kea(vendor)) { _ in
                    let (status, notes) = try await LeaseNetwork.onThread(in: network.client) {
                        let seeker = try LeaseSeeker("\(Self.mode) \(rule)", folder)
                        try seeker.start()
                        try seeker.settle()
                        return (seeker.status, seeker.notes)
                    }
                    if expected == "any" {
                        #expect(notes.contains("the selected server does not answer; taking another one's lease"))
                        #expect(status.lease?.address != nil)
                    } else {
                        #expect(status.lease?.address?.description == expected && notes.isEmpty, "\(notes)")
                    }
                }
            }
        }
    }

    @Test(.peers(.ip, .dnsmasq, .keaDHCP4))
    func `a VLAN in an offer leads to the server of that VLAN, and stays over a restart`() async throws {
        try await LeaseNetwork.run(isOneLAN: false) { network, folder in
            let vlan = [(206, "uint16", "100"), (207, "uint8", "5")]
            let first = [Self.range, "dhcp-option=vendor:1.3.6.1.4.1.27614,206,100s"]
            try await network.dnsmasq(in: network.first, folder, first) { server in
                let there = Self.kea(vlan, pool: "198.51.100.50-198.51.100.60")
                try await network.kea(in: network.second, folder, there) { other in
                    let (one, two) = try await LeaseNetwork.onThread(in: network.client) {
                        func seek() throws -> DHCPStatus {
                            let seeker = try LeaseSeeker(Self.mode, folder)
                            // The other end of the second LAN stands for the interface of VLAN 100.
                            seeker.vlanInterface = try DHCPInterface(named: "eth1")
                            try seeker.start()
                            try seeker.settle()
                            return seeker.status
                        }
                        return (try seek(), try seek())
                    }
                    for status in [one, two] {
                        #expect(status.interface == "eth1" && status.lease?.address == IPAddress("198.51.100.50"))
                        #expect(status.vlanOffer?.vlan == 100 && status.vlanOffer?.priority == 5)
                    }
                    #expect(server.printed.contains("DHCPOFFER") && !server.printed.contains("DHCPREQUEST"))
                    #expect(other.printed.contains("DHCP4_LEASE_ALLOC"))
                }
            }
        }
    }

    @Test(.peers(.ip, .dnsmasq, .keaDHCP4))
    func `a server that vanishes ends in no lease, and a refusal in another one`() async throws {
        try await LeaseNetwork.run { network, folder in
            try await network.dnsmasq(in: network.first, folder, [Self.range]) { server in
                try await LeaseNetwork.onThread(in: network.client) {
                    let seeker = try LeaseSeeker(Self.mode, folder)
                    try seeker.start()
                    try seeker.settle()
                    #expect(seeker.status.lease?.address == IPAddress("192.0.2.100"))
                    #expect(try seeker.file.text() != nil)
                    kill(server.process, SIGKILL)
                    try seeker.run { $0.state == "rebinding" }
                    try seeker.run { $0.lease == nil }
                    #expect(seeker.notes.contains("the lease of 192.0.2.100 is over"))
                    #expect(try seeker.file.text() == nil)
                }
            }
            // With a lease of another network in hand, Kea refuses it, and gives one of its own.
            try await network.kea(in: network.first, folder, Self.kea([])) { server in
                try await LeaseNetwork.onThread(in: network.client) {
                    try DHCPLeaseFile(folder: folder, port: "DHCP0").keep(
                        "10.9.9.9;10.9.9.1;600;1795438000000;0;0104ffffff00")
                    let seeker = try LeaseSeeker(Self.mode, folder)
                    try seeker.start()
                    try seeker.run { $0.state == "bound" }
                    #expect(seeker.status.lease?.address == IPAddress("192.0.2.180"))
                    #expect(seeker.notes.contains { $0.hasPrefix("refused by 192.0.2.1") }, "\(seeker.notes)")
                }
                #expect(server.printed.contains("DHCPNAK"), "\(server.printed.suffix(4000))")
            }
        }
    }

    @Test(.peers(.ip, .dnsmasq))
    func `a saved lease is used without a server, and confirmed when it is back`() async throws {
        try await LeaseNetwork.run { network, folder in
            try await network.dnsmasq(in: network.first, folder, [Self.range]) { _ in
                try await LeaseNetwork.onThread(in: network.client) {
                    let seeker = try LeaseSeeker(Self.mode, folder)
                    try seeker.start()
                    try seeker.settle()
                }
            }
            // The agent is gone without a word, and so is the server.
            try await LeaseNetwork.onThread(in: network.client) {
                let seeker = try LeaseSeeker(Self.mode, folder)
                try seeker.start()
                try seeker.run(for: 60) { $0.lease?.isProvisional == true && $0.state == "rebooting" }
                #expect(seeker.status.source == "before the restart")
                #expect(seeker.status.lease?.address == IPAddress("192.0.2.100"))
            }
            try await network.dnsmasq(in: network.first, folder, [Self.range]) { server in
                try await LeaseNetwork.onThread(in: network.client) {
                    let seeker = try LeaseSeeker(Self.mode, folder)
                    try seeker.start()
                    try seeker.settle()
                    #expect(seeker.status.lease?.address == IPAddress("192.0.2.100"))
                    #expect(seeker.status.lease?.isProvisional == false)
                }
                #expect(!server.printed.contains("DHCPDISCOVER"), "\(server.printed)")
            }
        }
    }

    @Test(.peers(.ip, .dnsmasq))
    func `an address that another host has is declined`() async throws {
        try await LeaseNetwork.run { network, folder in
            // The kernel of the second host answers for it.
            try await network.ip(["-n", network.second, "address", "add", "192.0.2.100/24", "dev", "lan"])
            try await network.dnsmasq(in: network.first, folder, [Self.range]) { server in
                let (status, notes) = try await LeaseNetwork.onThread(in: network.client) {
                    let seeker = try LeaseSeeker(Self.mode, folder)
                    try seeker.start()
                    try seeker.settle()
                    return (seeker.status, seeker.notes)
                }
                #expect(notes.contains("02:00:00:00:00:22 uses 192.0.2.100, too"), "\(notes)")
                #expect(status.lease?.address != IPAddress("192.0.2.100") && status.lease?.address != nil)
                #expect(server.printed.contains("DHCPDECLINE(lan) 192.0.2.100"), "\(server.printed)")
            }
        }
    }

    @Test(.peers(.ip, .dnsmasq))
    func `options are asked for alone`() async throws {
        try await LeaseNetwork.run { network, folder in
            try await network.ip(["-n", network.client, "address", "add", "192.0.2.60/24", "dev", "eth0"])
            let lines = [Self.range, "dhcp-option=vendor:1.3.6.1.4.1.27614,206,100s"]
            try await network.dnsmasq(in: network.first, folder, lines) { server in
                let status = try await LeaseNetwork.onThread(in: network.client) {
                    let seeker = try LeaseSeeker("/mode inform", folder)
                    try seeker.start()
                    try seeker.inform(for: .v4(0xc000_023c))
                    try seeker.settle()
                    return seeker.status
                }
                #expect(status.mode == .inform && status.vlanOffer?.vlan == 100)
                #expect(status.lease?.routers == [.v4(0xc000_0201)])
                #expect(server.printed.contains("DHCPINFORM(lan) 192.0.2.60"), "\(server.printed)")
            }
        }
    }

    @Test(.peers(.ip))
    func `another client on the interface is left alone`() async throws {
        try await LeaseNetwork.run { network, folder in
            try await LeaseNetwork.onThread(in: network.client) {
                let other = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
                defer { close(other) }
                var local = sockaddr_in()
                local.sin_family = sa_family_t(AF_INET)
                local.sin_port = UInt16(68).bigEndian
                let bound = withUnsafePointer(to: &local) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        bind(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                }
                try #require(bound == 0)
                let seeker = try LeaseSeeker(Self.mode, folder)
                try seeker.start()
                #expect(seeker.status.state == "refused" && seeker.port.descriptors.isEmpty)
                #expect(seeker.notes.first?.hasPrefix("another program has UDP port 68 of eth0") == true)
            }
        }
    }
}
