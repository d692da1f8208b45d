import Exposition
import NetworkValues
import Snapshot
import Testing

@testable import LinkProtocols

/// What the page says of the LAN side.
struct LANPageTests {
    static let time = Timestamp(seconds: 1_795_440_000)

    static let page: String = {
        var snapshot = Snapshot(time: time, agent: AgentStatus(version: "0", startedAt: time))
        var first = LANPortStatus(interfaceIndex: 2, name: "eth0")
        first.hasLink = true
        first.kernelDrops = 6
        var receiver = LLDPReceiver()
        let mac = MACAddress(rawValue: 0x0011_2233_4455)
        _ = receiver.receive(
            LLDPDU(chassis: ChassisID(mac), port: PortID(mac), timeToLiveSeconds: 120), from: mac, now: time)
        receiver.statistics.framesOut = 7
        receiver.statistics.framesIn = 8
        receiver.statistics.framesInErrors = 9
        receiver.statistics.framesDiscarded = 10
        receiver.statistics.ageouts = 11
        first.lldp.neighbours = receiver.neighbours
        first.lldp.statistics = receiver.statistics
        var supplicant = SupplicantStatus(interface: "eth0", address: mac)
        supplicant.state = .authenticated
        supplicant.isAuthorized = true
        supplicant.statistics.framesIn = 12
        supplicant.statistics.lengthErrorsIn = 13
        first.supplicant = supplicant
        snapshot.lan.ports = [first, LANPortStatus(interfaceIndex: 3, name: "eth1")]
        return String(decoding: MetricsPage().rendered(snapshot, as: .prometheusText), as: UTF8.self)
    }()

    @Test(arguments: [
        "ipdect_link_up{device=\"eth0\"} 1", "ipdect_link_up{device=\"eth1\"} 0",
        "ipdect_link_receive_drops_total{device=\"eth0\"} 6", "ipdect_lldp_neighbours{device=\"eth0\"} 1",
        "ipdect_lldp_neighbours{device=\"eth1\"} 0", "ipdect_lldp_transmit_frames_total{device=\"eth0\"} 7",
        "ipdect_lldp_receive_frames_total{device=\"eth0\"} 8", "ipdect_lldp_receive_errors_total{device=\"eth0\"} 9",
        "ipdect_lldp_receive_discards_total{device=\"eth0\"} 10", "ipdect_lldp_ageouts_total{device=\"eth0\"} 11",
        "ipdect_lldp_inserts_total{device=\"eth0\"} 1",
        "ipdect_supplicant_state{device=\"eth0\",state=\"authenticated\"} 1",
        "ipdect_supplicant_state{device=\"eth0\",state=\"held\"} 0", "ipdect_supplicant_authorized{device=\"eth0\"} 1",
        "ipdect_eapol_receive_frames_total{device=\"eth0\"} 12",
        "ipdect_eapol_receive_length_errors_total{device=\"eth0\"} 13",
    ])
    func `has a sample`(line: String) {
        #expect(Self.page.contains(line + "\n"))
    }

    @Test func `says nothing of a supplicant where there is none`() {
        let lines = Self.page.split(separator: "\n").filter { $0.contains("device=\"eth1\"") }
        #expect(lines.count == 12)
        #expect(!lines.contains { $0.contains("supplicant") || $0.contains("eapol") })
    }
}
