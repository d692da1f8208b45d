/// How what the API says of watched devices is written for people.
enum DeviceMarks {
    /// The most characters of an error in a list.
    private static let errorLimit = 160

    /// The badge of what facts are worth; each has its word, too.
    static func badge(_ freshness: String) -> PageValue {
        switch freshness {
        case "fresh": "ok"
        case "stale": "warning"
        case "unknown": "disabled"
        default: "waiting"
        }
    }

    /// A device as a row of the list.
    static func row(_ device: PageValue) -> PageValue {
        let feeds = device["feeds"].elements
        let youngest = feeds.compactMap(\.["ageSeconds"].number).min()
        let failed = feeds.filter { !$0["lastError"].words.isEmpty }
        // Times of RFC 3339 in UTC are in order as texts.
        let last = failed.max { $0["lastErrorAt"].words < $1["lastErrorAt"].words }
        return device.having("mac", "model").adding([
            "badge": badge(device["freshness"].words), "age": PageValue(youngest.map(age)),
            "feeds": .list(feeds.map(feed)), "clock": .text(clock(device)),
            "hasAlarms": .flag((device["alarms"].integer ?? 0) > 0),
            "lastError": PageValue(
                last.map { "\($0["kind"].words): \($0["lastError"].words.prefix(errorLimit))" }),
        ])
    }

    /// A feed with its badge and, in words, what its facts are worth.
    static func feed(_ feed: PageValue) -> PageValue {
        let freshness = feed["freshness"].words
        let old = feed["ageSeconds"].number.map(age)
        let worth =
            freshness == "fresh"
            ? old ?? freshness : [freshness, old ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        return feed.having("lastSuccess", "lastError", "lastErrorAt", "ageSeconds").adding([
            "badge": badge(freshness), "worth": .text(worth), "age": PageValue(old),
        ])
    }

    private static func age(_ seconds: Double) -> String { PageFormat.duration(seconds: max(0, seconds)) }

    /// How a device's clock stands against the agent's; empty when it never told the time.
    static func clock(_ device: PageValue) -> String {
        guard let ahead = device["clockAheadMilliseconds"].number else { return "" }
        let size = PageFormat.duration(seconds: abs(ahead) / 1000)
        return ahead == 0 ? "0 s" : ahead > 0 ? "\(size) ahead" : "\(size) behind"
    }

    /// The zone in which a device tells the time, such as `UTC+5:30`; empty when it tells UTC, or nothing.
    static func zone(_ device: PageValue) -> String {
        guard let minutes = device["clockZoneMinutes"].integer, minutes != 0, abs(minutes) < 6000 else { return "" }
        let rest = abs(minutes) % 60
        let sign = minutes < 0 ? "−" : "+"
        return "UTC\(sign)\(abs(minutes) / 60)" + (rest == 0 ? "" : rest < 10 ? ":0\(rest)" : ":\(rest)")
    }
}
