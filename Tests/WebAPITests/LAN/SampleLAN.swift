import Foundation
import LinkProtocols
import NetworkValues
import Snapshot
import WebSupport

/// A LAN side whose neighbours were heard in frames: those that lldpd sent, and one with every TLV.
enum SampleLAN {
    /// The time of the snapshot.
    static let now = Timestamp(seconds: 1_800_000_900)

    /// A frame with every TLV that is read, one that is not, and one that is wrong.
    static let everything: [UInt8] =
        tlv(1, "04 0200000000aa") + tlv(2, "05", "Gi1/0/24") + tlv(3, "0078") + tlv(4, "", "ward 7, socket 12")
        + tlv(5, "", "core-1") + tlv(6, "", "Example switch, release 9") + tlv(7, "0814 0004")
        + tlv(8, "05 01 c0a80001 02 00000003 08 2b06010401bf0801")
        + tlv(8, "11 02 20010db8000000000000000000000001 02 00000003 00")
        + tlv(127, "0080c201 00c8") + tlv(127, "0080c202 06 0064") + tlv(127, "0080c203 00c8 05", "voice")
        + tlv(127, "0080c203 0001 04", "data") + tlv(127, "0080c207 01 00000000")
        + tlv(127, "00120f01 03 6c01 001e") + tlv(127, "00120f02 07 01 05 51 0082 0080 0102")
        + tlv(127, "00120f04 05ee") + tlv(127, "0012bb01 003f 04") + tlv(127, "0012bb02 0141916e")
        + tlv(127, "0012bb02 02800000") + tlv(127, "0012bb03 02 0b 02 4445 03 06", "Munich")
        + tlv(127, "0012bb03 01 486046390d 4be8d90646 1480020880 01") + tlv(127, "0012bb03 03", "112")
        + tlv(127, "0012bb04 13 0041") + tlv(127, "0012bb05", "rev 2") + tlv(127, "0012bb08", "SN1234")
        + tlv(127, "0012bb09", "Example") + tlv(127, "0012bb0a", "EX-24") + tlv(9, "0102") + tlv(127, "00aabb07 2a")
        + tlv(127, "0080c201 00c9") + tlv(0, "")

    /// The status of two ports and their spanning tree.
    static func status() throws -> LANStatus {
        var status = LANStatus()
        var lan1 = LANPortStatus(interfaceIndex: 2, name: "eth0")
        lan1.port = .lan1
        lan1.hasLink = true
        lan1.kernelDrops = 3
        lan1.unused = 5
        var agent = LLDPAgent(endpoint: endpoint)
        _ = agent.handle(.enable, now: now.adding(seconds: -400))
        _ = agent.handle(.linkUp, now: now.adding(seconds: -400))
        hear(everything, &agent, VLANTag(priority: 7, vlan: 0), at: now.adding(seconds: -90_061))
        hear(everything, &agent, VLANTag(priority: 7, vlan: 0), at: now.adding(seconds: -30))
        hear(tlv(9, "00"), &agent, nil, at: now.adding(seconds: -20))
        for packet in try recording().prefix(2) {
            _ = agent.receive(packet.span, now: now.adding(seconds: -10))
        }
        lan1.lldp.isEnabled = true
        lan1.lldp.endpoint = agent.endpoint
        lan1.lldp.neighbours = Array(agent.receiver.neighbours).sorted { $0.index < $1.index }
        lan1.lldp.statistics = agent.statistics
        lan1.vlan = vlan(lan1.lldp.neighbours)
        lan1.counters = LANCounters(
            [
                .init(name: "receivedPackets", label: "received packets", value: 4711),
                .init(name: "crcErrors", label: "wrong check sequence", value: 2),
            ], readAt: now.adding(seconds: -5), clearedAt: now.adding(seconds: -3600))
        lan1.supplicant = supplicant
        lan1.dhcp = [lease, DHCPStatus(family: 6, interface: "eth0", mode: .off)]
        var lan2 = LANPortStatus(interfaceIndex: 3, name: "eth1")
        lan2.port = .lan2
        lan2.problem = "expected the right to send frames (CAP_NET_RAW), got none"
        status.ports = [lan1, lan2]
        status.spanningTree = tree()
        return status
    }

    private static func hear(_ payload: [UInt8], _ agent: inout LLDPAgent, _ tag: VLANTag?, at time: Timestamp) {
        let frame = EthernetFrame.encoded(
            to: GroupAddress.nearestBridge, from: MACAddress(rawValue: 0x0200_0000_00ab), kind: .lldp, payload: payload)
        _ = agent.receive(frame.span, tag: tag, now: time)
    }

