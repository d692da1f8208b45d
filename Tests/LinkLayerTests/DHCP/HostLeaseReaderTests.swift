import Foundation
import LinkProtocols
import NetworkValues
import Testing

@testable import LinkLayer

/// Lease files of the host's clients, in trees of their own.
struct HostLeaseReaderTests {
    private static let wall = Timestamp(seconds: 1_795_438_000)

    static let networkd = """
        # This is private data. Do not parse.
        ADDRESS=192.0.2.100
        NETMASK=255.255.255.0
        ROUTER=192.0.2.1
        SERVER_ADDRESS=192.0.2.1
        LIFETIME=3600
        DNS=192.0.2.53
        VENDOR_SPECIFIC=ce020064cf0105

        """

    private static func dhclient(_ address: String, _ interface: String = "eth0", expires: String) -> String {
        """
        lease {
          interface "\(interface)";
          fixed-address \(address);
          option subnet-mask 255.255.255.0;
          option vendor-encapsulated-options ce:2:0:c8;
          expire \(expires);
        }

        """
    }

    private func find(_ root: String, files: [String] = []) -> HostLeaseReader.Finding {
        HostLeaseReader(root: root, files: files).find(name: "eth0", index: 7, wall: Self.wall)
    }

    @Test func `the lease of systemd-networkd is that of the interface's index`() throws {
        try withLeaseTree { root in
            try writeLease(Self.networkd, "/run/systemd/netif/leases/7", below: root, writtenAt: Self.wall)
            try writeLease("ADDRESS=10.0.0.1\n", "/run/systemd/netif/leases/8", below: root)
            let found = find(root)
            #expect(found.client == "systemd-networkd" && found.file == root + "/run/systemd/netif/leases/7")
            let lease = try #require(found.lease)
            #expect(lease.address == IPAddress("192.0.2.100") && lease.routers == [.v4(0xc000_0201)])
            #expect(lease.expiresAt == Self.wall.adding(seconds: 3600) && lease.vendorOptions.vlan == 100)
            #expect(found.problems.isEmpty)
        }
    }

    @Test func `the lease of NetworkManager is that of the interface's name`() throws {
        try withLeaseTree { root in
            let folder = "/var/lib/NetworkManager/internal-0d4d93c1-aa"
            try writeLease(
                "ADDRESS=10.0.0.9\nLIFETIME=60\n", folder + "-eth00.lease", below: root, writtenAt: Self.wall)
            try writeLease(Self.networkd, folder + "-eth0.lease", below: root, writtenAt: Self.wall)
            let found = find(root)
            #expect(found.client == "NetworkManager" && found.lease?.address == IPAddress("192.0.2.100"))
        }
    }

    @Test func `of dhclient's files the last lease of the interface counts that is not over`() throws {
        try withLeaseTree { root in
            let old = Self.dhclient("192.0.2.90", expires: "epoch 1795437000")
            let other = Self.dhclient("192.0.2.91", "eth1", expires: "never")
            try writeLease(old + other, "/var/lib/dhcp/dhclient.leases", below: root, writtenAt: Self.wall)
            let none = find(root)
            #expect(none.lease == nil && none.problems.count == 1)
            #expect(none.problems.first?.hasPrefix("the lease of 192.0.2.90 in ") == true)

            let new = Self.dhclient("192.0.2.92", expires: "epoch 1795441000")
            try writeLease(new, "/var/lib/dhcp/dhclient.eth0.leases", below: root, writtenAt: Self.wall)
            let found = find(root)
            #expect(found.client == "dhclient" && found.lease?.address == IPAddress("192.0.2.92"))
            #expect(found.lease?.vendorOptions.vlan == 200 && found.problems.isEmpty)
        }
    }

