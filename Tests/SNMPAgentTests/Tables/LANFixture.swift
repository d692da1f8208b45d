import NetworkValues
import Snapshot

@testable import LinkProtocols
@testable import SNMPAgent

/// A made-up LAN side of which everything is known: two ports, of which the first has three neighbours and a supplicant.
enum LANFixture {
    static let start = TableFixture.start
    static let chassis = MACAddress(rawValue: 0x0001_3e00_00aa)
    static let switchChassis = MACAddress(rawValue: 0x0011_2233_4455)

    static func source(sendsChanges: Bool = false) -> TableSource {
        var source = TableFixture.source()
        source.snapshot.lan = lan()
        source.sendsNeighbourChanges = sendsChanges
        return source
    }

    static func lan() -> LANStatus {
        var first = LANPortStatus(interfaceIndex: 2, name: "eth0")
        first.hasLink = true
        first.kernelDrops = 6
        first.lldp = lldp(receiver(), endpoint())
        first.supplicant = supplicant()
        var second = LANPortStatus(interfaceIndex: 12, name: "eth1")
        second.lldp.isEnabled = false
        var lan = LANStatus()
        lan.ports = [first, second]
        lan.timers = LLDPTimers(intervalSeconds: 20, hold: 3, fastCount: 6, reinitializationDelaySeconds: 4)
        return lan
    }

    static func lldp(_ receiver: LLDPReceiver, _ endpoint: LLDPEndpoint?) -> LLDPPortStatus {
        var status = LLDPPortStatus()
        status.isEnabled = true
        status.endpoint = endpoint
        status.neighbours = receiver.neighbours
        status.statistics = receiver.statistics
        return status
    }

    /// What the device tells of itself.
    static func endpoint() -> LLDPEndpoint {
        var endpoint = LLDPEndpoint(
            chassis: chassis, port: PortID(interfaceName: "eth0"), source: MACAddress(rawValue: 0x0001_3e00_00ab))
        endpoint.portDescription = "uplink"
        endpoint.systemName = "pbx-7"
        endpoint.systemDescription = "ipdect-agent 0.1.0"
        endpoint.managementAddresses = [
            ManagementAddress(.v6(high: 0xfe80 << 48, low: 5, zone: 0), interfaceIndex: 2),
            ManagementAddress(.v4(0x0a00_0005), interfaceIndex: 2),
        ]
        endpoint.macPHY = .init(autoNegotiation: 3, advertised: 0x6c11, mauType: 30)
        endpoint.maximumFrameSize = 1518
        endpoint.inventory.softwareRevision = "0.1.0"
        endpoint.inventory.manufacturer = "ACME"
        return endpoint
    }

    /// Hears a switch at 5 s, a telephone at 10 s and a printer at 20 s; the switch says something new at 30 s.
    static func receiver() -> LLDPReceiver {
        var receiver = LLDPReceiver()
        var unit = switchUnit()
        unit.systemName = "old name"
        _ = receiver.receive(unit, from: switchChassis, now: start.adding(seconds: 5))
        _ = receiver.receive(telephone(), from: chassis, now: start.adding(seconds: 10))
        _ = receiver.receive(
            LLDPDU(
                chassis: ChassisID(subtype: 7, octets: Array("printer".utf8)),
                port: PortID(subtype: 7, octets: Array("1".utf8)), timeToLiveSeconds: 60),
            from: chassis, now: start.adding(seconds: 20))
        _ = receiver.receive(switchUnit(), from: switchChassis, now: start.adding(seconds: 30))
        receiver.statistics.framesIn = 1 << 32 + 11
        receiver.statistics.framesOut = 12
        receiver.statistics.framesInErrors = 13
        receiver.statistics.framesDiscarded = 14
        receiver.statistics.tlvsDiscarded = 15
        receiver.statistics.tlvsUnrecognized = 16
        receiver.statistics.ageouts = 17
        receiver.statistics.drops = 18
        receiver.statistics.deletes = 19
        return receiver
    }

