/// How fine the history is, and for how long (the tiers are those of Netdata's idea: finer for less long).
public enum HistoryTier: Int, Sendable, CaseIterable, Comparable {
    /// Values every ten seconds, for 48 hours.
    case tenSeconds
    /// Least, largest and mean value of each minute, for 31 days.
    case minute
    /// The same of each hour, for two years.
    case hour

    /// The length of a step in milliseconds.
    public var stepMilliseconds: Int64 {
        switch self {
        case .tenSeconds: 10_000
        case .minute: 60_000
        case .hour: 3_600_000
        }
    }

    /// How long a step is kept, in milliseconds.
    public var keepMilliseconds: Int64 {
        switch self {
        case .tenSeconds: 48 * 3_600_000
        case .minute: 31 * 86_400_000
        case .hour: 731 * 86_400_000
        }
    }

    /// Steps in a file.
    var stepsInSegment: Int {
        switch self {
        case .tenSeconds: 360
        case .minute: 240
        case .hour: 96
        }
    }

    /// The time that a file covers, in milliseconds.
    var segmentMilliseconds: Int64 { Int64(stepsInSegment) * stepMilliseconds }

    /// Orders tiers from fine to coarse.
    public static func < (left: HistoryTier, right: HistoryTier) -> Bool { left.rawValue < right.rawValue }
}
