import Hummingbird
import NetworkValues
import WebServer

extension Timestamp {
    /// Reads a time as RFC 3339 has it: `2026-11-23T13:00:00Z`, with a fraction of the second, or with an offset such as
    /// `+01:00` for the Z. `nil` for anything else. A leap second counts as the one before it.
    init?(rfc3339 text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T", "t", " "), let hour = reader.number(2), reader.take(":"),
            let minute = reader.number(2), reader.take(":"), let second = reader.number(2), (1...12).contains(month),
            day >= 1, day <= Self.days(in: month, of: year), hour < 24, minute < 60, second <= 60,
            let milliseconds = reader.milliseconds(), let offset = reader.offsetMinutes(), reader.isAtEnd
        else { return nil }
        let minutes = (Self.daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset
        self.init(milliseconds: (minutes * 60 + min(second, 59)) * 1000 + milliseconds)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Int(month) - 1]
    }

    /// Days of the Gregorian calendar, its years counted from March so that the leap day is the last.
    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let march = month > 2 ? year : year - 1
        let before = march * 365 + (march >= 0 ? march / 4 - march / 100 + march / 400 : -1)
        let months = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
        return before + months + day - 719_469
    }
}

/// Reads digits and signs one after the other.
private struct DigitReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: some StringProtocol) { bytes = Array(text.utf8.prefix(64)) }

    var isAtEnd: Bool { index == bytes.count }

    mutating func number(_ digits: Int) -> Int64? {
        guard index + digits <= bytes.count else { return nil }
        var number: Int64 = 0
        for byte in bytes[index..<index + digits] {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int64(byte - 0x30)
        }
        index += digits
        return number
    }

    mutating func take(_ signs: Character...) -> Bool {
        guard index < bytes.count, signs.contains(Character(Unicode.Scalar(bytes[index]))) else { return false }
        index += 1
        return true
    }

    /// The fraction of a second, which may be absent; `nil` for a point without digits.
    mutating func milliseconds() -> Int64? {
        guard take(".") else { return 0 }
        var milliseconds: Int64 = 0
        var weight: Int64 = 100
        var count = 0
        while let digit = number(1) {
            milliseconds += digit * weight
            weight /= 10
            count += 1
        }
        return count > 0 ? milliseconds : nil
    }

    mutating func offsetMinutes() -> Int64? {
        if take("Z", "z") { return 0 }
        let sign: Int64 = take("-") ? -1 : take("+") ? 1 : 0
        guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 60 + minutes)
    }
}

extension Request {
    /// A time of the query; `nil` when it is absent or empty.
    func time(_ name: String) throws -> Timestamp? {
        guard let text = text(name) else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw Problem.malformed(
                "expected \(name) as RFC 3339, such as 2026-11-23T13:00:00Z, got \(text)", field: name)
        }
        return time
    }
}
