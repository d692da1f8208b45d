import CLinux
import NetworkValues
import Testing

@testable import LinkLayer

/// Messages as the kernel sends them, octet by octet.
struct RouteMessageTests {
    private func records(_ octets: [UInt8]) throws -> [RouteRecord] {
        var found: [RouteRecord] = []
        var position = 0
        let bytes = octets.span
        while let message = try RouteMessage.next(bytes, &position) {
            if let record = try RouteRecord.read(message, bytes) { found.append(record) }
        }
        return found
    }

    /// A message around content.
    private func message(_ type: Int, _ content: String, flags: Int = 0, sequence: UInt32 = 0) -> [UInt8] {
        RouteRequest(type, flags: flags, routeOctets(content)).encoded(sequence: sequence)
    }

    @Test func `a VLAN link has its parent, its VLAN and its priorities`() throws {
        let found = try records(
            message(
                IPD_RTM_NEWLINK,
                """
                0000 0100 07000000 43100100 00000000
                0d000300 65746830 2e323030 00000000
                0a000100 02000000 0001 0000
                08000400 dc050000  08000500 02000000  05001000 06000000  05002100 01000000
                34001200 09000100 766c616e 00000000
                24000200 06000100 c8000000  06000500 81000000  10000300 0c000100 00000000 05000000
                """))
        guard case .link(let link)? = found.first else { throw Unexpected("no link: \(found)") }
        #expect(link.index == 7 && link.name == "eth0.200" && link.parent == 2 && link.mtu == 1500)
        #expect(link.kind == "vlan" && link.vlan == LinkEntry.VLAN(id: 200, egress: [0: 5]))
        #expect(link.mac == MACAddress("02:00:00:00:00:01") && link.isOperationallyUp && link.hasCarrier == true)
    }

    @Test func `what a bridge says of its port is not that the port is gone`() throws {
        #expect(try records(message(IPD_RTM_DELLINK, "0700 0100 07000000 43100100 00000000")).isEmpty)
    }

    @Test func `an address has its lifetimes and all of its flags`() throws {
        let found = try records(
            message(
                IPD_RTM_NEWADDR,
                """
                02188000 02000000  08000100 0a010105  08000200 0a010105  08000400 0a0101ff  08000800 00020000
                14000600 0e010000 100e0000 00000000 00000000
                """))
        guard case .address(let address)? = found.first else { throw Unexpected("no address: \(found)") }
        #expect(address.address == IPAddress("10.1.1.5") && address.prefixLength == 24 && address.peer == nil)
        #expect(address.flags == 0x200 && address.validSeconds == 3600 && address.preferredSeconds == 270)
        #expect(!address.isPermanent && address.broadcast == IPAddress("10.1.1.255"))
    }

    @Test func `routes of other tables are of no concern, and several ways are told apart`() throws {
        let local = "02200000 ff02fe02 00000000 08000f00 ff000000 08000100 0a010105 08000400 02000000"
        #expect(try records(message(IPD_RTM_NEWROUTE, local)).isEmpty)
        let multipath = """
            02000000 fe030001 00000000 08000f00 fe000000
            24000900 10000000 02000000 08000500 0a010101  10000100 03000000 08000500 0a020101
            """
        guard case .route(let route, false)? = try records(message(IPD_RTM_NEWROUTE, multipath)).first else {
            throw Unexpected("no route")
        }
        #expect(route.isDefault && route.hops.map(\.index) == [2, 3] && route.hops.map(\.isDead) == [false, true])
        #expect(route.hops[1].gateway == IPAddress("10.2.1.1"))
    }

    @Test func `a refusal has the number and the words of the kernel`() throws {
        let octets = message(
            IPD_NLMSG_ERROR,
            "a1ffffff 30000000 10000506 01000000 00000000  14000100 556e6b6e 6f776e20 6b696e64 21000000",
            flags: IPD_NLM_CAPPED | IPD_NLM_ACK_TLVS, sequence: 1)
        var position = 0
        let parsed = try RouteMessage.next(octets.span, &position)
        let refusal = try RouteRefusal.read(try #require(parsed), octets.span)
        #expect(refusal == RouteRefusal(errno: 95, text: "Unknown kind!"))
        #expect(refusal?.isUnsupported == true)
        #expect(refusal?.description == "Operation not supported (Unknown kind!)")
    }

    @Test(
        arguments: [
            ("1000", "expected a netlink header of at least 16 octets, found 2"),
            (
                "ff000000 10000000 00000000 00000000",
                "expected a length of a netlink message from 16 to 16, found 255"
            ),
            ("18000000 10000000 00000000 00000000 0000000000000000", "expected a link of at least 16 octets, found 8"),
            (
                "24000000 10000000 00000000 00000000 0000010001000000 0000000000000000 0300",
                "expected a length of a netlink message from 16 to 34, found 36"
            ),
            (
                "24000000 10000000 00000000 00000000 0000010001000000 0000000000000000 03000300",
                "expected a length of an attribute of a link from 4 to 4, found 3"
            ),
            (
                "28000000 10000000 00000000 00000000 0000010001000000 0000000000000000 0600040001000000",
                "expected an MTU of 4 octets, found 2"
            ),
        ])
    func `what cannot be read says what was expected and found`(octets: String, text: String) {
        let error = #expect(throws: RouteError.self) { _ = try records(routeOctets(octets)) }
        #expect(error?.description == text)
    }

    @Test func `counters of older and newer kernels are read as far as they go`() throws {
        for (size, other) in [(184, UInt64(0)), (200, 25), (232, 25)] {
            var content = routeOctets("00000000 02000000 01000000")
            content.append(host: UInt16(4 + size))
            content.append(host: UInt16(1))
            for number in 1...UInt64(size / 8) { content += [UInt8(number)] + [UInt8](repeating: 0, count: 7) }
            let found = try records(RouteRequest(IPD_RTM_NEWSTATS, flags: 0, content).encoded(sequence: 3))
            guard case .statistics(2, let counters)? = found.first else { throw Unexpected("no statistics") }
            #expect(counters[.receivedPackets] == 1 && counters[.sentCompressed] == 23)
            #expect(counters[.otherHost] == other)
        }
    }
}
