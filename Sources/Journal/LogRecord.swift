public import Faults
public import NetworkValues

/// What a log record is about. Topics are names, so that one can be added without changing the journal's file.
public struct LogTopic: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The topic's name: 1 to 32 small letters, digits and dashes, such as `agent`.
    public let rawValue: String

    /// Makes a topic from its name; other characters and what is over 32 are left out.
    public init(rawValue: String) {
        let kept = rawValue.utf8.filter { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
        self.rawValue = String(decoding: kept.prefix(32), as: UTF8.self)
    }

    /// The agent itself: starts, stops, settings.
    public static let agent = LogTopic(rawValue: "agent")

    /// The topic's name.
    public var description: String { rawValue }
}

/// One line of a log, kept beside the faults.
public struct LogRecord: Hashable, Sendable {
    /// What it is about.
    public var topic: LogTopic
    /// The severity of RFC 5424, 6.2.1: 0 (emergency) to 7 (debug).
    public var severity: UInt8
    /// The device that it came from; `.agent` for our own host.
    public var device: DeviceID
    /// When it happened.
    public var time: Timestamp
    /// The text.
    public var text: String

    /// Makes a record; a severity over 7 counts as 7.
    public init(topic: LogTopic, severity: UInt8, device: DeviceID, time: Timestamp, text: String) {
        self.topic = topic
        self.severity = min(severity, 7)
        self.device = device
        self.time = time
        self.text = text
    }
}