    private static var endpoint: LLDPEndpoint {
        let address = MACAddress(rawValue: 0x0200_0000_0001)
        var endpoint = LLDPEndpoint(chassis: address, port: PortID(address), source: address)
        endpoint.portDescription = "eth0"
        endpoint.systemName = "switchboard"
        endpoint.systemDescription = "ipdect-agent"
        endpoint.managementAddresses = [ManagementAddress(.v4(0x0a00_0007), interfaceIndex: 2)]
        endpoint.maximumFrameSize = 1518
        endpoint.inventory.model = "ipdect-agent"
        return endpoint
    }

    /// A VLAN that was applied and waits to be confirmed.
    private static func vlan(_ neighbours: [LLDPNeighbour]) -> VLANPortStatus {
        let offers = VLANOffers(neighbours: neighbours, configured: .init(vlan: 7, priority: 3))
        var status = VLANPortStatus(VLANDecision(offers, now: now), state: "confirming")
        status.steps = [
            "ip link add link eth0 name eth0.200 type vlan id 200 egress-qos-map 0:5", "ip link set dev eth0.200 up",
        ]
        status.confirmUntil = now.adding(seconds: 90)
        status.link = "eth0.200"
        return status
    }

    private static var supplicant: SupplicantStatus {
        var status = SupplicantStatus(interface: "eth0", address: MACAddress(rawValue: 0x0200_0000_0001))
        status.user = "radio"
        status.methods = ["EAP-TLS", "EAP-MD5"]
        status.state = .authenticated
        status.backend = .idle
        status.reason = "accepted by EAP-TLS"
        status.isAuthorized = true
        status.hasLink = true
        status.method = "EAP-TLS"
        status.handshake = .init(
            version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", peerSubject: "CN=radius.example",
            peerNotAfter: now.adding(seconds: 86_400))
        status.lastFailure = "the server sent a failure"
        status.since = now.adding(seconds: -300)
        return status
    }

    private static var lease: DHCPStatus {
        var status = DHCPStatus(family: 4, interface: "eth0", mode: .read)
        status.state = "reading"
        var lease = DHCPStatus.Lease()
        lease.address = .v4(0x0a00_0007)
        lease.prefixLength = 24
        lease.server = "10.0.0.1"
        lease.routers = [.v4(0x0a00_0001)]
        lease.leaseSeconds = 86_400
        lease.expiresAt = now.adding(seconds: 80_000)
        status.lease = lease
        status.source = "/run/systemd/netif/leases/2"
        status.client = "systemd-networkd"
        status.vendorOptions = [
            .init(code: 206, name: "VLAN ID", value: "200"),
            .init(code: 207, name: "VLAN priority", value: "5", isIgnored: true),
        ]
        status.vlanOffer = .init(vlan: 200, priority: 5, expiresAt: now.adding(seconds: 80_000))
        status.notes = [.init(at: now.adding(seconds: -50), text: "a lease was found")]
        return status
    }

    private static func tree() -> SpanningTreeStatus {
        var monitor = RSTPMonitor()
        for port in LANPort.allCases { _ = monitor.handle(.linkUp, on: port, now: now.adding(seconds: -60)) }
        let rapid = "0000 02 02 3c 1000 0200000000aa 00004e20 8000 0200000000cc 8002 0000 1400 0200 0f00 00"
        let old = "0000 00 00 01 8000 0200000000aa 00000004 8000 0200000000bb 8001 0100 1400 0200 0f00"
        for (port, payload) in [(LANPort.lan1, rapid), (.lan2, old)] {
            let frame = EthernetFrame.encoded(
                to: GroupAddress.bridges, from: MACAddress(rawValue: 0x0200_0000_00cc), kind: .spanningTree,
                payload: octets(payload))
            _ = monitor.receive(frame.span, on: port, now: now.adding(seconds: -1))
        }
        var status = SpanningTreeStatus(monitor)
        status.unmet = RSTPPrecondition.unmet(.init(), lan1: monitor.lan1, lan2: monitor.lan2)
        status.interfaces = [.lan1: "eth0", .lan2: "eth1"]
        status.lastMove = now.adding(seconds: -59)
        return status
    }

    /// A TLV from hexadecimal digits and text.
    private static func tlv(_ type: UInt8, _ digits: String, _ text: String = "") -> [UInt8] {
        let information = octets(digits) + Array(text.utf8)
        return [type << 1 | UInt8(information.count >> 8), UInt8(truncatingIfNeeded: information.count)] + information
    }

    private static func octets(_ digits: String) -> [UInt8] {
        let values = digits.compactMap(\.hexDigitValue)
        return stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }

    /// The frames that lldpd sent (`Tests/Fixtures/link`).
    private static func recording() throws -> [[UInt8]] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let octets = [UInt8](try Data(contentsOf: tests.appending(path: "Fixtures/link/lldp.pcap")))
        var packets: [[UInt8]] = []
        var position = 24
        while position + 16 <= octets.count {
            let length = (0..<4).reduce(0) { $0 | Int(octets[position + 8 + $1]) << (8 * $1) }
            packets.append(Array(octets[(position + 16)..<(position + 16 + length)]))
            position += 16 + length
        }
        return packets
    }
}
