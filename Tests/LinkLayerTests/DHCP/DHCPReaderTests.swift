import Foundation
import LinkProtocols
import NetworkValues
import Settings
import Snapshot
import Testing

@testable import LinkLayer

/// Reading mode as a whole.
struct DHCPReaderTests {
    private static let path = "/run/systemd/netif/leases/7"
    private static let wall = moment(0).adding(milliseconds: leaseWallOffset)

    private func reader(_ root: String, _ policy: DHCPPolicy = DHCPPolicy()) throws -> DHCPReader {
        DHCPReader(
            name: "eth0", index: 7, settings: try DHCPSettings.defaults(), policy: policy, root: root,
            wallOffset: leaseWallOffset)
    }

    @Test func `a lease appears, changes and goes`() throws {
        try withLeaseTree { root in
            let reader = try reader(root)
            #expect(!reader.refresh(now: moment(0)))
            #expect(reader.status.state == "reading" && reader.status.lease == nil && reader.deadline == moment(60))
            try writeLease(HostLeaseReaderTests.networkd, Self.path, below: root, writtenAt: Self.wall)
            #expect(reader.refresh(now: moment(1)))
            #expect(reader.vlanOffer == VLANOffers.Setting(vlan: 100, priority: 5, expiresAt: moment(3600)))
            let status = reader.status
            #expect(status.lease?.address == IPAddress("192.0.2.100") && status.client == "systemd-networkd")
            #expect(status.source == root + Self.path)
            #expect(status.vlanOffer?.expiresAt == Self.wall.adding(seconds: 3600))
            #expect(status.vendorOptions.map(\.value) == ["100", "5"])
            #expect(!reader.refresh(now: moment(2)))
            try FileManager.default.removeItem(atPath: root + Self.path)
            #expect(reader.refresh(now: moment(3)) && reader.vlanOffer == nil)
            #expect(reader.status.notes.map(\.text).last == "the lease of 192.0.2.100 is gone")
        }
    }

    @Test func `a changed file is noticed by the watch`() throws {
        try withLeaseTree { root in
            try FileManager.default.createDirectory(
                atPath: root + "/run/systemd/netif/leases", withIntermediateDirectories: true)
            let reader = try reader(root)
            reader.refresh(now: moment(0))
            var ready = pollfd(fd: try #require(reader.descriptor), events: Int16(POLLIN), revents: 0)
            #expect(poll(&ready, 1, 0) == 0 && !reader.receive(now: moment(1)))
            try writeLease(HostLeaseReaderTests.networkd, Self.path, below: root, writtenAt: Self.wall)
            #expect(poll(&ready, 1, 5000) == 1)
            #expect(reader.receive(now: moment(2)) && reader.finding.lease != nil)
        }
    }

    @Test func `the end of a lease is looked at when it comes`() throws {
        try withLeaseTree { root in
            let text = HostLeaseReaderTests.networkd.replacingOccurrences(of: "3600", with: "30")
            try writeLease(text, Self.path, below: root, writtenAt: Self.wall)
            let reader = try reader(root)
            reader.refresh(now: moment(0))
            #expect(reader.deadline == moment(30) && reader.finding.lease != nil)
            #expect(reader.refresh(now: moment(30)) && reader.finding.lease == nil)
            #expect(reader.status.problems.first?.hasSuffix(" is over") == true)
        }
    }

    @Test func `what the settings pass over is shown and not used`() throws {
        try withLeaseTree { root in
            try writeLease(HostLeaseReaderTests.networkd, Self.path, below: root, writtenAt: Self.wall)
            let reader = try reader(root, DHCPPolicy(ignoresVLAN: true))
            reader.refresh(now: moment(0))
            #expect(reader.vlanOffer == nil && reader.status.vlanOffer == nil && reader.vendorOptions.vlan == nil)
            #expect(reader.status.vendorOptions.map(\.isIgnored) == [true, true])
        }
    }
}
