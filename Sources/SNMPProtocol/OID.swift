/// The name of an object: a path of numbers, at most 128 of 32 bits each (RFC 2578 3.5). Names are in the order in which a
/// walk meets them.
public struct OID: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// The most sub-identifiers of a name (RFC 2578 3.5).
    public static let maximumCount = 128

    /// The numbers of the path.
    public let arcs: [UInt32]

    /// Makes a name from at most 128 numbers; `nil` for more.
    public init?(_ arcs: some Sequence<UInt32>) {
        let arcs = Array(arcs)
        guard arcs.count <= Self.maximumCount else { return nil }
        self.arcs = arcs
    }

    /// Makes a name that stands in the program: more than 128 numbers end it.
    public init(arrayLiteral arcs: UInt32...) {
        precondition(arcs.count <= Self.maximumCount, "a name has at most \(Self.maximumCount) sub-identifiers")
        self.arcs = arcs
    }

    init(unchecked arcs: [UInt32]) {
        self.arcs = arcs
    }

    /// The number of sub-identifiers.
    public var count: Int { arcs.count }

    /// The sub-identifier at a place, counted from 0.
    public subscript(position: Int) -> UInt32 { arcs[position] }

    /// The name with more numbers behind; `nil` when these are more than 128 then.
    public func appending(_ more: some Sequence<UInt32>) -> OID? {
        OID(arcs + Array(more))
    }

    /// The name with numbers behind that stand in the program: more than 128 in all end it.
    public func appending(_ more: UInt32...) -> OID {
        precondition(
            arcs.count + more.count <= Self.maximumCount, "a name has at most \(Self.maximumCount) sub-identifiers")
        return OID(unchecked: arcs + more)
    }

    /// Whether a name is this one or lies below it.
    public func isPrefix(of other: OID) -> Bool {
        other.arcs.starts(with: arcs)
    }

    /// What follows `prefix` in this name; `nil` when it does not begin with it.
    public func suffix(after prefix: OID) -> ArraySlice<UInt32>? {
        prefix.isPrefix(of: self) ? arcs[prefix.count...] : nil
    }

    /// 0.0, which names nothing (zeroDotZero, RFC 2578 2).
    public static let zero: OID = [0, 0]
}

extension OID: Comparable {
    /// Whether a name stands before another in a walk: number by number, a name before those that lie below it.
    public static func < (left: OID, right: OID) -> Bool {
        left.arcs.lexicographicallyPrecedes(right.arcs)
    }
}
