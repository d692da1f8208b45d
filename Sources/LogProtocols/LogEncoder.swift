import NetworkValues

/// Writes lines as octets, one behind the other, into a buffer of the caller.
///
/// What is over the limit is cut where a character ends and marked; control characters in the text become `#` and three
/// octal digits, as rsyslog writes them, so that no text can look like the end of a line.
public struct LogEncoder: Sendable {
    /// How lines look.
    public let format: LogFormat
    /// How they are told apart.
    public let framing: LogFraming
    /// The most octets of a line, its framing not counted.
    public let limit: Int

    /// The least limit: a header and some text must fit.
    public static let leastLimit = 480

    /// Makes an encoder; a limit below 480 counts as 480 (RFC 5424 6.1).
    public init(format: LogFormat, framing: LogFraming, limit: Int = 8192) {
        self.format = format
        self.framing = framing
        self.limit = max(Self.leastLimit, limit)
    }

    /// Appends one line to `octets`. Returns whether it was cut.
    @discardableResult
    public func append(_ line: borrowing LogLine, to octets: inout [UInt8]) -> Bool {
        let start = octets.count
        appendPriority(line.priority, to: &octets)
        switch format {
        case .device: break
        case .rfc3164: appendShortHeader(line, to: &octets)
        case .rfc5424: appendHeader(line, to: &octets)
        }
        appendText(line.text, to: &octets)
        let isCut = octets.count - start > limit
        if isCut { cut(&octets, from: start) }
        switch framing {
        case .lineFeed: octets.append(0x0a)
        case .octetCounting:
            let length = Array("\(octets.count - start) ".utf8)
            octets.insert(contentsOf: length, at: start)
        case .none: break
        }
        return isCut
    }

    // MARK: Headers

    private func appendPriority(_ priority: SyslogPriority, to octets: inout [UInt8]) {
        octets.append(0x3c)
        appendDecimal(Int(priority.rawValue), to: &octets)
        octets.append(0x3e)
    }

    /// `Mmm dd hh:mm:ss HOST APP[PID]: `.
    private func appendShortHeader(_ line: borrowing LogLine, to octets: inout [UInt8]) {
        let date = CalendarDate(line.time)
        octets.append(contentsOf: Self.months[date.month - 1].utf8)
        octets.append(0x20)
        if date.day < 10 { octets.append(0x20) }
        appendDecimal(date.day, to: &octets)
        octets.append(0x20)
        appendTime(date, to: &octets)
        octets.append(0x20)
        appendName(line.host, limit: 255, to: &octets)
        octets.append(0x20)
        appendName(line.app, limit: 32, to: &octets)
        if !line.processID.isEmpty {
            octets.append(0x5b)
            appendName(line.processID, limit: 32, to: &octets)
            octets.append(0x5d)
        }
        octets.append(0x3a)
        octets.append(0x20)
    }

    /// `1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA ` (RFC 5424 6).
    private func appendHeader(_ line: borrowing LogLine, to octets: inout [UInt8]) {
        octets.append(0x31)
        octets.append(0x20)
        let date = CalendarDate(line.time)
        appendDigits(date.year, 4, to: &octets)
        octets.append(0x2d)
        appendDigits(date.month, 2, to: &octets)
        octets.append(0x2d)
        appendDigits(date.day, 2, to: &octets)
        octets.append(0x54)
        appendTime(date, to: &octets)
        octets.append(0x2e)
        appendDigits(date.millisecond, 3, to: &octets)
        octets.append(0x5a)
        for (name, length) in [(line.host, 255), (line.app, 48), (line.processID, 128), (line.messageID, 32)] {
            octets.append(0x20)
            appendName(name, limit: length, to: &octets)
        }
        octets.append(0x20)
        appendStructuredData(line, to: &octets)
        octets.append(0x20)
    }

