import Foundation
import LinkProtocols
import NetworkValues
import Snapshot

@testable import SNMPAgent

/// A snapshot served on a UDP port of loopback, without an agent around it: for what no simulated site brings about.
struct ServedSnapshot: Sendable {
    /// Where tools find it.
    let port: UInt16

    var snmpAddress: String { "127.0.0.1:\(port)" }

    /// Runs `body` while the snapshot is served to the community public.
    static func run<Value: Sendable>(
        _ snapshot: Snapshot, _ body: @Sendable (ServedSnapshot) async throws -> Value
    ) async throws -> Value {
        let counters = SNMPCounters()
        let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 5, 1, 2, 3]
        let engine = EngineValues(
            upTime: { 60_000 }, engineID: engineID, engineBoots: { 1 }, engineTime: { 600 },
            maximumMessageSize: 4096, sendsAuthenticationFailures: { false }, counters: counters)
        let groups = AgentTables.groups(TableSettings(), engine: engine)
        guard let identity = EngineIdentity(engineID: engineID, boots: 1) else { preconditionFailure("well-formed") }
        let shared = EngineShared(
            images: MIBImageStore(try MIBImage.make(groups, from: TableSource(snapshot: snapshot))),
            identity: identity, clock: EngineClock(), counters: counters,
            policy: AccessPolicy(views: [], communities: [SNMPCommunity(name: "public".utf8)], users: []),
            onFailure: { _ in })
        let loop = try DatagramLoop(address: .v4(0x7f00_0001), port: 0, shared: shared, limits: ResponderLimits())
        try loop.start()
        defer { loop.stop() }
        return try await body(ServedSnapshot(port: loop.port))
    }
}

/// Texts of IEEE's modules, which are not free to be copied into a repository: who has them puts LLDP-MIB, its extensions and
/// IEEE8021-PAE-MIB, with what they import, into the folder `.build-mibs`.
enum IEEEModules {
    static let folder = Repository.root + "/.build-mibs"
    static let names = [
        "LLDP-MIB", "LLDP-EXT-MED-MIB", "LLDP-EXT-DOT1-MIB", "LLDP-EXT-DOT3-MIB", "IEEE8021-PAE-MIB",
    ]

    /// Those that are not there.
    static var missing: [String] {
        names.filter { !FileManager.default.isReadableFile(atPath: "\(folder)/\($0)") }
    }

    /// What Net-SNMP's tools need to use them.
    static let environment = ["MIBDIRS": folder, "MIBS": names.joined(separator: ":")]
}

/// A LAN side with a switch and a telephone on one of two ports.
enum NeighbourFixture {
    static let start = Timestamp(seconds: 1_795_000_000)

    static func snapshot() -> Snapshot {
        var snapshot = Snapshot(
            time: start.adding(seconds: 600), agent: AgentStatus(version: "0.1.0", startedAt: start))
        var first = LANPortStatus(interfaceIndex: 2, name: "eth0")
        let mac = MACAddress(rawValue: 0x0001_3e00_00aa)
        var endpoint = LLDPEndpoint(chassis: mac, port: PortID(interfaceName: "eth0"), source: mac)
        endpoint.portDescription = "eth0"
        endpoint.systemName = "pbx-7"
        endpoint.systemDescription = "ipdect-agent 0.1.0"
        endpoint.managementAddresses = [ManagementAddress(.v4(0x0a00_0005), interfaceIndex: 2)]
        endpoint.macPHY = .init(autoNegotiation: 3, advertised: 0x6c11, mauType: 30)
        endpoint.maximumFrameSize = 1518
        var receiver = LLDPReceiver()
        _ = receiver.receive(switchUnit(), from: mac, now: start.adding(seconds: 5))
        var telephone = LLDPDU(chassis: ChassisID(mac), port: PortID(mac), timeToLiveSeconds: 120)
        telephone.systemName = "phone"
        telephone.med.capabilities = MEDCapabilities(kinds: [.capabilities, .poweredDevice], deviceClass: 3)
        telephone.med.power = .init(type: 1, source: 1, priority: 2, tenthsOfWatt: 65)
        _ = receiver.receive(telephone, from: mac, now: start.adding(seconds: 9))
        first.lldp.isEnabled = true
        first.lldp.endpoint = endpoint
        first.lldp.neighbours = receiver.neighbours
        first.lldp.statistics = receiver.statistics
        first.supplicant = SupplicantStatus(interface: "eth0", address: mac)
        snapshot.lan.ports = [first, LANPortStatus(interfaceIndex: 3, name: "eth1")]
        return snapshot
    }

    /// A switch that tells something for each table.
    private static func switchUnit() -> LLDPDU {
        var unit = LLDPDU(
            chassis: ChassisID(MACAddress(rawValue: 0x0011_2233_4455)), port: PortID(interfaceName: "gi0/7"),
            timeToLiveSeconds: 120)
        unit.portDescription = "Room 7"
        unit.systemName = "sw1"
        unit.systemDescription = "A switch"
        unit.capabilities = LLDPCapabilities(available: [.bridge, .router], enabled: .bridge)
        unit.managementAddresses = [
            ManagementAddress(.v4(0x0a00_0001), interfaceIndex: 1001),
            ManagementAddress(.v6(high: 0xfe80 << 48, low: 1, zone: 0), interfaceIndex: 1001),
        ]
        unit.dot1.portVLAN = 10
        unit.dot1.protocolVLANs = [.init(flags: 6, vlan: 20)]
        unit.dot1.vlanNames = [.init(vlan: 200, name: "voice")]
        unit.dot3.macPHY = .init(autoNegotiation: 1, advertised: 0x8001, mauType: 16)
        unit.dot3.power = .init(support: 0x0f, pairs: 1, powerClass: 4)
        unit.dot3.linkAggregation = .init(status: 1, portID: 77)
        unit.dot3.maximumFrameSize = 9216
        unit.med.capabilities = MEDCapabilities(kinds: [.capabilities, .networkPolicy], deviceClass: 4)
        unit.med.policies = [NetworkPolicy(application: 1, isTagged: true, vlan: 200, priority: 5, codePoint: 46)]
        unit.med.locations = [.init(format: 3, octets: Array("112".utf8))]
        unit.med.power = .init(type: 0, source: 1, priority: 2, tenthsOfWatt: 154)
        unit.unknown = [
            UnknownTLV(type: 100, octets: [1, 2, 3]), UnknownTLV(type: 127, octets: [0, 0x11, 0x22, 5, 9]),
        ]
        return unit
    }
}
