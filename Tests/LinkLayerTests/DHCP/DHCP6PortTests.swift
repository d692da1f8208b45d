import Glibc
import LinkProtocols
import NetworkValues
import Settings
import Snapshot
import Testing

@testable import LinkLayer

/// The DHCPv6 port in networks of scripts.
struct DHCP6PortTests {
    private final class Channel: DHCP6Channel {
        var arrivals: [[UInt8]] = []
        var sent: [DHCP6Message] = []
        var descriptors: [Int32] { [] }

        func send(_ message: [UInt8]) -> Int32 {
            if let message = try? DHCP6Message(message.span) { sent.append(message) }
            return 0
        }

        func receive() -> [UInt8]? { arrivals.isEmpty ? nil : arrivals.removeFirst() }
    }

    private final class Network {
        var channels: [Channel] = []
        var failure: Int32 = 0
    }

    private static let server: [UInt8] = [0, 3, 0, 1, 2, 0, 0, 0, 0, 9]
    private static let address = DHCP6Association.Address(
        address: .v6(high: 0x2001_0db8_0000_0000, low: 5, zone: 0), preferredSeconds: 60, validSeconds: 120)
    private let network = Network()

    private func port(_ mode: String) throws -> DHCP6Port {
        let (document, problems) = SettingsDocument.parse(
            "config change DHCP6-0 /mode \(mode) /interface lan1\n", schema: SettingsSchema([DHCP6Settings.self]))
        try #require(problems.isEmpty)
        let network = network
        return DHCP6Port(
            interface: PortScript.interface, settings: try document.module("DHCP6-0", as: DHCP6Settings.self),
            hostName: "ipbs3", wallOffset: leaseWallOffset, random: SeededDice(state: 2),
            open: { _ throws(DHCPPortError) in
                guard network.failure == 0 else { throw DHCPPortError(errno: network.failure, "expected a socket") }
                let channel = Channel()
                network.channels.append(channel)
                return channel
            })
    }

    private func reply(
        _ type: DHCP6MessageType, to request: DHCP6Message, _ change: (inout DHCP6Message) -> Void = { _ in }
    ) -> [UInt8] {
        var message = DHCP6Message(type, transactionID: request.transactionID)
        message.options.append(DHCP6OptionCode.clientIdentifier, request.clientIdentifier ?? [])
        message.options.append(DHCP6OptionCode.serverIdentifier, Self.server)
        if request.type != .informationRequest {
            message.options.append(
                DHCP6OptionCode.association,
                DHCP6Association(identifier: PortScript.interface.index, addresses: [Self.address]).encoded())
        }
        change(&message)
        return message.encoded()
    }

    private func run(_ port: DHCP6Port, until time: Double) -> [DHCP6Output] {
        var outputs: [DHCP6Output] = []
        while let deadline = port.deadline, deadline <= moment(time) { outputs += port.handleTimer(now: deadline) }
        return outputs
    }

    @Test func `addresses are asked for, used, extended and over`() throws {
        let port = try port("client")
        #expect(port.linkUp(now: moment(0)).isEmpty)
        _ = run(port, until: 1.5)
        let channel = try #require(network.channels.last)
        let solicit = try #require(channel.sent.first)
        #expect(solicit.type == .solicit)
        channel.arrivals = [reply(.advertise, to: solicit), [], [1]]
        #expect(port.receive(now: moment(1.6)).count == 1, "the broken one is told")
        _ = run(port, until: 4)
        let request = try #require(channel.sent.last)
        #expect(request.type == .request)
        channel.arrivals = [
            reply(.reply, to: request) { message in
                let vendor: [UInt8] = [0, 0, 0x6b, 0xde, 0, 206, 0, 2, 0, 100]
                message.options.append(DHCP6OptionCode.vendorOptions, vendor)
            }
        ]
        guard case .configure(let wanted, _)? = port.receive(now: moment(4)).first else {
            Issue.record("expected addresses")
            return
        }
        #expect(wanted.addresses.map(\.address) == [Self.address.address])
        #expect(wanted.addresses.first?.validUntil == moment(124))
        let status = port.status
        #expect(status.state == "bound" && status.lease?.server == "00030001020000000009")
        #expect(status.vendorOptions.map(\.value) == ["100"] && status.counters.malformed == 1)
        _ = run(port, until: 34)
        #expect(channel.sent.last?.type == .renew)
        _ = run(port, until: 60)
        #expect(channel.sent.last?.type == .rebind)
        let end = run(port, until: 124)
        #expect(end.contains(.unconfigure(wanted)))
    }

    @Test func `options alone`() throws {
        let port = try port("inform")
        _ = port.linkUp(now: moment(0))
        _ = run(port, until: 1.5)
        let channel = try #require(network.channels.last)
        let request = try #require(channel.sent.last)
        #expect(request.type == .informationRequest)
        channel.arrivals = [
            reply(.reply, to: request) { $0.options.append(DHCP6OptionCode.nameServers, Self.address.address.octets) }
        ]
        guard case .options(let lease)? = port.receive(now: moment(2)).first else {
            Issue.record("expected options")
            return
        }
        #expect(lease.nameServers == [Self.address.address] && port.status.state == "informed")
        #expect(port.status.lease?.address == nil && port.status.mode == .inform)
    }

    @Test func `it waits for the link-local address, and leaves a port that somebody has`() throws {
        let port = try port("client")
        network.failure = EADDRNOTAVAIL
        #expect(port.linkUp(now: moment(0)).count == 1)
        #expect(port.deadline == moment(1) && run(port, until: 3).isEmpty)
        network.failure = EADDRINUSE
        #expect(run(port, until: 4).count == 1)
        #expect(port.status.state == "refused" && port.deadline == moment(64))
        network.failure = 0
        _ = run(port, until: 66)
        #expect(network.channels.last?.sent.first?.type == .solicit)
    }

    @Test func `the link goes and comes back, and it ends`() throws {
        let port = try port("client")
        _ = port.linkUp(now: moment(0))
        #expect(port.linkDown(now: moment(0.1)).isEmpty && port.deadline == nil)
        _ = port.linkUp(now: moment(1))
        _ = run(port, until: 3)
        #expect(network.channels.count == 2 && network.channels.last?.sent.first?.type == .solicit)
        #expect(port.stop(isReleasing: true, now: moment(4)).isEmpty)
        #expect(port.deadline == nil && port.linkUp(now: moment(5)).isEmpty)
    }
}
