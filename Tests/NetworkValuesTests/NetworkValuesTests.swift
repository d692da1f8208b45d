import NetworkValues
import Testing

@Suite struct `Network values` {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_782_400_042, "2000-02-29T00:00:00.042Z"),
        (1_795_440_000_000, "2026-11-23T13:20:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func `a timestamp prints as RFC 3339`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test(arguments: ["00:01:3e:12:34:56", "00-01-3E-12-34-56", "00013e123456"])
    func `a MAC address is read in its three spellings`(text: String) {
        #expect(MACAddress(text)?.description == "00:01:3e:12:34:56")
    }

    @Test(arguments: [
        "", "00:01:3e:12:34", "00:01-3e:12:34:56", "00:01:3e:12:34:5g", "0:001:3e:12:34:56", "00:01:3e:12:34:56:",
    ])
    func `a malformed MAC address is refused`(text: String) {
        #expect(MACAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1"), ("::", "::"), ("::1", "::1"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("fe80::1:2", "fe80::1:2"), ("::ffff:192.0.2.1", "::ffff:c000:201"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ])
    func `an address is read and printed in canonical form`(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.256", "01.2.3.4", "1:2:3:4:5:6:7", ":::", "1::2::3", "12345::", "1.2.3.4:5",
        ":1:2:3:4:5:6:7:8",
    ])
    func `a malformed address is refused`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `a network holds its addresses, mapped ones too`() throws {
        let network = try #require(IPNetwork("192.0.2.0/255.255.255.0"))
        #expect(network.description == "192.0.2.0/24")
        #expect(network.contains(.v4(0xc000_02ff)))
        #expect(network.contains(try #require(IPAddress("::ffff:192.0.2.7"))))
        #expect(!network.contains(.v4(0xc000_0300)))
        #expect(IPNetwork("192.0.2.0/255.0.255.0") == nil)
        #expect(IPNetwork("10.0.0.0/33") == nil)
        let six = try #require(IPNetwork("2001:db8::/33"))
        #expect(six.contains(try #require(IPAddress("2001:db8:7fff::1"))))
        #expect(!six.contains(try #require(IPAddress("2001:db8:8000::1"))))
    }
}
