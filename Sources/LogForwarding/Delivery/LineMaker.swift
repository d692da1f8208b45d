import Faults
import Journal
import LogProtocols
import NetworkValues

/// Makes a line for one server out of a record.
struct LineMaker: Sendable {
    private let server: LogServer
    private let hostName: String

    init(_ server: LogServer, hostName: String) {
        self.server = server
        self.hostName = hostName
    }

    /// The line; `nil` for a record that has none.
    func line(_ record: JournalRecord) -> LogLine? {
        var line: LogLine
        switch record.content {
        case .log(let log): line = self.line(log)
        case .fault(let fault): line = self.line(fault)
        case .retention(let retention):
            line = LogLine(
                priority: priority(severity: 4), time: retention.time, host: hostName, app: "ipdect-agent",
                text: Self.text(retention))
        case .unknown: return nil
        }
        // The number does not change when the line is sent again: a receiver knows repeats by it.
        line.sequenceID = UInt32((record.number - 1) % 2_147_483_647 + 1)
        line.record = record.number
        return line
    }

    private func line(_ log: LogRecord) -> LogLine {
        guard let origin = log.origin else {
            var line = LogLine(
                priority: priority(severity: log.severity), time: log.time, host: hostName,
                app: log.module.isEmpty ? "ipdect-agent" : log.module, text: log.text)
            line.topic = log.topic.rawValue
            line.device = Self.device(log.device)
            return line
        }
        var line = LogLine(
            priority: SyslogPriority(facility: origin.facility, severity: log.severity), time: log.time,
            host: origin.host.isEmpty ? "\(origin.address)" : origin.host,
            app: log.module.isEmpty ? "-" : log.module,
            // The device's own form passes the line on as it came.
            text: server.form == .device ? log.text : String(log.message))
        line.topic = log.topic.rawValue
        line.device = Self.device(log.device)
        line.address = "\(origin.address)"
        return line
    }

    private func line(_ fault: FaultRecord) -> LogLine {
        var line = LogLine(
            priority: priority(severity: fault.syslogSeverity), time: fault.time,
            host: fault.subject.deviceName.isEmpty ? hostName : fault.subject.deviceName, app: "ipdect-agent",
            text: Self.text(fault))
        line.topic = LogTopic.alarms.rawValue
        line.messageID = "\(fault.activity)"
        line.device = Self.device(fault.subject.device)
        line.code = "\(fault.code)"
        return line
    }

    /// Our own lines: the class as facility; the devices' form knows one severity only.
    private func priority(severity: UInt8) -> SyslogPriority {
        server.form == .device
            ? .device(class: server.classNumber)
            : SyslogPriority(facility: 16 + server.classNumber, severity: severity)
    }

    private static func device(_ device: DeviceID) -> String? {
        device == .agent ? nil : hexadecimal(device.rawValue, digits: 12)
    }

    private static func text(_ fault: FaultRecord) -> String {
        let what =
            switch fault.activity {
            case .alarm: "ALARM"
            case .alarmCleared: "CLEARED"
            case .alarmTimeout: "TIMEOUT"
            case .error: "EVENT"
            }
        let number = fault.alarmNumber == 0 ? "" : " #\(fault.alarmNumber)"
        return
            "\(what)\(number) \(fault.code) \(fault.severity) \(fault.subject.deviceName) \(fault.source): \(fault.text)"
    }

    private static func text(_ retention: RetentionRecord) -> String {
        if let file = retention.setAsideFile { return "the journal was damaged and set aside as \(file)" }
        let count = retention.dropped?.count ?? 0
        return "the journal dropped \(count) records for want of room (\(retention.reason))"
    }
}
