import Faults
import NetworkValues

/// An entry of a device's list of alarms or faults.
public struct FaultEntry: Hashable, Sendable {
    /// What happened.
    public enum Kind: UInt8, Hashable, Sendable {
        /// An alarm began, or stands.
        case alarm = 0
        /// An alarm is over.
        case clear = 1
        /// Something that does not last.
        case error = 2

        /// The kind by one of the words and numbers that are in use for it, or by the name of an element.
        public init?(named word: String) {
            switch word.lowercased() {
            case "alarm", "set", "raise", "0", "addalarm": self = .alarm
            case "clear", "cleared", "alarmclear", "alarmcleared", "alarm-clear", "alarm-cleared", "alarm cleared", "1",
                "timeout", "alarmtimeout", "alarm-timeout", "alarm timeout":
                self = .clear
            case "error", "event", "fault", "2", "3", "addevent": self = .error
            default: return nil
            }
        }
    }

    /// What happened.
    public var kind: Kind
    /// To what, and when.
    public var alarm: ReportedAlarm

    /// Makes an entry.
    public init(_ kind: Kind, _ alarm: ReportedAlarm) {
        self.kind = kind
        self.alarm = alarm
    }

    /// Makes an entry of fields that are looked for by the names that they are known by, in lower case; `nil` without a code.
    ///
    /// - Parameters:
    ///   - kind: what it is when no field says it.
    ///   - text: the text.
    ///   - value: the value of the first of some names that is there.
    public init?(_ kind: Kind, text: String, _ value: ([String]) -> String?) {
        guard let code = value(["code", "errorcode", "faultcode", "fault-code"]).flatMap({ PageText.code($0) }) else {
            return nil
        }
        let times = [value(["time"]), value(["timestamp"]), value(["date"])].compactMap(\.self)
        let time =
            times.lazy.compactMap { DeviceTimeText.time($0) }.first
            ?? (times.count == 2 ? DeviceTimeText.time("\(times[1]) \(times[0])") : nil)
        self.kind = value(["type", "activity"]).flatMap { Kind(named: $0) } ?? kind
        alarm = ReportedAlarm(
            code: code, source: PageText.shortened(value(["source", "src", "module"]) ?? "", to: Self.sourceLimit),
            severity: value(["severity", "sev"]).flatMap { PageText.severity($0) },
            text: PageText.shortened(text, to: Self.textLimit),
            remote: value(["remote", "ip", "addr", "address"]).flatMap { IPAddress($0) }, deviceTime: time)
    }

    /// What the entry says at the moment at which it is new.
    public var reading: DeviceReading {
        switch kind {
        case .alarm: .alarm(alarm)
        case .clear:
            .alarmCleared(
                alarm.code, source: alarm.source.isEmpty ? nil : alarm.source, deviceTime: alarm.deviceTime)
        case .error: .event(alarm)
        }
    }

    /// The longest source and text that are kept, in octets.
    static let sourceLimit = 128
    static let textLimit = 1024

    /// A number for the entry: the same for the same entry of another reading.
    var fingerprint: UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ octet: UInt8) { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01b3 }
        func add(number: UInt64) { for shift in 0..<8 { add(UInt8(truncatingIfNeeded: number >> (8 * shift))) } }
        add(kind.rawValue)
        add(number: UInt64(alarm.code.rawValue))
        add(number: UInt64(bitPattern: alarm.deviceTime?.time.milliseconds ?? -1))
        for octet in alarm.source.utf8 { add(octet) }
        add(UInt8(0))
        for octet in alarm.text.utf8 { add(octet) }
        add(UInt8(0))
        for octet in alarm.remote?.octets ?? [] { add(octet) }
        return hash
    }
}