    private func appendStructuredData(_ line: borrowing LogLine, to octets: inout [UInt8]) {
        let start = octets.count
        if let number = line.sequenceID {
            octets.append(contentsOf: #"[meta sequenceId=""#.utf8)
            appendDecimal(Int(number), to: &octets)
            octets.append(contentsOf: #""]"#.utf8)
        }
        if let address = line.address {
            octets.append(contentsOf: "[origin".utf8)
            appendParameter("ip", address, to: &octets)
            octets.append(0x5d)
        }
        if line.record != nil || line.device != nil || line.code != nil || !line.topic.isEmpty {
            octets.append(contentsOf: "[ipdect@8072".utf8)
            if let record = line.record {
                octets.append(contentsOf: #" record=""#.utf8)
                appendDecimal(Int(clamping: record), to: &octets)
                octets.append(0x22)
            }
            if !line.topic.isEmpty { appendParameter("topic", line.topic, to: &octets) }
            if let device = line.device { appendParameter("device", device, to: &octets) }
            if let code = line.code { appendParameter("code", code, to: &octets) }
            octets.append(0x5d)
        }
        if octets.count == start { octets.append(0x2d) }
    }

    /// ` name="value"`, with the three characters escaped that RFC 5424 6.3.3 names.
    private func appendParameter(_ name: StaticString, _ value: String, to octets: inout [UInt8]) {
        octets.append(0x20)
        octets.append(contentsOf: "\(name)".utf8)
        octets.append(0x3d)
        octets.append(0x22)
        for octet in value.utf8 {
            if octet == 0x22 || octet == 0x5c || octet == 0x5d { octets.append(0x5c) }
            octets.append(octet < 0x20 || octet == 0x7f ? 0x3f : octet)
        }
        octets.append(0x22)
    }

    /// A field of printable ASCII without blanks; `-` for an empty one.
    private func appendName(_ name: String, limit: Int, to octets: inout [UInt8]) {
        let start = octets.count
        octets.append(contentsOf: name.utf8.prefix(limit))
        guard octets.count > start else {
            octets.append(0x2d)
            return
        }
        for position in start..<octets.count where !(0x21...0x7e).contains(octets[position]) {
            octets[position] = 0x3f
        }
    }

    private func appendTime(_ date: CalendarDate, to octets: inout [UInt8]) {
        appendDigits(date.hour, 2, to: &octets)
        octets.append(0x3a)
        appendDigits(date.minute, 2, to: &octets)
        octets.append(0x3a)
        appendDigits(date.second, 2, to: &octets)
    }

    // MARK: Text

    /// The text as it is when nothing in it must be escaped, which is nearly always.
    private func appendText(_ text: String, to octets: inout [UInt8]) {
        let start = octets.count
        octets.append(contentsOf: text.utf8)
        guard let first = octets[start...].firstIndex(where: { $0 < 0x20 && $0 != 0x09 }) else { return }
        let rest = Array(octets[first...])
        octets.removeSubrange(first...)
        for octet in rest {
            guard octet < 0x20, octet != 0x09 else {
                octets.append(octet)
                continue
            }
            octets.append(0x23)
            octets.append(0x30 + octet >> 6)
            octets.append(0x30 + octet >> 3 & 7)
            octets.append(0x30 + octet & 7)
        }
    }

    /// Brings what begins at `start` to the limit: where a character ends, with a mark behind it.
    private func cut(_ octets: inout [UInt8], from start: Int) {
        let mark = Array(" [cut, \(octets.count - start) octets]".utf8)
        var end = start + limit - mark.count
        while end > start, octets[end] & 0xc0 == 0x80 { end -= 1 }
        octets.removeSubrange(end...)
        octets.append(contentsOf: mark)
    }

    // MARK: Numbers

    private func appendDecimal(_ value: Int, to octets: inout [UInt8]) {
        var divisor = 1
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            octets.append(0x30 + UInt8(truncatingIfNeeded: value / divisor % 10))
            divisor /= 10
        }
    }

    private func appendDigits(_ value: Int, _ width: Int, to octets: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            octets.append(0x30 + UInt8(truncatingIfNeeded: value / divisor % 10))
            divisor /= 10
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
