/// A point in wall-clock time, in milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The pure targets take time as an argument; only the outermost services read a clock.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var milliseconds: Int64

    /// Makes a timestamp from milliseconds since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Makes a timestamp from whole seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        self.milliseconds = seconds * 1000
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    /// The timestamp `milliseconds` later.
    public func adding(milliseconds added: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + added)
    }

    /// The timestamp `seconds` later.
    public func adding(seconds added: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + added * 1000)
    }

    /// Milliseconds that passed from `earlier` to this timestamp; negative when it lies in the future.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        milliseconds - earlier.milliseconds
    }

    /// Whether the left one comes first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