    @Test func `the message that dhcpcd keeps is read`() throws {
        try withLeaseTree { root in
            var random = SeededDice(state: 1)
            var client = DHCPClient(settings: DHCPClientSettings(hardwareAddress: PortScript.hardware))
            let actions =
                client.handle(.start, now: moment(0), using: &random)
                + client.handle(.linkUp, now: moment(0), using: &random)
            guard case .send(let discover, _)? = actions.first else { throw CancellationError() }
            let ack = PortScript.reply(.ack, to: discover, vendor: [206, 2, 0, 50])
            try writeLease(ack.encoded(), "/var/lib/dhcpcd/eth0.lease", below: root, writtenAt: Self.wall)
            let found = find(root)
            #expect(found.client == "dhcpcd" && found.lease?.address == PortScript.address)
            #expect(found.lease?.vendorOptions.vlan == 50 && found.lease?.prefixLength == 24)
            #expect(found.lease?.expiresAt == Self.wall.adding(seconds: 3600))
        }
    }

    @Test func `of several clients' leases the one counts that was written last`() throws {
        try withLeaseTree { root in
            let networkd = "/run/systemd/netif/leases/7"
            try writeLease(Self.networkd, networkd, below: root, writtenAt: Self.wall.adding(seconds: -100))
            let newer = Self.dhclient("192.0.2.92", expires: "never")
            try writeLease(
                newer, "/var/lib/dhcp/dhclient.leases", below: root, writtenAt: Self.wall.adding(seconds: -50))
            #expect(find(root).client == "dhclient")
            try writeLease(Self.networkd, networkd, below: root, writtenAt: Self.wall)
            #expect(find(root).client == "systemd-networkd")
        }
    }

    @Test func `files of the settings take the place of those that are known`() throws {
        try withLeaseTree { root in
            try writeLease(Self.networkd, "/run/systemd/netif/leases/7", below: root, writtenAt: Self.wall)
            try writeLease("ADDRESS=10.0.0.1\n", "/srv/a-eth0-7.x", below: root, writtenAt: Self.wall)
            let found = find(root, files: ["/srv/missing", "/srv/*-{name}-{index}.x"])
            #expect(found.lease?.address == IPAddress("10.0.0.1") && found.file == root + "/srv/a-eth0-7.x")
        }
    }

    @Test func `missing, damaged and strange files bring no lease, and are named where they should have one`() throws {
        try withLeaseTree { root in
            #expect(find(root) == HostLeaseReader.Finding())
            let path = "/run/systemd/netif/leases/7"
            for text in ["", "ADDRESS=\n", "ADDRESS=300.1.1.1\n", "\0\0\0\0", "lease {\n fixed-address 10.0"] {
                try writeLease(text, path, below: root)
                let found = find(root)
                #expect(found.lease == nil)
                #expect(found.problems == ["expected a lease in \(root)\(path), found none"], "\(text)")
            }
            try FileManager.default.removeItem(atPath: root + path)
            try FileManager.default.createDirectory(atPath: root + path, withIntermediateDirectories: true)
            #expect(find(root).problems == ["expected a regular file \(root)\(path)"])
        }
    }

    @Test func `what may not be read is named, unless a lease is found elsewhere`() throws {
        try withLeaseTree { root in
            // Root may read everything: a name that loops cannot be opened by anybody.
            let folder = root + "/var/lib/dhcpcd"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/eth0.lease", withDestinationPath: folder + "/eth0.lease")
            #expect(find(root).problems.first?.hasPrefix("expected to read \(folder)/eth0.lease, got: ") == true)
            try writeLease(Self.networkd, "/run/systemd/netif/leases/7", below: root, writtenAt: Self.wall)
            #expect(find(root).problems.isEmpty)
        }
    }

    @Test func `of a log that is too long the end is read`() throws {
        try withLeaseTree { root in
            let one = Self.dhclient("192.0.2.90", expires: "epoch 1795437000")
            var log = String(repeating: one, count: HostLease.sizeLimit / one.utf8.count + 100)
            log += Self.dhclient("192.0.2.99", expires: "never")
            #expect(log.utf8.count > HostLease.sizeLimit)
            try writeLease(log, "/var/lib/dhcp/dhclient.leases", below: root, writtenAt: Self.wall)
            #expect(find(root).lease?.address == IPAddress("192.0.2.99"))
            try writeLease(String(repeating: "x", count: 3 << 20), "/run/systemd/netif/leases/7", below: root)
            #expect(find(root).lease?.address == IPAddress("192.0.2.99"))
        }
    }

