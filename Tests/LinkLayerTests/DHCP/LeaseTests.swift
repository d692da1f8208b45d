import Foundation
import LinkProtocols
import NetworkValues
import Snapshot
import Testing

@testable import LinkLayer

/// What leases want of the host, how they are kept, and how they read.
struct LeaseTests {
    private func lease(_ change: (inout DHCPOptions) -> Void) -> DHCPLease {
        var options = DHCPOptions()
        change(&options)
        return DHCPLease(
            address: PortScript.address, server: PortScript.server, leaseSeconds: 600, obtainedAt: moment(0), vlan: 0,
            options: options)
    }

    private let everywhere = IPNetwork("0.0.0.0/0")

    @Test func `an address and a default route`() throws {
        let wanted = LeaseConfiguration(
            lease {
                $0[DHCPOptionCode.subnetMask] = [255, 255, 255, 0]
                $0[DHCPOptionCode.routers] = [192, 0, 2, 1, 192, 0, 2, 2]
            })
        #expect(
            wanted.addresses == [
                LeaseConfiguration.Address(address: PortScript.address, prefixLength: 24, validUntil: moment(600))
            ])
        let all = try #require(everywhere)
        #expect(
            wanted.routes == [
                LeaseConfiguration.Route(destination: all, gateway: .v4(0xc000_0201), metric: 1024),
                LeaseConfiguration.Route(destination: all, gateway: .v4(0xc000_0202), metric: 1025),
            ])
    }

    @Test func `a router outside of the network gets a route of its own first`() throws {
        let wanted = LeaseConfiguration(
            lease {
                $0[DHCPOptionCode.subnetMask] = [255, 255, 255, 255]
                $0[DHCPOptionCode.routers] = [10, 0, 0, 1]
            })
        #expect(wanted.addresses.first?.prefixLength == 32)
        #expect(wanted.routes.map(\.destination.description) == ["10.0.0.1/32", "0.0.0.0/0"])
        #expect(wanted.routes.map(\.gateway) == [nil, .v4(0x0a00_0001)])
    }

    @Test func `without a mask the class counts, and bad routers are left out`() {
        let wanted = LeaseConfiguration(
            lease { $0[DHCPOptionCode.routers] = [0, 0, 0, 0] + PortScript.address.octets })
        #expect(wanted.addresses.first?.prefixLength == 24 && wanted.routes.isEmpty)
    }

    @Test func `addresses of IPv6 stand alone, each until its own end`() {
        let association = DHCP6Association(
            identifier: 1,
            addresses: [
                DHCP6Association.Address(
                    address: .v6(high: 1, low: 2, zone: 0), preferredSeconds: 10, validSeconds: 20),
                DHCP6Association.Address(
                    address: .v6(high: 1, low: 3, zone: 0), preferredSeconds: .max, validSeconds: .max),
            ])
        let wanted = LeaseConfiguration(
            DHCP6Lease(association, server: [1], obtainedAt: moment(0), options: DHCP6Options()))
        #expect(wanted.addresses.map(\.prefixLength) == [128, 128] && wanted.routes.isEmpty)
        #expect(wanted.addresses.map(\.validUntil) == [moment(20), nil])
        #expect(wanted.addresses.map(\.preferredUntil) == [moment(10), nil])
    }

    @Test func `a lease is kept for its owner alone, whole, and forgotten`() throws {
        try withLeaseTree { folder in
            let file = DHCPLeaseFile(folder: folder, port: "DHCP0")
            #expect(try file.text() == nil)
            try file.keep("one")
            // What a crash in the middle left behind does not hinder.
            try writeLease("half", "/DHCP0.lease.new", below: folder)
            try file.keep(lease { $0[1] = [255, 0, 0, 0] }.text)
            let text = try #require(try file.text())
            #expect(DHCPLease(text: text)?.prefixLength == 8)
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["DHCP0.lease"])
            try file.keep(nil)
            try file.keep(nil)
            #expect(try file.text() == nil)
        }
    }

    @Test func `a file that cannot be written or is too long is named`() throws {
        try withLeaseTree { folder in
            #expect(throws: DHCPPortError.self) {
                try DHCPLeaseFile(folder: folder + "/missing", port: "DHCP0").keep("text")
            }
            let file = DHCPLeaseFile(folder: folder, port: "DHCP0")
            try writeLease(String(repeating: "a", count: 20_000), "/DHCP0.lease", below: folder)
            #expect {
                try file.text()
            } throws: {
                "\($0)".hasPrefix("expected at most 16384 octets in ")
            }
        }
    }

    @Test func `vendor options stand there in words`() {
        let octets: [UInt8] =
            [200, 8, 192, 0, 2, 10, 192, 0, 2, 11, 203, 12] + Array("G729A,40,esx".utf8) + [206, 2, 0, 100, 207, 1, 5]
            + [208, 9] + Array("0xb8,0150".utf8) + [209, 1, 0, 210, 1, 15, 211, 1, 1, 212, 1, 0, 216, 2, 0, 15]
            + [230, 1, 1, 215, 9] + Array("http://a/".utf8) + [250, 7] + Array("1.3.6.1".utf8)
        let rows = VendorOptionWords.rows(DHCPVendorOptions(octets), DHCPPolicy(ignoresUpdates: true))
        #expect(
            rows.map { "\($0.code) \($0.name): \($0.value)\($0.isIgnored ? " (ignored)" : "")" } == [
                "200 Gatekeepers: primary 192.0.2.10, alternate 192.0.2.11",
                "203 Preferred coder: G729A, 40 ms, exclusive, silence compression, SRTP",
                "206 VLAN: 100", "207 VLAN priority: 5", "208 TOS values: RTP 0xb8, signalling 0x68",
                "209 En-bloc dialling: off", "210 Dial tone: Germany", "211 H.245 fast start: on",
                "212 H.245 tunnelling: off", "215 Update URL: http://a/ (ignored)",
                "216 Update poll interval: every 15 min (ignored)", "230 unknown:  (ignored)",
                "250 Server identifier: 1.3.6.1",
            ])
    }
}
