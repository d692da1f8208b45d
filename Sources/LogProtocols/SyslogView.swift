public import NetworkValues

/// What can be read of a line of a log, as ranges of its octets: nothing is copied.
///
/// Reading never fails. What looks like no header is message, so that nothing of a line is ever lost: the relay keeps the
/// line whole, and this view only says where what stands.
public struct SyslogView: Sendable {
    /// What the line's header looks like.
    public enum Format: Hashable, Sendable {
        /// RFC 5424.
        case rfc5424
        /// RFC 3164, or one of its many variants.
        case rfc3164
        /// A line of the devices themselves: `YYYYMMDD-hhmmss MODULE …` or `MODULE LEVEL …`.
        case device
        /// No header that is known.
        case plain
    }

    /// What the header looks like.
    public internal(set) var format = Format.plain
    /// Facility and severity; `nil` when the line has none.
    public internal(set) var priority: SyslogPriority?
    /// The time of the header, a time without a zone taken for UTC; `nil` when there is none, or the clock was never set.
    public internal(set) var time: Timestamp?
    /// Where the line begins behind its priority.
    public internal(set) var bodyStart = 0
    /// HOSTNAME; empty for none.
    public internal(set) var host: Range<Int>
    /// APP-NAME, or the tag of RFC 3164; empty for none.
    public internal(set) var app: Range<Int>
    /// PROCID; empty for none.
    public internal(set) var processID: Range<Int>
    /// MSGID; empty for none.
    public internal(set) var messageID: Range<Int>
    /// The structured data with its brackets; empty for none.
    public internal(set) var structuredData: Range<Int>
    /// The module of a device that wrote the line, such as `CMD` or `LOG_HTTP`; empty for none.
    public internal(set) var module: Range<Int>
    /// The message.
    public internal(set) var message: Range<Int>

    /// Reads `bytes`, a line without its end. `received` gives the year that RFC 3164 leaves out.
    public init(_ bytes: Span<UInt8>, receivedAt received: Timestamp) {
        let none = 0..<0
        host = none
        app = none
        processID = none
        messageID = none
        structuredData = none
        module = none
        message = 0..<bytes.count
        if let (priority, end) = SyslogPriority.leading(bytes) {
            self.priority = priority
            bodyStart = end
            message = end..<bytes.count
        }
        if priority != nil, readHeader(bytes) {
            format = .rfc5424
        } else if readShortHeader(bytes, receivedAt: received) {
            format = .rfc3164
        }
        readDeviceLine(bytes)
    }

    /// The line of a device, alone or as the message behind a header.
    private mutating func readDeviceLine(_ bytes: Span<UInt8>) {
        let line = DeviceLine(bytes, in: message)
        guard !line.module.isEmpty else { return }
        module = line.module
        if time == nil { time = line.time }
        if format == .plain {
            format = .device
            message = line.module.lowerBound..<bytes.count
        }
    }
}
