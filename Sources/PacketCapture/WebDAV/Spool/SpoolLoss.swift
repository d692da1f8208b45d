/// What was lost before the server had it.
public struct SpoolLoss: Hashable, Sendable {
    /// Whole files that gave way to newer ones because of the spool's limit.
    public var files: UInt64 = 0
    /// Packets in them, and those that a full disk did not take.
    public var packets: UInt64 = 0
    /// The octets of all of them, as they stand in files.
    public var octets: UInt64 = 0

    /// Nothing.
    public init() {}

    /// Whether nothing was lost.
    public var isEmpty: Bool { files == 0 && packets == 0 && octets == 0 }

    /// Both together.
    public static func + (left: SpoolLoss, right: SpoolLoss) -> SpoolLoss {
        var sum = left
        sum.files += right.files
        sum.packets += right.packets
        sum.octets += right.octets
        return sum
    }
}
