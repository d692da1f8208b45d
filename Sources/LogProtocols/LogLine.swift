public import NetworkValues

/// A line of a log that is to be sent, in its parts. The encoder makes the octets of it.
public struct LogLine: Sendable {
    /// Facility and severity.
    public var priority: SyslogPriority
    /// When it happened.
    public var time: Timestamp
    /// The host that it is about: HOSTNAME.
    public var host: String
    /// The program or module: APP-NAME, or the tag of RFC 3164.
    public var app: String
    /// The process: PROCID; empty for none.
    public var processID = ""
    /// The kind of message: MSGID; empty for none.
    public var messageID = ""
    /// The topic; empty for none.
    public var topic = ""
    /// The device's hardware address, 12 hexadecimal digits; `nil` for none.
    public var device: String?
    /// The address that a relayed line came from; `nil` for our own.
    public var address: String?
    /// The fault's code, such as `0x00030204`; `nil` for none.
    public var code: String?
    /// A number of 1 to 2,147,483,647 that is the same when the line is sent again (RFC 5424 7.3.1); `nil` for none.
    public var sequenceID: UInt32?
    /// The number of the record; `nil` for none.
    public var record: UInt64?
    /// The message.
    public var text: String

    /// Makes a line.
    public init(priority: SyslogPriority, time: Timestamp, host: String, app: String, text: String) {
        self.priority = priority
        self.time = time
        self.host = host
        self.app = app
        self.text = text
    }
}
