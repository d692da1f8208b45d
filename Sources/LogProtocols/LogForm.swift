public import NetworkValues

/// A line of a log as the devices hand it to a web server: `event=syslog&time=…&date=…&from=…&msg=…` (manual 4.9.2).
public struct LogForm: Hashable, Sendable {
    /// When it happened; `nil` while the device's clock is not set.
    public var time: Timestamp?
    /// The device's name.
    public var from: String
    /// The line.
    public var message: String

    /// Makes a form.
    public init(time: Timestamp?, from: String, message: String) {
        self.time = time
        self.from = from
        self.message = message
    }

    /// The form of a line.
    public init(_ line: LogLine) {
        self.init(time: line.time, from: line.host, message: line.text)
    }

    /// Reads a query or the content of a POST. Throws when it is too long, no event of a log, or has no message.
    public init(_ bytes: Span<UInt8>) throws(FormError) {
        let fields = try FormFields(bytes)
        if let event = fields.text("event"), event != "syslog" {
            throw FormError(expected: "event=syslog", got: "event=\(event.prefix(32))")
        }
        guard let message = fields.text("msg", "message"), !message.isEmpty else {
            throw FormError(expected: "a message in msg", got: "none")
        }
        self.message = message
        from = fields.text("from", "host") ?? ""
        time = FormTime.time(fields)
    }

    /// The form as the query of a URL, and whether the message had to be cut so that at most `limit` octets of it remain,
    /// and the whole takes at most `encodedLimit` octets.
    public func encoded(limit: Int = 8192, encodedLimit: Int = .max) -> (text: String, isCut: Bool) {
        var octets = Array("event=syslog&".utf8)
        FormTime.append(time, to: &octets)
        octets.append(contentsOf: "&from=".utf8)
        PercentCoding.append(from.utf8, to: &octets)
        octets.append(contentsOf: "&msg=".utf8)
        let room = encodedLimit - octets.count
        let isCut = message.utf8.count > limit || PercentCoding.length(of: message.utf8) > room
        if isCut {
            let mark = " [cut, \(message.utf8.count) octets]".utf8
            PercentCoding.append(start(limit: limit, room: room - PercentCoding.length(of: mark)), to: &octets)
            PercentCoding.append(mark, to: &octets)
        } else {
            PercentCoding.append(message.utf8, to: &octets)
        }
        return (String(decoding: octets, as: UTF8.self), isCut)
    }

    /// The message's start up to where a character ends: at most `limit` octets, that take at most `room` encoded.
    private func start(limit: Int, room: Int) -> Array<UInt8>.SubSequence {
        let octets = Array(message.utf8)
        var (count, taken) = (0, 0)
        while count < min(limit, octets.count) {
            taken += PercentCoding.length(of: octets[count])
            guard taken <= room else { break }
            count += 1
        }
        while count > 0, count < octets.count, octets[count] & 0xc0 == 0x80 { count -= 1 }
        return octets.prefix(count)
    }
}

/// The time in the devices' forms: seconds since 1970, and the same as a date; 0 while the clock is not set.
enum FormTime {
    static func time(_ fields: borrowing FormFields) -> Timestamp? {
        if let text = fields.text("time"), let seconds = Int64(text), (1...253_402_300_799).contains(seconds) {
            return LineTime.set(Timestamp(seconds: seconds))
        }
        guard let date = fields.octets("date") else { return nil }
        var cursor = LineCursor()
        return LineTime.device(&cursor, in: date.span).flatMap(LineTime.set)
    }

    static func append(_ time: Timestamp?, to octets: inout [UInt8]) {
        let date = CalendarDate(time ?? Timestamp(seconds: 0))
        octets.append(contentsOf: "time=\(max(0, time?.seconds ?? 0))&date=".utf8)
        for (value, width) in [(date.year, 4), (date.month, 2), (date.day, 2)] { append(value, width, to: &octets) }
        octets.append(0x2d)
        for value in [date.hour, date.minute, date.second] { append(value, 2, to: &octets) }
    }

    private static func append(_ value: Int, _ width: Int, to octets: inout [UInt8]) {
        let digits = Array(String(value).utf8)
        for _ in digits.count..<max(width, digits.count) { octets.append(0x30) }
        octets.append(contentsOf: digits)
    }
}
