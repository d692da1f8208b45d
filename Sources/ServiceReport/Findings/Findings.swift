import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// Everything that is wrong, the most serious first.
enum Findings {
    static func all(_ matter: ReportMatter) -> [Finding] {
        let found =
            alarms(matter) + SiteFindings.all(matter) + capacity(matter) + ForwardingFindings.all(matter)
            + HostFindings.all(matter)
        // The order of equals stays.
        return found.enumerated().sorted { left, right in
            left.element.seriousness != right.element.seriousness
                ? left.element.seriousness > right.element.seriousness : left.offset < right.offset
        }.map(\.element)
    }

    /// The alarms that stand, one finding for each code.
    private static func alarms(_ matter: ReportMatter) -> [Finding] {
        var order: [FaultCode] = []
        var groups: [FaultCode: [Alarm]] = [:]
        for alarm in matter.alarms where matter.seriousness(alarm.key.code) != .disabled {
            if groups[alarm.key.code] == nil { order.append(alarm.key.code) }
            groups[alarm.key.code, default: []].append(alarm)
        }
        return order.compactMap { code in
            guard let alarms = groups[code], let first = alarms.first else { return nil }
            let definition = FaultCatalogue.definition(of: code)
            var finding = Finding(
                seriousness: matter.seriousness(code), title: definition?.title ?? "Alarm \(code)", section: .alarms)
            let names = Set(alarms.map(\.subject.deviceName))
            finding.count = names.count
            finding.subjects = unique(alarms.map(\.subject.deviceName)).prefix(Finding.subjectLimit).map {
                Finding.Words($0, .radio)
            }
            finding.evidence = [
                Finding.Words(
                    alarms.count == 1
                        ? "One alarm stands, code \(code)." : "\(alarms.count) alarms stand, code \(code).",
                    .plain),
                Finding.Words(first.text.hasSuffix(".") ? first.text : first.text + "."),
            ]
            finding.meaning = definition?.summary ?? ""
            finding.cause = definition?.cause ?? ""
            finding.remedy = definition?.remedy ?? ""
            finding.since = alarms.map(\.firstRaised).min()
            return finding
        }
    }

    /// What the advisor found about capacity (manual 4.23.5), one finding for each kind.
    private static func capacity(_ matter: ReportMatter) -> [Finding] {
        let groups = Dictionary(grouping: matter.snapshot.findings, by: \.kind)
        return groups.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { kind, found in
            guard let first = found.first else { return nil }
            let isOfRadios = kind == .radioAtCallLimit || kind == .resourcesExhausted || kind == .syncFlaps
            return Finding(
                seriousness: .warning, title: kind.title,
                subjects: found.prefix(Finding.subjectLimit).map {
                    Finding.Words($0.subject, isOfRadios ? .radio : .host)
                },
                count: found.count, evidence: [Finding.Words(first.evidence)], remedy: first.advice,
                since: found.map(\.since).min(), section: .performance)
        }
    }

    /// The elements without those that came before.
    static func unique(_ names: [String]) -> [String] {
        var known: Set<String> = []
        return names.filter { known.insert($0).inserted }
    }
}

/// The findings as a table.
enum FindingTables {
    static func findings(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "findings", "What is wrong",
            [
                ReportColumn("seriousness", "Serious for us"), ReportColumn("title", "What is wrong"),
                ReportColumn("count", "On how many"), ReportColumn("subjects", "On what", .text),
                ReportColumn("evidence", "What shows it", .text), ReportColumn("meaning", "Meaning"),
                ReportColumn("cause", "Cause"),
                ReportColumn("remedy", "What helps"), ReportColumn("since", "Since"),
            ], of: Findings.all(matter)
        ) { finding in
            [
                .init(finding.seriousness.badge), .init(finding.title), .init(finding.count),
                .init(finding.subjects.map(\.text).joined(separator: ", ")),
                .init(finding.evidence.map(\.text).joined(separator: " ")), .init(finding.meaning),
                .init(finding.cause),
                .init(finding.remedy), .init(finding.since),
            ]
        }
    }
}
