import Foundation
import LinkProtocols
import NetworkValues
import Settings
import Snapshot
import Testing

@testable import LinkLayer

/// The steady time `seconds` after the beginning of a test.
func moment(_ seconds: Double) -> Timestamp { Timestamp(milliseconds: 1_000_000 + Int64(seconds * 1000)) }

/// What the wall clock is ahead in tests.
let leaseWallOffset: Int64 = 1_795_000_000_000

/// A small generator with a seed (SplitMix64).
struct SeededDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

/// A network in a script.
final class ScriptedChannel: DHCPChannel {
    let interface: DHCPInterface
    var arrivals: [DHCPArrival] = []
    var packets: [[UInt8]] = []
    var datagrams: [(message: [UInt8], server: IPAddress)] = []
    var arp: [ARPPacket] = []
    var failure: Int32 = 0

    init(_ interface: DHCPInterface) { self.interface = interface }

    var descriptors: [Int32] { [] }

    func broadcast(_ packet: [UInt8]) -> Int32 {
        packets.append(packet)
        return failure
    }

    func send(_ message: [UInt8], to server: IPAddress) -> Int32 {
        datagrams.append((message, server))
        return failure
    }

    func sendARP(_ packet: [UInt8]) -> Int32 {
        if let packet = ARPPacket(packet) { arp.append(packet) }
        return failure
    }

    func receive() -> DHCPArrival? { arrivals.isEmpty ? nil : arrivals.removeFirst() }
}

/// A port of DHCPv4 in a network of a script.
final class PortScript {
    static let server = IPAddress.v4(0xc000_0201)
    static let address = IPAddress.v4(0xc000_0264)
    static let hardware = MACAddress(rawValue: 0x0200_0000_0001)
    static let interface = DHCPInterface(name: "lan1", index: 7, hardwareAddress: hardware)

    /// What the openings of channels came to, the last one first in use.
    final class Network {
        var channels: [ScriptedChannel] = []
        var failure: Int32 = 0
        /// What was sent over all channels.
        var taken = 0
    }

    let network = Network()
    let port: DHCPPort

    init(
        _ options: String = "", policy: DHCPPolicy = DHCPPolicy(), saved: String? = nil, vlan: UInt16 = 0,
        root: String = "/nonexistent"
    ) throws {
        let mode = options.contains("/mode") ? "" : "/mode client"
        let settings = try Self.settings("/interface lan1 \(mode) \(options)")
        var client = DHCPClientSettings(hardwareAddress: Self.hardware)
        client.hostName = "ipbs3"
        client.configuredVLAN = vlan
        client.savedLease = saved.flatMap { DHCPLease(text: $0)?.moved(by: -leaseWallOffset) }
        let network = network
        port = DHCPPort(
            interface: Self.interface, settings: settings, policy: policy, client: client,
            check: HostClientCheck(root: root), wallOffset: leaseWallOffset, random: SeededDice(state: 5),
            times: AddressProbe.Times(),
            open: { interface throws(DHCPPortError) in
                guard network.failure == 0 else {
                    throw DHCPPortError(errno: network.failure, "expected a socket")
                }
                let channel = ScriptedChannel(interface)
                network.channels.append(channel)
                return channel
            })
    }

    static func settings(_ options: String, _ name: String = "DHCP0") throws -> DHCPSettings {
        let (document, problems) = SettingsDocument.parse(
            "config change \(name) \(options)\n", schema: SettingsSchema([DHCPSettings.self]))
        try #require(problems.isEmpty, "\(problems)")
        return try document.module(name, as: DHCPSettings.self)
    }

    var channel: ScriptedChannel? { network.channels.last }

    /// The last message that was broadcast on the channel in use.
    func lastSent() throws -> DHCPMessage {
        let octets = try #require(channel?.packets.last)
        return try Self.message(UDPPacket(octets, isChecksumOpen: false).payload)
    }

    static func message(_ octets: [UInt8]) throws -> DHCPMessage { try DHCPMessage(octets.span) }

    /// An answer to a message.
    static func reply(
        _ type: DHCPMessageType, to request: DHCPMessage, lease: UInt32 = 3600, vendor: [UInt8] = [],
        server: IPAddress = server
    ) -> DHCPMessage {
        var message = DHCPMessage(type, transactionID: request.transactionID, hardwareAddress: request.hardwareAddress)
        message.isReply = true
        if type != .nak { message.yourAddress = address }
        message.options[DHCPOptionCode.serverIdentifier] = server.octets
        message.options[DHCPOptionCode.subnetMask] = [255, 255, 255, 0]
        message.options[DHCPOptionCode.routers] = [192, 0, 2, 1]
        message.options.set(DHCPOptionCode.leaseTime, number32: lease)
        if !vendor.isEmpty { message.options[DHCPOptionCode.vendorOptions] = vendor }
        return message
    }

    static func packet(_ message: DHCPMessage, from server: IPAddress = server) -> DHCPArrival {
        .packet(
            UDPPacket(from: server, 67, to: .v4(.max), 68, message.encoded()).encoded, isChecksumOpen: false)
    }

    func receive(_ message: DHCPMessage, _ time: Double) -> [DHCPOutput] {
        channel?.arrivals.append(Self.packet(message))
        return port.receive(now: moment(time))
    }

    /// Lets timers fire up to a time. Returns what they wanted done.
    func run(until time: Double) -> [DHCPOutput] {
        var outputs: [DHCPOutput] = []
        while let deadline = port.deadline, deadline <= moment(time) { outputs += port.handleTimer(now: deadline) }
        return outputs
    }

    /// Takes the port from nothing to a lease in use. Returns what it wanted done.
    func bind(lease: UInt32 = 3600, vendor: [UInt8] = []) throws -> [DHCPOutput] {
        var outputs = port.linkUp(now: moment(0))
        outputs += receive(Self.reply(.offer, to: try lastSent(), lease: lease, vendor: vendor), 0)
        outputs += receive(Self.reply(.ack, to: try lastSent(), lease: lease, vendor: vendor), 0)
        return outputs + run(until: 8)
    }
}

extension [DHCPOutput] {
    var configured: [(configuration: LeaseConfiguration, isProvisional: Bool)] {
        compactMap {
            if case .configure(let wanted, _, let isProvisional) = $0 { (wanted, isProvisional) } else { nil }
        }
    }
    var notes: [String] { compactMap { if case .note(let text) = $0 { text } else { nil } } }
    var saved: [String?] {
        compactMap { output -> String?? in if case .save(let text) = output { .some(text) } else { nil } }
    }
    var vlans: [UInt16] { compactMap { if case .setVLAN(let vlan) = $0 { vlan } else { nil } } }
    var unconfigured: Int { count { if case .unconfigure = $0 { true } else { false } } }
}

/// Runs `body` with a folder of its own, which is removed afterwards.
func withLeaseTree<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dhcp-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// Writes a file below a root, with its folders.
func writeLease(_ octets: [UInt8], _ path: String, below root: String, writtenAt: Timestamp? = nil) throws {
    let file = root + path
    let folder = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(octets).write(to: URL(fileURLWithPath: file))
    guard let writtenAt else { return }
    let date = Date(timeIntervalSince1970: Double(writtenAt.milliseconds) / 1000)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
}

func writeLease(_ text: String, _ path: String, below root: String, writtenAt: Timestamp? = nil) throws {
    try writeLease(Array(text.utf8), path, below: root, writtenAt: writtenAt)
}
