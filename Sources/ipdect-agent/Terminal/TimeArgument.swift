import ArgumentParser
import Foundation

/// A point in time as people write it: `1h` ago, `13:30` today, `2026-11-23`, `2026-11-23 13:30`, or RFC 3339. Without a
/// zone it is UTC, as everything that is shown.
struct TimeArgument: ExpressibleByArgument {
    /// The time, RFC 3339.
    var text: String

    init?(argument: String) {
        self.init(argument, now: Date())
    }

    init?(_ argument: String, now: Date) {
        guard let date = Self.ago(argument, now) ?? Self.clock(argument, now) ?? Self.date(argument) else {
            return nil
        }
        text = date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// What it takes, for help.
    static let help =
        "such as 90s, 15m, 1h, 2d, 1w (ago), 13:30 (today, UTC), 2026-11-23, \"2026-11-23 13:30\" or RFC 3339"

    private static func ago(_ text: String, _ now: Date) -> Date? {
        let seconds: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let unit = text.last.flatMap({ seconds[$0] }), let number = UInt32(text.dropLast()) else { return nil }
        return now.addingTimeInterval(-Double(number) * unit)
    }

    private static func clock(_ text: String, _ now: Date) -> Date? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], hour < 24, let minute = parts[1], minute < 60,
            let second = parts.count == 3 ? parts[2] : 0, second < 60
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let seconds = hour * 3600 + minute * 60 + second
        return calendar.startOfDay(for: now).addingTimeInterval(Double(seconds))
    }

    private static func date(_ text: String) -> Date? {
        // A day alone, or with a time, gets what is missing.
        var full = text.replacing(" ", with: "T")
        if full.count == 10 { full += "T00:00" }
        if full.count == 16 { full += ":00" }
        if full.count == 19 { full += "Z" }
        return (try? Date.ISO8601FormatStyle().parse(full))
            ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(full))
    }
}
