/// Finds the record that a receiver cannot digest: it answers with an error of its own each time, and takes others.
public struct PoisonWatch: Sendable {
    /// Errors in a row at the same record before another one is tried in its place.
    public static let patience = 5

    private var number: UInt64 = 0
    private var failures = 0

    /// Makes one that suspects nothing.
    public init() {}

    /// The receiver failed at a record. Returns whether it is time to see if it takes another one.
    public mutating func hasFailed(at number: UInt64) -> Bool {
        failures = self.number == number ? failures + 1 : 1
        self.number = number
        return failures >= Self.patience
    }
}
