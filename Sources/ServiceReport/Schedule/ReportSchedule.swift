public import NetworkValues

/// When reports are made without anybody asking: once a week, or every day. Times are UTC.
public struct ReportSchedule: Hashable, Sendable {
    /// The days of the week, as they are written.
    static let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    private static let dayMilliseconds: Int64 = 86_400_000

    /// The day of the week, 0 for Sunday; `nil` for every day.
    public var weekday: Int?
    /// The minute of the day, 0 to 1439.
    public var minute: Int

    /// Makes a schedule; numbers out of range are brought into it.
    public init(weekday: Int?, minute: Int) {
        self.weekday = weekday.map { max(0, min($0, 6)) }
        self.minute = max(0, min(minute, 1439))
    }

    /// Makes a schedule of text such as `sunday 03:15`, `sun 03:15` or `daily 03:15`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let words = text.lowercased().split(separator: " ")
        guard words.count == 2 else { return nil }
        let clock = words[1].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 2, clock.allSatisfy({ $0.count == 2 && $0.allSatisfy { ("0"..."9").contains($0) } }),
            let hour = Int(clock[0]), let minute = Int(clock[1]), hour < 24, minute < 60
        else { return nil }
        if words[0] == "daily" {
            weekday = nil
        } else {
            guard words[0].count >= 3, let day = Self.days.firstIndex(where: { $0.hasPrefix(words[0]) }) else {
                return nil
            }
            weekday = day
        }
        self.minute = hour * 60 + minute
    }

    /// The last time at or before `time` at which a report was due.
    public func last(atOrBefore time: Timestamp) -> Timestamp {
        let period = weekday == nil ? Self.dayMilliseconds : 7 * Self.dayMilliseconds
        // 1970-01-01 was a Thursday: the first Sunday began three days later.
        let phase = (weekday.map { Int64(3 + $0) * Self.dayMilliseconds } ?? 0) + Int64(minute) * 60_000
        let passed = time.milliseconds - phase
        let periods = passed >= 0 ? passed / period : (passed - period + 1) / period
        return Timestamp(milliseconds: phase + periods * period)
    }

    /// The next time behind `time` at which a report is due.
    public func next(after time: Timestamp) -> Timestamp {
        let period = weekday == nil ? Self.dayMilliseconds : 7 * Self.dayMilliseconds
        return last(atOrBefore: time).adding(milliseconds: period)
    }
}

extension ReportSchedule: CustomStringConvertible {
    /// The text that it is made of, such as `sunday 03:15`.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(weekday.map { Self.days[$0] } ?? "daily") \(two(minute / 60)):\(two(minute % 60))"
    }
}
