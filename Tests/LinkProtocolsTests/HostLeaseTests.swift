import LinkProtocols
import NetworkValues
import Testing

/// Lease files of the host's own client.
struct HostLeaseTests {
    static let dhclient = #"""
        # a log of leases
        default-duid "\000\001";
        lease {
          interface "eth0";
          fixed-address 192.168.0.90;
          option subnet-mask 255.255.255.0;
          renew 1 2026/11/23 10:00:00;
          expire 1 2026/11/23 12:00:00;
        }
        lease {
          interface "eth1";
          fixed-address 10.0.0.7;
          option vendor-encapsulated-options "\316\002\000\310";
          expire never;
        }
        lease {
          interface "eth0";
          fixed-address 192.168.0.100;
          option subnet-mask 255.255.255.0;
          option routers 192.168.0.1,192.168.0.2;
          option dhcp-lease-time 3600;
          option dhcp-message-type 5;
          option domain-name-servers 192.168.0.53, 192.168.0.54;
          option dhcp-server-identifier 192.168.0.1;
          option ntp-servers 192.168.0.123;
          option domain-name "example.com";
          option host-name "a \"b\" {;}";
          option vendor-encapsulated-options ce:2:0:64:cf:1:5;
          renew 1 2026/11/23 12:30:00;
          expire 1 2026/11/23 13:00:00; # UTC
        }
        lease { interface "eth2"; fixed-address 10.9.
        """#

    static let networkd = """
        # This is private data. Do not parse.
        ADDRESS=192.168.0.100
        NETMASK=255.255.254.0
        ROUTER=192.168.0.1 192.168.0.2
        SERVER_ADDRESS=192.168.0.1
        T1=1800
        T2=3150
        LIFETIME=3600
        DNS=192.168.0.53
        NTP=192.168.0.123
        DOMAINNAME=example.com
        HOSTNAME="ipbs"
        TIMEZONE=Europe/Stockholm
        CLIENTID=ff4a
        VENDOR_SPECIFIC=ce020064cf0105
        OPTION_224=6162
        """

    private func dhclient(_ text: String) -> [HostLease] { HostLease.dhclient(Array(text.utf8).span) }

    private func keyValues(_ text: String, writtenAt: Timestamp? = nil) -> HostLease? {
        HostLease(keyValues: Array(text.utf8).span, writtenAt: writtenAt)
    }

    @Test func `the last declaration for an interface counts`() throws {
        let leases = dhclient(Self.dhclient)
        #expect(leases.map(\.interfaceName) == ["eth1", "eth0"])
        let lease = try #require(leases.last)
        #expect(lease.address == IPAddress("192.168.0.100") && lease.prefixLength == 24)
        #expect(lease.routers.count == 2 && lease.nameServers.count == 2 && lease.timeServers.count == 1)
        #expect(lease.server == IPAddress("192.168.0.1") && lease.leaseSeconds == 3600)
        #expect(lease.domainName == "example.com" && lease.hostName == "a \"b\" {;}")
        #expect(lease.expiresAt.map(CalendarDate.init) == CalendarDate(Timestamp(seconds: 1_795_438_800)))
        #expect(lease.vendorOptions.vlan == 100 && lease.vendorOptions.vlanPriority == 5)
        #expect(lease.vlanOffer(DHCPPolicy())?.expiresAt == Timestamp(seconds: 1_795_438_800))
        #expect(lease.vlanOffer(DHCPPolicy(ignoresVLAN: true)) == nil)
    }

    @Test func `vendor options that are written as text are octets, too`() throws {
        let lease = try #require(dhclient(Self.dhclient).first)
        #expect(lease.vendorOptions.vlan == 200 && lease.expiresAt == nil)
    }

    @Test(arguments: [
        ("epoch 1795438800", Int64(1_795_438_800)), ("1 2026/11/23 13:00:00", 1_795_438_800),
        ("4 1970/01/01 00:00:01", 1), ("0 2028/02/29 12:00:00", 1_835_438_400), ("5 2000/03/01 00:00:00", 951_868_800),
    ])
    func `times are in UTC`(text: String, seconds: Int64) throws {
        let file = "lease { fixed-address 10.0.0.1; expire \(text); }"
        #expect(dhclient(file).first?.expiresAt == Timestamp(seconds: seconds))
    }

    @Test(arguments: ["never", "epoch x", "1 2026/13/23 13:00:00", "1 2026/11/23", "", "1 2026/11 13:00:00"])
    func `what is no time is none`(text: String) throws {
        let file = "lease { fixed-address 10.0.0.1; expire \(text); }"
        let lease = try #require(dhclient(file).first)
        #expect(lease.expiresAt == nil)
    }

    @Test func `a file of networkd is read, its lifetime counted from when it was written`() throws {
        let lease = try #require(keyValues(Self.networkd, writtenAt: at(0)))
        #expect(lease.address == IPAddress("192.168.0.100") && lease.prefixLength == 23)
        #expect(lease.routers.count == 2 && lease.server == IPAddress("192.168.0.1"))
        #expect(lease.hostName == "ipbs" && lease.timeZone == "Europe/Stockholm")
        #expect(lease.expiresAt == at(3600) && lease.vendorOptions.vlan == 100)
        #expect(keyValues(Self.networkd)?.expiresAt == nil)
        #expect(
            keyValues("ADDRESS=10.0.0.1\nEXPIRY=1795438800")?.expiresAt
                == Timestamp(seconds: 1_795_438_800))
    }

    @Test func `a file without an address, or one that is too long, is none`() {
        #expect(keyValues("NETMASK=255.0.0.0\nADDRESS=\n") == nil)
        let none: [UInt8] = []
        #expect(HostLease(keyValues: none.span) == nil && HostLease.dhclient(none.span).isEmpty)
        let long = Array("ADDRESS=10.0.0.1\n".utf8) + Array(repeating: UInt8(0x0a), count: HostLease.sizeLimit)
        #expect(HostLease(keyValues: long.span) == nil)
    }

    @Test func `of many interfaces the last ones are kept`() {
        let file = (0..<200).map { "lease { interface \"e\($0)\"; fixed-address 10.0.0.1; }" }.joined(separator: "\n")
        let leases = dhclient(file)
        #expect(leases.count == HostLease.leaseLimit && leases.last?.interfaceName == "e199")
    }
}
