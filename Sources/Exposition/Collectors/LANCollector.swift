import LinkProtocols
import NetworkValues
import Snapshot

/// The LAN side: LLDP and 802.1X on each interface on which they run.
struct LANCollector: Collector {
    static let up = MetricFamily(
        "ipdect_link_up", .gauge, "Whether the link of an interface with link protocols is up.")
    static let drops = MetricFamily(
        "ipdect_link_receive_drops", .counter,
        "Frames of the link protocols that the kernel dropped before they could be read.")
    static let neighbours = MetricFamily("ipdect_lldp_neighbours", .gauge, "LLDP neighbours on an interface.")
    static let state = MetricFamily(
        "ipdect_supplicant_state", .gauge, "1 for the state that the 802.1X supplicant of an interface is in.")
    static let authorized = MetricFamily(
        "ipdect_supplicant_authorized", .gauge,
        "Whether the port is open: the authenticator accepted the device, or there is none.")

    private static let lldp: [(MetricFamily, any KeyPath<LLDPStatistics, UInt64> & Sendable)] = [
        (counter("lldp_transmit_frames", "LLDP frames sent."), \.framesOut),
        (counter("lldp_receive_frames", "LLDP frames received."), \.framesIn),
        (counter("lldp_receive_errors", "LLDP frames received with an error."), \.framesInErrors),
        (
            counter("lldp_receive_discards", "LLDP frames not used, for an error or for want of room."),
            \.framesDiscarded
        ),
        (counter("lldp_tlv_discards", "Elements of LLDP frames that were wrong and left out."), \.tlvsDiscarded),
        (counter("lldp_inserts", "Neighbours that were new."), \.inserts),
        (counter("lldp_deletes", "Neighbours forgotten for any reason."), \.deletes),
        (counter("lldp_ageouts", "Neighbours forgotten because they were not heard any longer."), \.ageouts),
        (counter("lldp_drops", "Neighbours for which there was no room."), \.drops),
    ]

    private static let eapol: [(MetricFamily, any KeyPath<SupplicantStatistics, UInt64> & Sendable)] = [
        (counter("eapol_transmit_frames", "EAPOL frames sent."), \.framesOut),
        (counter("eapol_receive_frames", "EAPOL frames received."), \.framesIn),
        (counter("eapol_starts", "EAPOL frames sent that ask an authenticator to begin."), \.startsOut),
        (
            counter("eapol_receive_invalid", "EAPOL frames received of an unknown type or with a broken header."),
            \.invalidIn
        ),
        (counter("eapol_receive_length_errors", "EAPOL frames received with a wrong length."), \.lengthErrorsIn),
        (counter("supplicant_successes", "Authentications that ended well."), \.successes),
        (counter("supplicant_failures", "Authentications that ended with a failure."), \.failures),
        (counter("supplicant_timeouts", "Authentications in which the authenticator fell silent."), \.timeouts),
    ]

    private static func counter(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("ipdect_" + name, .counter, help)
    }

    var families: [MetricFamily] {
        [Self.up, Self.drops, Self.neighbours] + Self.lldp.map(\.0) + [Self.state, Self.authorized]
            + Self.eapol.map(\.0)
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let ports = snapshot.lan.ports
        write(Self.up, ports, to: &writer) { $0.hasLink ? 1 : 0 }
        write(Self.drops, ports, to: &writer) { $0.kernelDrops }
        write(Self.neighbours, ports, to: &writer) { UInt64($0.lldp.neighbours.count) }
        for (family, value) in Self.lldp {
            write(family, ports, to: &writer) { $0.lldp.statistics[keyPath: value] }
        }
        writer.begin(Self.state)
        for port in ports {
            guard let current = port.supplicant?.state else { continue }
            for state in SupplicantPAEState.allCases {
                writer.sample(
                    MetricLabels.one(("device", port.name), ("state", "\(state)")), UInt64(state == current ? 1 : 0))
            }
        }
        write(Self.authorized, ports, to: &writer) { $0.supplicant.map { $0.isAuthorized ? 1 : 0 } }
        for (family, value) in Self.eapol {
            write(family, ports, to: &writer) { $0.supplicant?.statistics[keyPath: value] }
        }
    }

    /// A family with one sample for each port that has a value.
    private func write(
        _ family: MetricFamily, _ ports: [LANPortStatus], to writer: inout MetricsWriter,
        value: (LANPortStatus) -> UInt64?
    ) {
        writer.begin(family)
        for port in ports {
            if let value = value(port) { writer.sample(MetricLabels.one(("device", port.name)), value) }
        }
    }
}
