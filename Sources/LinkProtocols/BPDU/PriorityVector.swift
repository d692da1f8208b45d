/// What a BPDU says about the way to the root; the lower one is the better one (IEEE 802.1D-2004, 17.5).
public struct PriorityVector: Hashable, Comparable, Sendable {
    /// The root.
    public let root: BridgeID
    /// The cost of the way from the sender to the root.
    public let rootPathCost: UInt32
    /// The sender.
    public let bridge: BridgeID
    /// The sender's port: priority in the upper four bits, number in the others.
    public let port: UInt16

    /// Makes a vector.
    public init(root: BridgeID, rootPathCost: UInt32, bridge: BridgeID, port: UInt16) {
        self.root = root
        self.rootPathCost = rootPathCost
        self.bridge = bridge
        self.port = port
    }

    /// Whether the left one is better.
    public static func < (left: PriorityVector, right: PriorityVector) -> Bool {
        (left.root, left.rootPathCost, left.bridge, left.port)
            < (right.root, right.rootPathCost, right.bridge, right.port)
    }
}
