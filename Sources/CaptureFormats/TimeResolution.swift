/// How finely a capture file tells time.
public enum TimeResolution: Hashable, Sendable {
    /// A millionth of a second.
    case microseconds
    /// A thousandth of that.
    case nanoseconds

    /// Units in a second.
    var unitsPerSecond: UInt32 { self == .microseconds ? 1_000_000 : 1_000_000_000 }
}
