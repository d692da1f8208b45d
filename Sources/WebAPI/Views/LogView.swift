public import Faults
public import Journal
import LogForwarding
import NetworkValues

/// A record as a line of the log, as `GET /api/v1/logs` lists it. Alarms and events are lines of the topic `alarms`.
public struct LogView: Codable, Sendable, Equatable {
    /// The record's number in the journal.
    public var number: UInt64
    /// When it happened, RFC 3339.
    public var time: String
    /// emerg, alert, crit, err, warning, notice, info or debug.
    public var severity: String
    /// What it is about.
    public var topic: String
    /// The device or host that it came from, by the name that is known of it.
    public var device: String
    /// The device's MAC address; `nil` for the agent's host and for hosts that are no device.
    public var mac: String?
    /// The address that a line was received from, or that the device has; `nil` when unknown.
    public var address: String?
    /// The part of the software that wrote it; empty when it is not known.
    public var module: String
    /// What happened.
    public var text: String
    /// The fault's code; `nil` for other lines.
    public var code: String?
    /// The alarm's number; `nil` for other lines.
    public var alarm: UInt32?
    /// A line that was received as it came, when it had a header of its own.
    public var original: String?

    /// Makes the view of a record; `nil` for one of a newer version. `name` gives the name of a device.
    public init?(_ record: JournalRecord, name: (DeviceID) -> String) {
        guard let topic = record.content.topic,
            let severity = record.content.syslogSeverity.flatMap(SyslogSeverity.init(rawValue:))
        else { return nil }
        number = record.number
        time = "\(record.time)"
        self.topic = topic.rawValue
        self.severity = "\(severity)"
        device = ""
        module = ""
        text = ""
        switch record.content {
        case .log(let log): take(log, name)
        case .fault(let fault): take(fault)
        case .retention(let retention):
            device = name(.agent)
            module = "journal"
            text = "\(retention)"
        case .unknown: return nil
        }
    }

    private mutating func take(_ log: LogRecord, _ name: (DeviceID) -> String) {
        module = log.module
        text = String(log.message)
        mac = Self.mac(log.device)
        guard let origin = log.origin else {
            device = name(log.device)
            return
        }
        address = "\(origin.address)"
        device = log.device == .agent ? (origin.host.isEmpty ? "\(origin.address)" : origin.host) : name(log.device)
        if origin.messageOffset > 0 { original = log.text }
    }

    private mutating func take(_ fault: FaultRecord) {
        device = fault.subject.deviceName
        mac = Self.mac(fault.subject.device)
        address = fault.subject.address.map { "\($0)" }
        module = fault.source
        code = "\(fault.code)"
        if fault.alarmNumber > 0 { alarm = fault.alarmNumber }
        let what =
            switch fault.activity {
            case .alarm: "alarm \(fault.alarmNumber) raised"
            case .alarmCleared: "alarm \(fault.alarmNumber) cleared"
            case .alarmTimeout: "alarm \(fault.alarmNumber) timed out"
            case .error: "event"
            }
        text = "\(what), \(fault.code) \(fault.severity): \(fault.text)"
    }

    private static func mac(_ device: DeviceID) -> String? {
        device == .agent ? nil : "\(MACAddress(rawValue: device.rawValue))"
    }
}

extension LogView {
    /// The names of all topics, in the order in which they are shown.
    public static var topics: [String] { LogTopic.all.map(\.rawValue) }

    /// The names of all severities, the most severe first.
    public static var severities: [String] { SyslogSeverity.allCases.map { "\($0)" } }

    /// Whether a text means a severity: a short name, a long one, or the number.
    public static func isSeverity(_ text: String) -> Bool { SyslogSeverity(text) != nil }
}

/// A page of the log, newest last.
public struct LogPage: Codable, Sendable, Equatable {
    /// The lines.
    public var records: [LogView]
    /// The number of the newest record in the journal: from here on `logs/follow` goes on without a gap.
    public var last: UInt64
    /// What `before` is for the page of older lines; `nil` when there are none.
    public var older: UInt64?
}

/// A topic with its switch, as `GET /api/v1/logs/topics` lists it.
public struct LogTopicView: Codable, Sendable, Equatable {
    /// The topic's name.
    public var topic: String
    /// What it is about.
    public var summary: String
    /// Whether the agent writes lines of it.
    public var isOn: Bool
    /// Lines written since the start.
    public var written: UInt64
    /// Lines that were not wanted, because the topic is off.
    public var switchedOff: UInt64
    /// Lines over the topic's rate.
    public var suppressed: UInt64
    /// Lines lost because too many waited for the disk.
    public var dropped: UInt64

    init(_ topic: LogWriterStatus.Topic) {
        self.topic = topic.topic.rawValue
        summary = topic.topic.summary
        isOn = topic.isOn
        written = topic.counts.written
        switchedOff = topic.counts.switchedOff
        suppressed = topic.counts.suppressed
        dropped = topic.counts.dropped
    }
}
