import Faults
import Journal
import LinkProtocols
import NetworkValues
import Snapshot
import TLSKit

/// What is wrong with the agent's own host, its LAN, its certificates and its journal.
enum HostFindings {
    static func all(_ matter: ReportMatter) -> [Finding] {
        certificates(matter) + lan(matter) + journal(matter) + probes(matter) + disk(matter)
    }

    private static func certificates(_ matter: ReportMatter) -> [Finding] {
        matter.certificateConditions.map { condition in
            Finding(
                seriousness: .warning, title: "Certificates need attention", evidence: [.init(condition.text)],
                remedy: "See docs/certificates.md.", section: .certificates)
        }
    }

    private static func lan(_ matter: ReportMatter) -> [Finding] {
        var found: [Finding] = []
        let lan = matter.snapshot.lan
        func add(_ title: String, _ interface: String, _ evidence: [String], since: Timestamp? = nil) {
            found.append(
                Finding(
                    seriousness: .warning, title: title, subjects: interface.isEmpty ? [] : [.init(interface, .plain)],
                    evidence: evidence.filter { !$0.isEmpty }.map { .init($0) }, remedy: "See docs/lan.md.",
                    since: since, section: .lan))
        }
        if !lan.problem.isEmpty { add("The LAN cannot be watched", "", [lan.problem]) }
        for port in lan.ports {
            if !port.problem.isEmpty { add("A port cannot send and receive", port.name, [port.problem]) }
            if port.port != nil, !port.hasLink { add("A LAN port has no link", port.name, []) }
            if let supplicant = port.supplicant, supplicant.user != nil, !supplicant.isAuthorized, supplicant.hasLink {
                let evidence = [supplicant.reason, supplicant.lastFailure ?? ""]
                add("802.1X: the port is not open", port.name, evidence, since: supplicant.since)
            }
            if let vlan = port.vlan, vlan.state == "unsupported" || vlan.state == "impossible" {
                add("A VLAN cannot be followed", port.name, [vlan.state, vlan.reason])
            }
            for status in port.dhcp where !status.problems.isEmpty {
                add("DHCP has problems", port.name, status.problems)
            }
        }
        if let tree = lan.spanningTree, !tree.unmet.isEmpty {
            add("RSTP cannot work as wanted", "", tree.unmet.map { "\($0)" })
        }
        return found
    }

    private static func journal(_ matter: ReportMatter) -> [Finding] {
        guard let journal = matter.journal else { return [] }
        var found: [Finding] = []
        let lost = journal.cursors.filter { $0.lost > 0 }
        if !lost.isEmpty {
            found.append(
                Finding(
                    seriousness: .error, title: "Records were dropped before they were delivered",
                    subjects: lost.prefix(Finding.subjectLimit).map { .init($0.name) }, count: lost.count,
                    evidence: [.init("\(lost.reduce(0) { $0 + $1.lost }) records are lost to these readers.", .plain)],
                    remedy: "Let the receivers be reached sooner, or let the journal be larger: JOURNAL0 /size.",
                    section: .logs))
        }
        if let since = journal.diskFullSince {
            found.append(
                Finding(
                    seriousness: .critical, title: "The disk is full",
                    evidence: [.init("The journal cannot grow.", .plain)],
                    remedy: "Make room on the disk of the agent's state.", since: since, section: .overview))
        }
        if journal.setAsideFile != nil {
            found.append(
                Finding(
                    seriousness: .error, title: "The journal was damaged",
                    evidence: [.init("It was set aside at the start, and a fresh one begun.", .plain)],
                    remedy: "Look at the disk and at how the machine was switched off.", section: .overview))
        }
        return found
    }

    private static func probes(_ matter: ReportMatter) -> [Finding] {
        matter.snapshot.probes.filter { $0.state != .ok && $0.state != .waiting }.map { probe in
            Finding(
                seriousness: .warning, title: "An automatic ping gets no answer",
                subjects: [.init(probe.target, .host)],
                evidence: [.init("State: \(probe.state.rawValue).", .plain), .init(probe.reason)],
                remedy: "Look at the way to the destination by traceroute.", section: .performance)
        }
    }

    private static func disk(_ matter: ReportMatter) -> [Finding] {
        let disk = matter.snapshot.host.disk
        guard disk.sizeBytes > 0, disk.availableBytes < disk.sizeBytes / 20 else { return [] }
        return [
            Finding(
                seriousness: .warning, title: "The disk is nearly full",
                evidence: [.init("\(disk.availableBytes >> 20) of \(disk.sizeBytes >> 20) MiB are free.", .plain)],
                remedy: "Make room on the disk of the agent's state, or lower JOURNAL0 /size and HISTORY0 /size.",
                section: .overview)
        ]
    }
}