    @Test func `a folder with very many files is read up to a limit`() throws {
        try withLeaseTree { root in
            for number in 0..<200 {
                try writeLease("ADDRESS=10.0.0.1\n", "/srv/\(1000 + number).lease", below: root, writtenAt: Self.wall)
            }
            #expect(try HostLeasePlaces.names(in: root + "/srv", "*.lease").count == HostLeasePlaces.fileLimit)
            #expect(find(root, files: ["/srv/*.lease"]).lease != nil)
        }
    }

    @Test(arguments: [
        ("dhclient.leases", "dhclient*.leases", true), ("dhclient.eth0.leases", "dhclient*.leases", true),
        ("dhclient.leases~", "dhclient*.leases", false), ("a", "*", true), ("", "*", true), ("ab", "ab*b", false),
        ("internal-1-eth0.lease", "internal-*-eth0.lease", true),
        ("internal-eth0.lease", "internal-*-eth0.lease", false),
        ("abcabc", "a*b*c", true), ("acb", "a*b*c", false), ("abc", "a**c", true), ("x", "y", false),
    ])
    func `a star stands for anything`(name: String, pattern: String, isMatch: Bool) {
        #expect(HostLeasePlaces.matches(name, pattern) == isMatch)
    }

    private static let dhclient6 = """
        default-duid "\\000\\001";
        lease6 {
          interface "eth0";
          ia-na 8f:a3:01:02 {
            starts 1795437900;
            renew 0;
            iaaddr 2001:db8::55 {
              starts 1795437900;
              preferred-life 300;
              max-life 600;
            }
          }
          option dhcp6.name-servers 2001:db8::53,2001:db8::54;
          option dhcp6.vendor-opts 0:0:6b:de:0:ce:0:2:0:64;
        }
        lease6 {
          interface "eth1";
          ia-na 1:2:3:4 { starts 1;

        """

    @Test func `leases of IPv6 are read from dhclient and dhcpcd`() throws {
        try withLeaseTree { root in
            let reader = HostLeaseReader(root: root, isVersion6: true)
            try writeLease(Self.dhclient6, "/var/lib/dhcp/dhclient6.leases", below: root, writtenAt: Self.wall)
            let first = reader.find(name: "eth0", index: 7, wall: Self.wall)
            let lease = try #require(first.lease, "\(first.problems)")
            #expect(lease.address == IPAddress("2001:db8::55") && lease.nameServers.count == 2)
            #expect(lease.expiresAt == Timestamp(seconds: 1_795_438_500) && lease.vendorOptions.vlan == 100)
            #expect(reader.find(name: "eth1", index: 8, wall: Self.wall).lease == nil)

            var reply = DHCP6Message(.reply, transactionID: 1)
            let address = DHCP6Association.Address(
                address: .v6(high: 1, low: 9, zone: 0), preferredSeconds: 60, validSeconds: 120)
            reply.options.append(
                DHCP6OptionCode.association, DHCP6Association(identifier: 3, addresses: [address]).encoded())
            reply.options.append(DHCP6OptionCode.vendorOptions, [0, 0, 0x6b, 0xde, 0, 216, 0, 2, 0, 15])
            let later = Self.wall.adding(seconds: 10)
            try writeLease(reply.encoded(), "/var/lib/dhcpcd/eth0.lease6", below: root, writtenAt: later)
            let second = reader.find(name: "eth0", index: 7, wall: later)
            #expect(second.client == "dhcpcd" && second.lease?.address == address.address)
            #expect(second.lease?.expiresAt == later.adding(seconds: 120))
            #expect(second.lease?.vendorOptions.updatePollMinutes == 15)
        }
    }

    @Test func `no contents bring the reader down`() throws {
        var random = SeededDice(state: 11)
        let seeds = [
            Array(Self.networkd.utf8), Array(Self.dhclient("192.0.2.9", expires: "never").utf8),
            Array(Self.dhclient6.utf8), [7] + [UInt8](repeating: 0, count: 60),
        ]
        for _ in 0..<5000 {
            var octets = seeds[Int.random(in: seeds.indices, using: &random)]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                octets[Int.random(in: octets.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let content = LeaseContent(octets: octets, writtenAt: Self.wall)
            _ = content.lease(interface: "eth0")
            _ = content.lease6(interface: "eth0")
        }
    }
}
