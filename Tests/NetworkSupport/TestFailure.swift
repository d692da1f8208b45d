/// What a test needs could not be had.
public struct TestFailure: Error, CustomStringConvertible {
    /// What, and why.
    public let description: String

    /// Makes a failure.
    public init(_ description: String) { self.description = description }
}
