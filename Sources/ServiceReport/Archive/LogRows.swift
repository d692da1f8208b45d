import Faults
import IPDECTCore
import Journal
import LogForwarding
import NetworkValues
import Snapshot

/// Records of the journal as rows.
enum LogRows {
    static let columns = [
        ReportColumn("number", "Number"), ReportColumn("time", "Time"), ReportColumn("severity", "Severity"),
        ReportColumn("topic", "Topic"), ReportColumn("device", "Device", .radio), ReportColumn("mac", "MAC", .mac),
        ReportColumn("address", "Address", .address), ReportColumn("module", "Module", .text),
        ReportColumn("code", "Code"), ReportColumn("alarm", "Alarm"), ReportColumn("text", "Text", .text),
    ]

    /// The names of devices.
    struct Names {
        private let radios: [DeviceID: String]
        private let host: String

        init(_ matter: ReportMatter) {
            radios = Dictionary(matter.site.radios.map { (DeviceID($0.mac), $0.name) }) { first, _ in first }
            host = matter.snapshot.host.name
        }

        func name(_ device: DeviceID) -> String { device == .agent ? host : radios[device] ?? "" }
    }

    /// Tells a redactor of whom a record names.
    static func know(_ record: JournalRecord, _ redactor: Redactor) {
        guard case .log(let log) = record.content, log.topic == .login || log.topic == .configChanges else { return }
        redactor.know(namesIn: log.text)
    }

    /// The cells of a record.
    static func cells(_ record: JournalRecord, _ names: Names) -> [ReportCell] {
        let severity = record.content.syslogSeverity.flatMap { SyslogSeverity(rawValue: $0) }.map { "\($0)" }
        var device = "", module = "", text = "", code = "", mac: String?, address: String?, alarm: UInt32 = 0
        switch record.content {
        case .log(let log):
            module = log.module
            text = log.text
            mac = self.mac(log.device)
            address = log.origin.map { "\($0.address)" }
            device = log.device == .agent ? log.origin?.host ?? names.name(.agent) : names.name(log.device)
        case .fault(let fault):
            device = fault.subject.deviceName
            mac = self.mac(fault.subject.device)
            address = fault.subject.address.map { "\($0)" }
            module = fault.source
            code = "\(fault.code)"
            alarm = fault.alarmNumber
            text = "\(fault.activity.word): \(fault.text)"
        case .retention(let retention):
            device = names.name(.agent)
            module = "journal"
            text = "\(retention)"
        case .unknown(_, _, let words): text = words
        }
        return [
            .init(record.number), .time(record.time), .init(severity), .init(record.content.topic?.rawValue),
            .init(device), .init(mac), .init(address), .init(module), .init(code), alarm == 0 ? .none : .init(alarm),
            .init(text),
        ]
    }

    private static func mac(_ device: DeviceID) -> String? {
        device == .agent ? nil : "\(MACAddress(rawValue: device.rawValue))"
    }
}
