public import NetworkValues

/// An alarm or an event as base stations forward it to a web server. The exact form is not published: its fields are known
/// from the vendor's interfaces, so they are read by all names that those use, and written in one way.
public struct AlarmForm: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// An alarm began, or stands still.
        case alarm
        /// An alarm is over.
        case clear
        /// Something happened that does not last.
        case error
    }

    /// What happened.
    public var kind: Kind
    /// 0 indeterminate, 1 major, 2 critical.
    public var severity: UInt8
    /// The fault's code.
    public var code: UInt32
    /// When; `nil` while the device's clock is not set.
    public var time: Timestamp?
    /// The device's name; empty for none.
    public var host: String
    /// The device's hardware address as it writes it; empty for none.
    public var serial: String
    /// The module that reports it.
    public var source: String
    /// The text.
    public var text: String
    /// More, as XML or whatever the device adds; empty for none.
    public var details: String

    /// Makes a form.
    public init(
        kind: Kind, severity: UInt8, code: UInt32, time: Timestamp?, host: String, serial: String, source: String,
        text: String, details: String = ""
    ) {
        self.kind = kind
        self.severity = min(severity, 2)
        self.code = code
        self.time = time
        self.host = host
        self.serial = serial
        self.source = source
        self.text = text
        self.details = details
    }

    /// Reads a query or the content of a POST. Throws when it is too long, or says neither what happened nor its code.
    public init(_ bytes: Span<UInt8>) throws(FormError) {
        let fields = try FormFields(bytes)
        let named = fields.text("type", "activity", "event") ?? ""
        guard let kind = Self.kind(named: named) else {
            throw FormError(expected: "type alarm, clear or error", got: named.isEmpty ? "none" : "\(named.prefix(32))")
        }
        let number = fields.text("code") ?? ""
        guard let code = Self.number(number) else {
            throw FormError(
                expected: "a code such as 0x00030204", got: number.isEmpty ? "none" : "\(number.prefix(32))")
        }
        self.init(
            kind: kind, severity: Self.severity(named: fields.text("severity", "sev") ?? ""), code: code,
            time: FormTime.time(fields), host: fields.text("host", "from", "name") ?? "",
            serial: fields.text("serial", "mac", "sn") ?? "", source: fields.text("source", "src", "module") ?? "",
            text: fields.text("text", "msg", "message") ?? "", details: fields.text("details", "xml") ?? "")
    }

    /// The form as the query of a URL.
    public var encoded: String {
        let hexadecimalCode = "0x" + hexadecimal(UInt64(code), digits: 8)
        var octets = Array("event=\(kind == .error ? "event" : "alarm")&type=\(kind.rawValue)".utf8)
        octets.append(contentsOf: "&severity=\(severity)&code=\(hexadecimalCode)&".utf8)
        FormTime.append(time, to: &octets)
        for (name, value) in [
            ("from", host), ("serial", serial), ("source", source), ("text", text), ("details", details),
        ] where !value.isEmpty {
            octets.append(contentsOf: "&\(name)=".utf8)
            PercentCoding.append(value.utf8, to: &octets)
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// The kind by one of the words that are in use for it.
    public static func kind(named word: String) -> Kind? {
        switch word.lowercased() {
        case "alarm", "set", "raise", "0": .alarm
        case "clear", "cleared", "alarmclear", "alarmcleared", "alarm cleared", "1": .clear
        case "error", "event", "2", "3": .error
        default: nil
        }
    }

    /// The severity by its word or number; indeterminate for what is none.
    public static func severity(named word: String) -> UInt8 {
        switch word.lowercased() {
        case "1", "major": 1
        case "2", "critical": 2
        default: 0
        }
    }

    /// A code in hexadecimal with `0x`, or in decimal.
    public static func number(_ text: String) -> UInt32? {
        let text = text.lowercased()
        return text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
    }
}
