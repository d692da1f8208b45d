import Faults
import NetworkValues
import Snapshot

/// The tables of alarms and events.
enum FaultTables {
    /// The alarms that stand, the most serious first.
    static func alarms(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "alarms", "Active alarms",
            [
                ReportColumn("number", "Number"), ReportColumn("firstRaised", "Raised"),
                ReportColumn("lastRaised", "Last reported"), ReportColumn("count", "Times"),
                ReportColumn("code", "Code"), ReportColumn("label", "Label"), ReportColumn("severity", "Severity"),
                ReportColumn("seriousness", "Serious for us"), ReportColumn("device", "Device", .radio),
                ReportColumn("address", "Remote", .address), ReportColumn("source", "Source", .text),
                ReportColumn("text", "Description", .text), ReportColumn("acknowledged", "Acknowledged"),
            ], of: matter.alarms
        ) { alarm in
            [
                .init(alarm.number), .time(alarm.firstRaised), .time(alarm.lastRaised), .init(alarm.count),
                .init("\(alarm.key.code)"), .init(FaultCatalogue.definition(of: alarm.key.code)?.label),
                .init("\(alarm.severity)"), .init("\(matter.seriousness(alarm.key.code))"),
                .init(alarm.subject.deviceName), .init(describing: alarm.subject.address), .init(alarm.key.source),
                .init(alarm.text), .flag(alarm.acknowledged),
            ]
        }
    }

    /// What happened lately, the newest first.
    static func events(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "events", "Events",
            [
                ReportColumn("time", "Time"), ReportColumn("type", "Type"), ReportColumn("code", "Code"),
                ReportColumn("label", "Label"), ReportColumn("severity", "Severity"),
                ReportColumn("device", "Device", .radio), ReportColumn("address", "Remote", .address),
                ReportColumn("source", "Source", .text), ReportColumn("text", "Description", .text),
                ReportColumn("alarm", "Alarm"), ReportColumn("simulated", "Simulated"),
            ], of: matter.snapshot.events.records.reversed()
        ) { record in
            [
                .time(record.time), .init(record.activity.word), .init("\(record.code)"),
                .init(FaultCatalogue.definition(of: record.code)?.label), .init("\(record.severity)"),
                .init(record.subject.deviceName), .init(describing: record.subject.address), .init(record.source),
                .init(record.text), record.alarmNumber == 0 ? .none : .init(record.alarmNumber),
                .flag(record.isSimulated),
            ]
        }
    }

    /// How often each fault was seen since the agent started, the most frequent first.
    static func occurrences(_ matter: ReportMatter) -> ReportTable {
        let all = matter.snapshot.occurrences.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
        return ReportTable(
            "faults", "How often each fault was seen since the agent started",
            [
                ReportColumn("code", "Code"), ReportColumn("label", "Label"), ReportColumn("title", "Fault"),
                ReportColumn("count", "Times"), ReportColumn("lastAt", "Last"),
                ReportColumn("seriousness", "Serious for us"),
            ], of: all
        ) { code, occurrence in
            let definition = FaultCatalogue.definition(of: code)
            return [
                .init("\(code)"), .init(definition?.label), .init(definition?.title), .init(occurrence.count),
                .time(occurrence.lastAt), .init("\(matter.seriousness(code))"),
            ]
        }
    }
}