    /// A switch that tells everything that there is to tell.
    static func switchUnit() -> LLDPDU {
        var unit = LLDPDU(
            chassis: ChassisID(switchChassis), port: PortID(interfaceName: "gi0/7"), timeToLiveSeconds: 120)
        unit.portDescription = "Room 7"
        unit.systemName = "sw1"
        unit.systemDescription = "A switch"
        unit.capabilities = LLDPCapabilities(available: [.bridge, .router], enabled: .bridge)
        unit.managementAddresses = [
            ManagementAddress(.v4(0x0a00_0001), interfaceIndex: 1001),
            ManagementAddress(
                family: 6, octets: switchChassis.octets, interfaceSubtype: 3, interfaceNumber: 4_000_000_000,
                objectIdentifier: [0x2b, 6, 1, 4, 1, 0x89, 0x1e]),
        ]
        unit.dot1.portVLAN = 10
        unit.dot1.protocolVLANs = [.init(flags: 6, vlan: 20), .init(flags: 2, vlan: 0)]
        unit.dot1.vlanNames = [.init(vlan: 200, name: "voice"), .init(vlan: 10, name: "data")]
        unit.dot3.macPHY = .init(autoNegotiation: 1, advertised: 0x8001, mauType: 16)
        unit.dot3.power = .init(support: 0x0f, pairs: 1, powerClass: 4)
        unit.dot3.linkAggregation = .init(status: 1, portID: 77)
        unit.dot3.maximumFrameSize = 9216
        unit.med.capabilities = MEDCapabilities(
            kinds: [.capabilities, .networkPolicy, .location, .powerSource], deviceClass: 4)
        unit.med.policies = [
            NetworkPolicy(application: 8, isTagged: false, vlan: 0, priority: 0, codePoint: 34),
            NetworkPolicy(application: 1, isTagged: true, vlan: 200, priority: 5, codePoint: 46),
            NetworkPolicy(application: 77, isTagged: false, vlan: 0, priority: 0, codePoint: 0),
        ]
        unit.med.locations = [.init(format: 3, octets: Array("112".utf8))]
        unit.med.power = .init(type: 0, source: 1, priority: 2, tenthsOfWatt: 154)
        unit.med.inventory.model = "S-48"
        unit.unknown = [
            UnknownTLV(type: 100, octets: [1, 2, 3]), UnknownTLV(type: 127, octets: [0, 0x11, 0x22, 5, 9]),
            UnknownTLV(type: 127, octets: [0, 0x11, 0x22, 5, 8, 7]), UnknownTLV(type: 100, octets: [4]),
        ]
        return unit
    }

    static func telephone() -> LLDPDU {
        var unit = LLDPDU(
            chassis: ChassisID(subtype: 5, octets: [1, 10, 0, 0, 9]), port: PortID(chassis), timeToLiveSeconds: 120)
        unit.capabilities = LLDPCapabilities(available: .telephone, enabled: .telephone)
        unit.med.capabilities = MEDCapabilities(kinds: [.capabilities, .poweredDevice], deviceClass: 3)
        unit.med.power = .init(type: 1, source: 3, priority: 0, tenthsOfWatt: 2000)
        return unit
    }

    static func supplicant() -> SupplicantStatus {
        var status = SupplicantStatus(interface: "eth0", address: chassis)
        status.user = "base"
        status.state = .held
        status.backend = .idle
        status.timers = SupplicantTimers(
            heldPeriodSeconds: 61, startPeriodSeconds: 31, maximumStarts: 4, authenticationPeriodSeconds: 32)
        status.statistics.framesIn = 1
        status.statistics.framesOut = 2
        status.statistics.startsOut = 3
        status.statistics.logoffsOut = 4
        status.statistics.identityResponsesOut = 5
        status.statistics.responsesOut = 6
        status.statistics.identityRequestsIn = 7
        status.statistics.requestsIn = 8
        status.statistics.invalidIn = 9
        status.statistics.lengthErrorsIn = 10
        status.statistics.lastVersion = 2
        status.statistics.lastSource = switchChassis
        return status
    }
}

/// A cell of a table of LLDP-MIB or IEEE8021-PAE-MIB in short: what stands behind the entry, and the value.
struct LANCell: Equatable, CustomStringConvertible {
    enum Value: Equatable {
        case integer(Int)
        case octets([UInt8])
        case counter(UInt64)
        case gauge(UInt64)
        case ticks(UInt64)
        case name([UInt32])
    }

    var name: [UInt32]
    var value: Value?

    var description: String { "\(name.map(String.init).joined(separator: ".")) = \(value.map { "\($0)" } ?? "?")" }

    init(_ name: [UInt32], _ value: Value) {
        self.name = name
        self.value = value
    }

    init(_ cell: ReadCell, below prefix: [UInt32]) {
        name = Array(cell.name.dropFirst(prefix.count))
        let number = cell.content.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        value =
            switch cell.tag {
            case 0x02: .integer(Int(number))
            case 0x04: .octets(cell.content)
            case 0x06: .name(CellReader.arcs(cell.content[...]))
            case 0x41: .counter(number)
            case 0x42: .gauge(number)
            case 0x43: .ticks(number)
            default: nil
            }
    }

    /// Text as a value.
    static func text(_ text: String) -> Value { .octets(Array(text.utf8)) }
}
