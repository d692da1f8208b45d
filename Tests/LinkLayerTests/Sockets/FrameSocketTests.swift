import Foundation
import Glibc
import LinkLayer
import LinkProtocols
import NetworkSupport
import NetworkValues
import Testing

/// The frame socket on a pair of interfaces in a namespace of its own.
@Suite(.enabled(if: PrivateNetwork.isAllowed, "a network namespace takes root"))
struct FrameSocketTests {
    private struct Heard: Equatable {
        var octets: [UInt8]
        var tag: VLANTag?
    }

    private static func heard(by socket: FrameSocket) throws -> [Heard] {
        var heard: [Heard] = []
        while try socket.receive({ octets, tag in
            heard.append(Heard(octets: (0..<octets.count).map { octets[$0] }, tag: tag))
        }) > 0 {}
        return heard
    }

    private static func frame(
        to group: MACAddress, from source: MACAddress, tag: VLANTag? = nil, _ kind: LinkProtocol,
        _ payload: [UInt8] = [1, 2, 3]
    ) -> [UInt8] {
        EthernetFrame.encoded(to: group, from: source, tag: tag, kind: kind, payload: payload)
    }

    @Test func `it hears LLDP, EAPOL and BPDUs of the other side and nothing else`() async throws {
        try await PrivateNetwork.run {
            let us = try FrameSocket(interface: "us")
            let them = try FrameSocket(interface: "them")
            let source = them.address
            let wanted = [
                Self.frame(to: GroupAddress.nearestBridge, from: source, .lldp),
                Self.frame(to: GroupAddress.portAccessEntity, from: source, .eapol),
                Self.frame(to: us.address, from: source, .eapol),
                Self.frame(to: GroupAddress.bridges, from: source, .spanningTree),
            ]
            for frame in wanted { try them.send(frame) }
            try them.send(Self.frame(to: us.address, from: source, .other(0x0806)))
            // A group that it did not join is not heard; without promiscuous mode it is the interface that drops it.
            #expect(try Self.heard(by: us).map(\.octets) == wanted)
            #expect(try Self.heard(by: them).isEmpty)
            #expect(us.kernelDrops() == 0 && us.mtu == 1500)
        }
    }

    @Test func `a tag comes beside the frame`() async throws {
        try await PrivateNetwork.run {
            let us = try FrameSocket(interface: "us")
            let them = try FrameSocket(interface: "them")
            let tag = VLANTag(priority: 6, vlan: 200)
            try them.send(Self.frame(to: GroupAddress.nearestBridge, from: them.address, tag: tag, .lldp))
            let heard = try Self.heard(by: us)
            #expect(heard.map(\.tag) == [tag])
            let octets = try #require(heard.first).octets
            #expect(try EthernetFrame(octets.span).kind == .lldp)
        }
    }

    @Test func `more frames than one call takes come in several, in order`() async throws {
        try await PrivateNetwork.run {
            let us = try FrameSocket(interface: "us")
            let them = try FrameSocket(interface: "them")
            for number in 0..<50 {
                try them.send(
                    Self.frame(to: GroupAddress.portAccessEntity, from: them.address, .eapol, [UInt8(number)]))
            }
            #expect(try Self.heard(by: us).map { $0.octets[14] } == (0..<50).map(UInt8.init))
        }
    }

    @Test func `an interface that goes down is told once, and heard again when it is up`() async throws {
        try await PrivateNetwork.run {
            let us = try FrameSocket(interface: "us")
            let them = try FrameSocket(interface: "them")
            let frame = Self.frame(to: GroupAddress.portAccessEntity, from: them.address, .eapol)
            try ForeignProgram.run("ip", ["link", "set", "us", "down"])
            let down = FrameSocketError(.interfaceDown, "us is down")
            #expect(throws: down) { try Self.heard(by: us) }
            #expect(try Self.heard(by: us).isEmpty)
            #expect(throws: down) { try us.send(frame) }
            try ForeignProgram.run("ip", ["link", "set", "us", "up"])
            try PrivateNetwork.awaitCarrier("them")
            try them.send(frame)
            #expect(try Self.heard(by: us).map(\.octets) == [frame])
        }
    }

    @Test func `an interface that goes away is told as such`() async throws {
        try await PrivateNetwork.run {
            let us = try FrameSocket(interface: "us")
            try ForeignProgram.run("ip", ["link", "delete", "us"])
            let gone = FrameSocketError(.interfaceGone, "us went away")
            #expect(throws: gone) { try Self.heard(by: us) }
            #expect(throws: gone) { try us.send([UInt8](repeating: 0, count: 60)) }
        }
    }

    @Test func `what cannot be opened says why`() async throws {
        try await PrivateNetwork.run {
            #expect(throws: FrameSocketError(.noInterface, "there is no network interface eth77")) {
                try FrameSocket(interface: "eth77")
            }
            #expect(throws: FrameSocketError(.noInterface, "expected an Ethernet interface, lo is another kind")) {
                try FrameSocket(interface: "lo")
            }
            try Self.giveUpRights()
            let error = #expect(throws: FrameSocketError.self) { try FrameSocket(interface: "us") }
            #expect(error?.code == .forbidden)
            #expect(error?.message.contains("CAP_NET_RAW") == true)
        }
    }

    /// Makes the calling thread, and no other, one of nobody.
    private static func giveUpRights() throws {
        typealias Call = @convention(c) (Int, Int, Int, Int) -> Int
        let symbol = try #require(dlsym(nil, "syscall"))
        #if arch(x86_64)
            let setresuid = 117
        #else
            let setresuid = 147
        #endif
        try #require(unsafeBitCast(symbol, to: Call.self)(setresuid, 65_534, 65_534, 65_534) == 0)
    }
}
