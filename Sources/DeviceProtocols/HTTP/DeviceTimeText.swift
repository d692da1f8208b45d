public import NetworkValues

/// Times as they stand in the pages and headers of devices.
public enum DeviceTimeText {
    /// Nothing before 2000: a clock that was never set shows 1970 (manual 4.2).
    private static let earliest: Int64 = 946_684_800
    private static let latest: Int64 = 253_402_300_800

    /// A time in one of the forms that devices use; `nil` for any other, and while the clock was never set.
    ///
    /// Seconds or milliseconds since 1970, in decimal or with `0x`, are UTC, and so is what ends in `Z`. `20261123-120000`,
    /// `2026-11-23T12:00:00`, `23.11.2026 12:00` and `2026/11/23 12:00:00` are in a zone that is not known.
    public static func time(_ text: String) -> DeviceTime? {
        let text = text.trimmedBlanks
        guard (6...40).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else {
            return nil
        }
        if let number = number(text) {
            let isMilliseconds = number > 100_000_000_000
            return set(number / (isMilliseconds ? 1000 : 1), isUTC: true)
        }
        var fields: [(value: Int, digits: Int)] = []
        var digits: [UInt8] = []
        var rest: [UInt8] = []
        for octet in Array(text.utf8) + [0x20] {
            if (0x30...0x39).contains(octet) {
                digits.append(octet)
                continue
            }
            if !digits.isEmpty {
                guard let value = Int(String(decoding: digits, as: UTF8.self)), digits.count <= 9 else { return nil }
                fields.append((value, digits.count))
                digits = []
            }
            rest.append(octet)
        }
        let isUTC = text.hasSuffix("Z")
        if fields.count == 2, fields[0].digits == 8, fields[1].digits == 6 {
            let (day, time) = (fields[0].value, fields[1].value)
            return date(
                day / 10_000, day / 100 % 100, day % 100, time / 10_000, time / 100 % 100, time % 100, isUTC: isUTC)
        }
        guard fields.count >= 5, !rest.contains(where: { (0x41...0x53).contains($0 & 0xdf) }) else { return nil }
        let second = fields.count > 5 ? fields[5].value : 0
        if fields[0].digits == 4 {
            return date(
                fields[0].value, fields[1].value, fields[2].value, fields[3].value, fields[4].value, second,
                isUTC: isUTC)
        }
        guard fields[2].digits == 4, rest.first == 0x2e else { return nil }
        return date(
            fields[2].value, fields[1].value, fields[0].value, fields[3].value, fields[4].value, second, isUTC: isUTC)
    }

    /// The time of a field Date: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 5.6.7), also with another word for the zone that
    /// means UTC; `nil` for anything else, and while the clock was never set.
    public static func date(ofHeader text: String) -> Timestamp? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 6, text.utf8.count <= 40, ["GMT", "UTC"].contains(parts[5]), let day = Int(parts[1]),
            let year = Int(parts[3]), parts[3].utf8.count == 4,
            let month = [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ].firstIndex(of: String(parts[2]))
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard clock.count == 3 else { return nil }
        return date(year, month + 1, day, clock[0], clock[1], clock[2], isUTC: true)?.time
    }

    private static func number(_ text: String) -> Int64? {
        if text.hasPrefix("0x") || text.hasPrefix("0X") { return Int64(text.dropFirst(2), radix: 16) }
        return text.utf8.count >= 8 && text.utf8.first != 0x2d && text.utf8.first != 0x2b ? Int64(text) : nil
    }

    private static func set(_ seconds: Int64, isUTC: Bool) -> DeviceTime? {
        guard (earliest..<latest).contains(seconds) else { return nil }
        return DeviceTime(Timestamp(seconds: seconds), isUTC: isUTC)
    }

    private static func date(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, isUTC: Bool
    ) -> DeviceTime? {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0..<24).contains(hour),
            (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        // Days are counted from 0000-03-01, so that the leap day is the last of its year.
        let shiftedYear = month > 2 ? year : year - 1
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        guard CalendarDate(Timestamp(seconds: Int64(days) * 86_400)).day == day else { return nil }
        return set(Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second), isUTC: isUTC)
    }
}
