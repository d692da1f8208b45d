import NetworkValues

/// Dates and times of day as devices write them into two columns. Their form is not published (facts/snmp.md 1.3).
///
/// Read are, in either column and also both in one: `2026-11-23`, `2026/11/23`, `20261123`, `23.11.2026`, `23.11.26`,
/// `11/23/2026` and `23/11/2026` where only one of the two can be meant, `13:37`, `13:37:00` with or without a fraction, a
/// `T`, `-` or blank between date and time, a zone `Z` or `+01:00` behind the time, and DateAndTime's 8 or 11 octets
/// (RFC 2579). All of these are assumed. What is anything else, or lies before 2000 as with a clock that was never set, is
/// no time.
public enum DeviceClock {
    /// Nothing before 2000: a clock that was never set shows 1970.
    private static let earliest = Timestamp(seconds: 946_684_800)

    /// The time that a date and a time of day tell together; `nil` when they tell none.
    public static func time(date: [UInt8], time: [UInt8] = []) -> DeviceTime? {
        let found = dateAndTime(date) ?? dateAndTime(time) ?? words(date, time)
        guard let found, found.time >= earliest else { return nil }
        return found
    }

    /// The point in time of a date of the calendar, as if in UTC; `nil` for one that does not exist.
    static func timestamp(year: Int, month: Int, day: Int, secondOfDay: Int, milliseconds: Int = 0) -> Timestamp? {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Days are counted from 0000-03-01, so that the leap day is the last of its year.
        let shiftedYear = month > 2 ? year : year - 1
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        guard CalendarDate(Timestamp(seconds: Int64(days * 86_400))).day == day else { return nil }
        return Timestamp(milliseconds: Int64(days * 86_400 + secondOfDay) * 1000 + Int64(milliseconds))
    }

    /// DateAndTime (RFC 2579): year in two octets, month, day, hour, minute, second, tenths, and the zone.
    private static func dateAndTime(_ octets: [UInt8]) -> DeviceTime? {
        guard octets.count == 8 || octets.count == 11, (0x07...0x08).contains(octets[0]) else { return nil }
        let numbers = octets.map(Int.init)
        guard numbers[4] < 24, numbers[5] < 60, numbers[6] <= 60, numbers[7] < 10,
            let time = timestamp(
                year: numbers[0] << 8 | numbers[1], month: numbers[2], day: numbers[3],
                secondOfDay: numbers[4] * 3600 + numbers[5] * 60 + numbers[6], milliseconds: numbers[7] * 100)
        else { return nil }
        guard octets.count == 11 else { return DeviceTime(time, isUTC: false) }
        guard octets[8] == 0x2b || octets[8] == 0x2d, numbers[9] <= 14, numbers[10] < 60 else { return nil }
        let offset = (numbers[9] * 60 + numbers[10]) * 60
        return DeviceTime(time.adding(seconds: Int64(octets[8] == 0x2b ? -offset : offset)), isUTC: true)
    }

    private static func words(_ date: [UInt8], _ time: [UInt8]) -> DeviceTime? {
        var reader = ClockReader(octets: Array(date.prefix { $0 != 0 }.prefix(40)))
        guard let day = reader.date() else { return nil }
        reader.skipJoint()
        if reader.isAtEnd { reader = ClockReader(octets: Array(time.prefix { $0 != 0 }.prefix(40))) }
        guard let (second, milliseconds) = reader.timeOfDay() else { return nil }
        let offset = reader.zone()
        guard reader.isAtEnd,
            let found = timestamp(
                year: day.year, month: day.month, day: day.day, secondOfDay: second, milliseconds: milliseconds)
        else { return nil }
        return DeviceTime(found.adding(seconds: Int64(-(offset ?? 0))), isUTC: offset != nil)
    }
}

/// Steps through the octets of a date or a time of day.
private struct ClockReader {
    let octets: [UInt8]
    var position = 0

    init(octets: [UInt8]) {
        self.octets = octets
        skipBlanks()
    }

