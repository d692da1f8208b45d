import NetworkValues

/// Times as they stand in lines of logs.
enum LineTime {
    /// Nothing before 2000: a clock that was never set shows 1970.
    private static let earliest = Timestamp(seconds: 946_684_800)

    /// The time, unless the clock that gave it was never set.
    static func set(_ time: Timestamp) -> Timestamp? { time < earliest ? nil : time }

    /// `2026-11-23T12:00:00.123456+01:00`, also with a blank for the T (RFC 3339, RFC 5424 6.2.3).
    static func rfc3339(_ cursor: inout LineCursor, in bytes: Span<UInt8>) -> Timestamp? {
        guard let year = cursor.number(4...4, in: bytes), cursor.take(0x2d, in: bytes),
            let month = cursor.number(2...2, in: bytes), cursor.take(0x2d, in: bytes),
            let day = cursor.number(2...2, in: bytes), cursor.take(0x54, in: bytes) || cursor.take(0x20, in: bytes),
            let (seconds, milliseconds) = timeOfDay(&cursor, in: bytes)
        else { return nil }
        var offset = 0
        if cursor.octet(in: bytes) == 0x2b || cursor.octet(in: bytes) == 0x2d {
            let sign = cursor.octet(in: bytes) == 0x2b ? 1 : -1
            cursor.position += 1
            guard let hours = cursor.number(2...2, in: bytes) else { return nil }
            _ = cursor.take(0x3a, in: bytes)
            offset = sign * (hours * 3600 + (cursor.number(2...2, in: bytes) ?? 0) * 60)
        } else {
            _ = cursor.take(0x5a, in: bytes)
        }
        return timestamp(year, month, day, seconds: seconds - offset, milliseconds)
    }

    /// `Nov 23 12:00:00`, `Nov  3 12:00:00`, `Nov 23 2026 12:00:00.123`: without a year, the one that comes nearest to when
    /// the line was received (RFC 3164 4.1.2).
    static func rfc3164(
        _ cursor: inout LineCursor, in bytes: Span<UInt8>, receivedAt received: Timestamp
    ) -> Timestamp? {
        guard let month = month(&cursor, in: bytes), cursor.take(0x20, in: bytes) else { return nil }
        _ = cursor.take(0x20, in: bytes)
        guard let day = cursor.number(1...2, in: bytes), cursor.take(0x20, in: bytes) else { return nil }
        var year: Int?
        let before = cursor.position
        if let found = cursor.number(4...4, in: bytes), cursor.take(0x20, in: bytes) {
            year = found
        } else {
            cursor.position = before
        }
        guard let (seconds, milliseconds) = timeOfDay(&cursor, in: bytes) else { return nil }
        if let year { return timestamp(year, month, day, seconds: seconds, milliseconds) }
        let now = CalendarDate(received).year
        return [now - 1, now, now + 1]
            .compactMap { timestamp($0, month, day, seconds: seconds, milliseconds) }
            .min { abs($0.milliseconds - received.milliseconds) < abs($1.milliseconds - received.milliseconds) }
    }

    /// `20261123-120000`, as the devices write it.
    static func device(_ cursor: inout LineCursor, in bytes: Span<UInt8>) -> Timestamp? {
        guard let year = cursor.number(4...4, in: bytes), let month = cursor.number(2...2, in: bytes),
            let day = cursor.number(2...2, in: bytes),
            cursor.take(0x2d, in: bytes), let hour = cursor.number(2...2, in: bytes),
            let minute = cursor.number(2...2, in: bytes),
            let second = cursor.number(2...2, in: bytes), hour < 24, minute < 60, second < 61
        else { return nil }
        return timestamp(year, month, day, seconds: hour * 3600 + minute * 60 + second, 0)
    }

    /// `12:00:00`, with a fraction of up to nine digits.
    private static func timeOfDay(_ cursor: inout LineCursor, in bytes: Span<UInt8>) -> (
        seconds: Int, milliseconds: Int
    )? {
        guard let hour = cursor.number(2...2, in: bytes), cursor.take(0x3a, in: bytes),
            let minute = cursor.number(2...2, in: bytes), cursor.take(0x3a, in: bytes),
            let second = cursor.number(2...2, in: bytes), hour < 24, minute < 60, second < 61
        else { return nil }
        var milliseconds = 0
        if cursor.octet(in: bytes) == 0x2e || cursor.octet(in: bytes) == 0x2c {
            cursor.position += 1
            let start = cursor.position
            guard var fraction = cursor.number(1...9, in: bytes) else { return nil }
            var digits = cursor.position - start
            while digits > 3 {
                fraction /= 10
                digits -= 1
            }
            while digits < 3 {
                fraction *= 10
                digits += 1
            }
            milliseconds = fraction
        }
        return (hour * 3600 + minute * 60 + second, milliseconds)
    }

    /// The number of a month by its English abbreviation.
    private static func month(_ cursor: inout LineCursor, in bytes: Span<UInt8>) -> Int? {
        var code: UInt32 = 0
        for _ in 0..<3 {
            code = code << 8 | UInt32(cursor.octet(in: bytes) | 0x20)
            cursor.position += 1
        }
        return switch code {
        case 0x6a_61_6e: 1
        case 0x66_65_62: 2
        case 0x6d_61_72: 3
        case 0x61_70_72: 4
        case 0x6d_61_79: 5
        case 0x6a_75_6e: 6
        case 0x6a_75_6c: 7
        case 0x61_75_67: 8
        case 0x73_65_70: 9
        case 0x6f_63_74: 10
        case 0x6e_6f_76: 11
        case 0x64_65_63: 12
        default: nil
        }
    }

    /// A point in time from a date of the calendar; `nil` for a day that does not exist.
    private static func timestamp(
        _ year: Int, _ month: Int, _ day: Int, seconds: Int, _ milliseconds: Int
    ) -> Timestamp? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Days are counted from 0000-03-01, so that the leap day is the last of its year.
        let shiftedYear = month > 2 ? year : year - 1
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        let result = Timestamp(milliseconds: Int64(days * 86_400 + seconds) * 1000 + Int64(milliseconds))
        guard CalendarDate(Timestamp(seconds: Int64(days * 86_400))).day == day else { return nil }
        return result
    }
}
