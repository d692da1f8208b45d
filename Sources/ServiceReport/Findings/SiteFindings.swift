import Faults
import IPDECTCore
import NetworkValues

/// What is wrong with radios, synchronization and masters, whether or not an alarm tells of it.
enum SiteFindings {
    static func all(_ matter: ReportMatter) -> [Finding] {
        [lost(matter), silent(matter), poor(matter), references(matter), masters(matter), wired(matter), ring(matter)]
            .compactMap(\.self)
    }

    private static func lost(_ matter: ReportMatter) -> Finding? {
        let radios = matter.site.radios.filter { $0.registration == .staticLost }
        return finding(
            radios, .error, "Radios are lost", .devices,
            evidence: "\(radios.count) of \(matter.site.radios.count) radios are added and no longer connected.",
            remedy:
                "Look at the power and the network of the places where they hang; delete those that are gone for good.",
            since: radios.map(\.lastSeen).min())
    }

    private static func silent(_ matter: ReportMatter) -> Finding? {
        let radios = matter.site.radios.filter {
            $0.registration == .registered && $0.sync.state == .unsynchronized && $0.report.model.hasRadio
        }
        return finding(
            radios, .error, "Radios are not synchronized", .sync,
            evidence: "\(radios.count) connected radios carry no calls, as they are not synchronized.",
            remedy:
                "Look at what they hear in the table sync-radios: without a source above -83 dBm another radio must "
                + "hang between, or another sync master be chosen.")
    }

    private static func poor(_ matter: ReportMatter) -> Finding? {
        let radios = matter.site.radios.filter { $0.registration == .registered && $0.sync.color == .yellow }
        return finding(
            radios, .warning, "Radios follow a poor signal", .sync,
            evidence:
                "\(radios.count) radios are synchronized by a signal below -83 dBm or with a frame error rate above 15.",
            remedy: "Choose other sources or add a radio between: such a synchronization is lost easily.")
    }

    private static func references(_ matter: ReportMatter) -> Finding? {
        let regions = matter.site.regions.filter { $0.referenceRegion != nil && !$0.hasReferenceSync }
        guard !regions.isEmpty else { return nil }
        return Finding(
            seriousness: .warning, title: "Sync regions do not hear their reference",
            subjects: regions.prefix(Finding.subjectLimit).map { Finding.Words("region \($0.region)", .plain) },
            count: regions.count,
            evidence: [Finding.Words("Between these regions and their reference there is no handover.", .plain)],
            remedy: "Let the region's sync master hear a radio of the reference region.", section: .sync)
    }

    private static func masters(_ matter: ReportMatter) -> Finding? {
        let masters = matter.site.masters.filter { !$0.isReachable && $0.mode != .off }
        guard !masters.isEmpty else { return nil }
        return Finding(
            seriousness: .critical, title: "Masters cannot be reached",
            subjects: masters.prefix(Finding.subjectLimit).map { Finding.Words("\($0.mac)", .mac) },
            count: masters.count,
            evidence: masters.map { Finding.Words("\($0.role.word), \($0.mode)", .plain) },
            remedy: "Look at the power and the network of these devices.", since: masters.map(\.changedAt).min(),
            section: .devices)
    }

    private static func wired(_ matter: ReportMatter) -> Finding? {
        let parts = matter.site.wiredParts.filter {
            $0.part.state == .disconnected || $0.part.state == .malfunctioning || $0.part.state == .downloadFailed
        }
        guard !parts.isEmpty else { return nil }
        return Finding(
            seriousness: .error, title: "Wired radio fixed parts do not work",
            subjects: Findings.unique(parts.compactMap { matter.radio($0.gatewayIndex)?.name })
                .prefix(Finding.subjectLimit).map { Finding.Words($0, .radio) },
            count: parts.count,
            evidence: [
                Finding.Words("\(parts.count) of \(matter.site.wiredParts.count) wired parts do not work.", .plain)
            ],
            remedy: "Look at their cables and their power.", section: .devices)
    }

    private static func ring(_ matter: ReportMatter) -> Finding? {
        let members = matter.site.ring.filter { !$0.inPort.isSynchronized || !$0.outPort.isSynchronized }
        guard !members.isEmpty else { return nil }
        return Finding(
            seriousness: .warning, title: "The sync ring is open",
            subjects: members.prefix(Finding.subjectLimit).map { Finding.Words("\($0.mac)", .mac) },
            count: members.count,
            evidence: [Finding.Words("Ports of the ring are not synchronized: another break parts it.", .plain)],
            remedy: "Look at the cables between these gateways.", section: .sync)
    }

    private static func finding(
        _ radios: [Radio], _ seriousness: Seriousness, _ title: String, _ section: ReportSection, evidence: String,
        remedy: String, since: Timestamp? = nil
    ) -> Finding? {
        guard !radios.isEmpty else { return nil }
        return Finding(
            seriousness: seriousness, title: title,
            subjects: radios.prefix(Finding.subjectLimit).map { Finding.Words($0.name, .radio) },
            count: radios.count, evidence: [Finding.Words(evidence, .plain)], remedy: remedy, since: since,
            section: section)
    }
}