    var isAtEnd: Bool { position >= octets.count }

    private var octet: UInt8 { isAtEnd ? 0 : octets[position] }

    private mutating func skipBlanks() {
        while octet == 0x20 { position += 1 }
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        guard octet == wanted, !isAtEnd else { return false }
        position += 1
        return true
    }

    /// A number with the count of its digits, at most 8; `nil` for none.
    private mutating func number() -> (value: Int, digits: Int)? {
        let start = position
        var value = 0
        while (0x30...0x39).contains(octet), position - start < 8 {
            value = value * 10 + Int(octet - 0x30)
            position += 1
        }
        return position == start ? nil : (value, position - start)
    }

    mutating func date() -> (year: Int, month: Int, day: Int)? {
        guard let first = number() else { return nil }
        if first.digits == 8 { return (first.value / 10_000, first.value / 100 % 100, first.value % 100) }
        let separator = octet
        guard separator == 0x2d || separator == 0x2e || separator == 0x2f, take(separator), let second = number(),
            take(separator), let third = number(), second.digits <= 2
        else { return nil }
        if first.digits == 4, third.digits <= 2 { return (first.value, second.value, third.value) }
        guard first.digits <= 2 else { return nil }
        switch (separator, third.digits) {
        case (0x2e, 4): return (third.value, second.value, first.value)
        case (0x2e, 2): return (2000 + third.value, second.value, first.value)
        case (_, 4): return unambiguous(first.value, second.value, year: third.value)
        default: return nil
        }
    }

    /// Day and month, of which either may come first.
    private func unambiguous(_ first: Int, _ second: Int, year: Int) -> (year: Int, month: Int, day: Int)? {
        if first == second || second > 12 { return (year, first, second) }
        return first > 12 ? (year, second, first) : nil
    }

    /// What stands between a date and a time in one text: `T`, a hyphen, a comma, blanks.
    mutating func skipJoint() {
        skipBlanks()
        if octet == 0x54 || octet == 0x2d || octet == 0x2c { position += 1 }
        skipBlanks()
    }

    mutating func timeOfDay() -> (second: Int, milliseconds: Int)? {
        guard let first = number() else { return nil }
        if first.digits == 6 {
            let (hour, minute, second) = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
            return hour < 24 && minute < 60 && second <= 60 ? (hour * 3600 + minute * 60 + second, 0) : nil
        }
        guard first.digits <= 2, take(0x3a), let minute = number(), minute.digits == 2 else { return nil }
        var second = 0
        var milliseconds = 0
        if take(0x3a) {
            guard let found = number(), found.digits == 2 else { return nil }
            second = found.value
            if take(0x2e) || take(0x2c) {
                guard let fraction = number() else { return nil }
                milliseconds = thousandths(fraction.value, fraction.digits)
            }
        }
        guard first.value < 24, minute.value < 60, second <= 60 else { return nil }
        return (first.value * 3600 + minute.value * 60 + second, milliseconds)
    }

    private func thousandths(_ value: Int, _ digits: Int) -> Int {
        var value = value
        for _ in min(digits, 3)..<3 { value *= 10 }
        for _ in 3..<max(digits, 3) { value /= 10 }
        return value
    }

    /// Seconds that the zone is ahead of UTC; `nil` when none is told. Steps over blanks behind.
    mutating func zone() -> Int? {
        skipBlanks()
        defer { skipBlanks() }
        if take(0x5a) { return 0 }
        let sign = octet == 0x2d ? -1 : 1
        let before = position
        guard take(0x2b) || take(0x2d), let first = number(), first.digits == 2 || first.digits == 4 else {
            position = before
            return nil
        }
        var (hours, minutes) = first.digits == 4 ? (first.value / 100, first.value % 100) : (first.value, 0)
        if first.digits == 2, take(0x3a) { minutes = number()?.value ?? 60 }
        hours = minutes < 60 ? hours : 24
        return hours <= 14 ? sign * (hours * 3600 + minutes * 60) : nil
    }
}
