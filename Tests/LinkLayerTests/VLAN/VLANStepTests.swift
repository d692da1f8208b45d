import NetworkValues
import Testing

@testable import LinkLayer

/// Steps octet by octet, in the words of `ip`, and taken back. The octets are those that `ip` of iproute2 6.1 sends for the
/// same words, as strace shows them, but for the order of attributes of an address.
struct VLANStepTests {
    private static let link = VLANLink(name: "eth0.200", parent: "eth0", id: 200, priority: 5)
    private static let address = VLANAddress(
        address: .v4(0x0a01_0105), prefixLength: 24, broadcast: .v4(0x0a01_01ff), scope: 0, flags: 0)

    private static func route(_ text: String, _ gateway: String?, metric: UInt32, origin: UInt8) -> VLANRoute {
        VLANRoute(RouteSamples.route(text, by: 2, gateway: gateway, metric: metric, origin: origin))
    }

    private static let table = RouteSamples.table(
        RouteSamples.port + [.link(RouteSamples.link(3, "eth0.200", parent: 2, vlan: .init(id: 200)))])

    static let golden: [(VLANStep, String, String)] = [
        (
            .createLink(link), "ip link add link eth0 name eth0.200 type vlan id 200 egress-qos-map 0:5",
            """
            60000000 1000 0506 01000000 00000000 00000000 00000000 00000000 00000000
            08000500 02000000  0d000300 65746830 2e323030 00000000
            28001200 08000100 766c616e 1c000200 06000100 c8000000
            10000300 0c000100 00000000 05000000
            """
        ),
        (
            .removeLink(link), "ip link del dev eth0.200",
            "30000000 1100 0500 01000000 00000000 00000000 00000000 00000000 00000000 0d000300 65746830 2e323030 00000000"
        ),
        (
            .setUp("eth0.200"), "ip link set dev eth0.200 up",
            "30000000 1000 0500 01000000 00000000 00000000 00000000 01000000 01000000 0d000300 65746830 2e323030 00000000"
        ),
        (
            .setPriority("eth0.200", from: 5, to: 3), "ip link set dev eth0.200 type vlan egress-qos-map 0:3",
            """
            50000000 1000 0500 01000000 00000000 00000000 00000000 00000000 00000000
            0d000300 65746830 2e323030 00000000
            20001200 08000100 766c616e 14000200 10000300 0c000100 00000000 03000000
            """
        ),
        (
            .addAddress(address, on: "eth0.200"), "ip address add 10.1.1.5/24 broadcast 10.1.1.255 dev eth0.200",
            """
            30000000 1400 0506 01000000 00000000 02180000 03000000
            08000200 0a010105 08000100 0a010105 08000400 0a0101ff
            """
        ),
        (
            .removeAddress(address, on: "eth0"), "ip address del 10.1.1.5/24 dev eth0",
            """
            30000000 1500 0500 01000000 00000000 02180000 02000000
            08000200 0a010105 08000100 0a010105 08000400 0a0101ff
            """
        ),
        (
            .addRoute(route("0.0.0.0/0", "10.1.1.1", metric: 100, origin: 4), by: "eth0.200"),
            "ip route add default via 10.1.1.1 dev eth0.200 proto 4 metric 100",
            """
            34000000 1800 0506 01000000 00000000 02000000 fe040001 00000000
            08000500 0a010101 08000600 64000000 08000400 03000000
            """
        ),
        (
            .removeRoute(route("fd02::/32", "fd00::1", metric: 1024, origin: 3), by: "eth0"),
            "ip -6 route del fd02::/32 via fd00::1 dev eth0 metric 1024",
            """
            54000000 1900 0500 01000000 00000000 0a200000 fe030001 00000000
            14000100 fd020000 00000000 00000000 00000000 14000500 fd000000 00000000 00000000 00000001
            08000600 00040000 08000400 02000000
            """
        ),
    ]

    @Test(arguments: golden)
    func `a step has its octets, its words and what takes it back`(step: VLANStep, text: String, octets: String) throws
    {
        #expect(step.text == text)
        #expect(try step.request(Self.table).encoded(sequence: 1) == routeOctets(octets))
        #expect(step.undo != step && step.undo.undo == step)
        let words = step.words.split(separator: " ")
        #expect(VLANStep(words: words) == step)
        #expect(VLANStep(words: words.dropLast()) == nil && VLANStep(words: words + ["x"]) == nil)
    }

    @Test func `a link without priority has no map, and a step on a link that is gone says so`() throws {
        let plain = VLANStep.createLink(VLANLink(name: "eth0.7", parent: "eth0", id: 7, priority: 0))
        #expect(plain.text == "ip link add link eth0 name eth0.7 type vlan id 7")
        #expect(try plain.request(Self.table).encoded(sequence: 1).count == 16 + 16 + 8 + 12 + 24)
        let error = #expect(throws: VLANPlanError.self) {
            _ = try VLANStep.addAddress(Self.address, on: "eth9").request(Self.table)
        }
        #expect(error?.description == "expected a link eth9, found none")
    }
}
