public import Faults
public import NetworkValues

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
    /// The text; of a line that was received, all of it but the priority.
    public var text: String
    /// The part of the software that wrote it, such as `CMD` or `LOG_HTTP`; empty when it is not known.
    public var module: String
    /// Where it was received from; `nil` for our own.
    public var origin: LogOrigin?

    /// Makes a record; a severity over 7 counts as 7.
    public init(
        topic: LogTopic, severity: UInt8, device: DeviceID, time: Timestamp, text: String, module: String = "",
        origin: LogOrigin? = nil
    ) {
        self.topic = topic
        self.severity = min(severity, 7)
        self.device = device
        self.time = time
        self.text = text
        self.module = module
        self.origin = origin
    }

    /// The message: the text without the header that a received line has.
    public var message: Substring {
        guard let offset = origin?.messageOffset, offset > 0 else { return text[...] }
        let octets = text.utf8
        guard let start = octets.index(octets.startIndex, offsetBy: offset, limitedBy: octets.endIndex) else {
            return text[...]
        }
        return text[start...]
    }
}
