import NetworkValues
import Testing

@testable import DeviceFeeds

@Suite struct `Requests to search` {
    private func request(_ texts: String..., loopback: Bool = false) throws(DiscoveryError) -> DiscoveryRequest {
        try DiscoveryRequest(texts, credentials: ["site"], allowsLoopback: loopback)
    }

    private func addresses(_ request: DiscoveryRequest) -> [String] {
        request.networks.flatMap { network in network.hosts.map { "\(network[$0])" } }
    }

    @Test(arguments: [
        ("192.0.2.0/29", ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5", "192.0.2.6"]),
        ("192.0.2.6/31", ["192.0.2.6", "192.0.2.7"]), ("192.0.2.9", ["192.0.2.9"]),
        ("192.0.2.8/255.255.255.252", ["192.0.2.9", "192.0.2.10"]), ("2001:db8::9", ["2001:db8::9"]),
        ("2001:db8::10/127", ["2001:db8::10", "2001:db8::11"]),
        ("2001:db8::10/126", ["2001:db8::11", "2001:db8::12", "2001:db8::13"]),
    ])
    func `only addresses that a device can have are asked`(text: String, expected: [String]) throws {
        let request = try request(text)
        #expect(addresses(request) == expected && request.addressCount == expected.count)
    }

    @Test func `networks are asked in order, and each address once`() throws {
        let request = try request("2001:db8::5", "198.51.100.7", "192.0.2.0/24", "192.0.2.128/25", "192.0.2.0/24")
        #expect(request.networks.map(\.description) == ["192.0.2.0/24", "198.51.100.7/32", "2001:db8::5/128"])
        #expect(request.addressCount == 256)
        #expect(try self.request("10.1.0.0/16").addressCount == 65_534)
        #expect(try self.request("2001:db8::/112").addressCount == 65_535)
    }

    private static let other = "which is for something else:"

    @Test(arguments: [
        (["192.0.2.0/33"], "expected an address or network such as 192.0.2.0/24, got 192.0.2.0/33"),
        (["10.0.0.0/15"], "expected a prefix of 16 or longer, got 10.0.0.0/15; name smaller networks"),
        (["0.0.0.0/0"], "expected a prefix of 16 or longer, got 0.0.0.0/0; name smaller networks"),
        (["2001:db8::/64"], "expected a prefix of 112 or longer, got 2001:db8::/64; name smaller networks"),
        (["10.0.0.0/16", "192.0.2.1"], "expected at most 65536 addresses in sum, got more with 192.0.2.1/32"),
        (["224.0.0.0/4"], "expected addresses of devices, got 224.0.0.0/4, \(Self.other) multicast"),
        (["239.1.2.3"], "expected addresses of devices, got 239.1.2.3/32, \(Self.other) multicast"),
        (
            ["255.255.255.255"],
            "expected addresses of devices, got 255.255.255.255/32, \(Self.other) broadcast"
        ),
        (["ff02::1"], "expected addresses of devices, got ff02::1/128, \(Self.other) multicast"),
        (
            ["fe80::1"],
            "expected addresses of devices, got fe80::1/128, \(Self.other) link-local, which needs an interface"
        ),
        (
            ["::ffff:192.0.2.1"],
            "expected addresses of devices, got ::ffff:c000:201/128, \(Self.other) IPv4 within IPv6; name them as IPv4"
        ),
        (["0.0.0.0"], "expected addresses of devices, got 0.0.0.0/32, \(Self.other) this network"),
        (
            ["127.0.0.1"],
            "expected addresses of devices, got 127.0.0.1/32, which is this host itself; allow loopback to search it"
        ),
        (["::1"], "expected addresses of devices, got ::1/128, which is this host itself; allow loopback to search it"),
        (
            ["::/120"],
            "expected addresses of devices, got ::/120, which is this host itself; allow loopback to search it"
        ),
        ([], "expected at least one address or network to search, such as 192.0.2.0/24"),
    ])
    func `what must not be searched is refused, with the reason`(texts: [String], reason: String) {
        #expect {
            try DiscoveryRequest(texts, credentials: ["site"])
        } throws: { "\($0)" == reason }
    }

    @Test func `the host itself is searched when it was asked for`() throws {
        #expect(try request("127.1.0.0/22", loopback: true).addressCount == 1022)
        #expect(try request("::1", loopback: true).addressCount == 1)
    }

    @Test func `rates, limits and credentials have their ranges`() {
        let networks = [IPNetwork("192.0.2.1")].compactMap { $0 }
        func error(_ credentials: [String], http: Bool = true, rate: Int = 50, inFlight: Int = 8) -> DiscoveryError? {
            do throws(DiscoveryError) {
                _ = try DiscoveryRequest(
                    networks: networks, credentials: credentials, usesHTTP: http, ratePerSecond: rate,
                    inFlightLimit: inFlight)
                return nil
            } catch {
                return error
            }
        }
        #expect(error([]) == nil && error(["a"], http: false) == nil)
        #expect(error([], http: false) == .nothingToAskWith)
        #expect(error(Array(repeating: "a", count: 17)) == .tooManyCredentials(17))
        #expect(error([], rate: 0) == .rate(0) && error([], rate: 1001) == .rate(1001))
        #expect(error([], inFlight: 0) == .inFlight(0) && error([], inFlight: 1025) == .inFlight(1025))
        #expect("\(DiscoveryError.rate(0))" == "expected 1 to 1000 addresses a second, got 0")
    }
}
