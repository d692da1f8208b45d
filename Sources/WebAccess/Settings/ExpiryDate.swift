import NetworkValues

extension Timestamp {
    /// The end of a day that is written `2027-01-31` (UTC), or a point in time that is written `2027-01-31T12:00:00Z`;
    /// `nil` for anything else.
    init?(expiry text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10 || bytes.count == 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), (1970...9999).contains(year), (1...12).contains(month), day >= 1
        else { return nil }
        // Days are counted from 0000-03-01, so that the leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        var seconds = Int64(days) * 86_400
        if bytes.count == 20 {
            guard bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
                bytes[19] == UInt8(ascii: "Z"), let hour = Self.number(bytes[11..<13]), hour < 24,
                let minute = Self.number(bytes[14..<16]), minute < 60, let second = Self.number(bytes[17..<19]),
                second < 60
            else { return nil }
            seconds += Int64(hour * 3600 + minute * 60 + second)
        } else {
            seconds += 86_400
        }
        self.init(seconds: seconds)
        // A 31st of February is no day.
        let date = CalendarDate(Timestamp(seconds: Int64(days) * 86_400))
        guard date.month == month, date.day == day else { return nil }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
