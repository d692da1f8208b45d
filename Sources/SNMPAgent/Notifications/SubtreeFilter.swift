/// A named filter of notifications (RFC 3413 6): families of subtrees that are let through or held back.
public struct SubtreeFilter: Sendable, Hashable {
    /// The name, 1 to 32 octets.
    public var name: String
    /// The families, in no special order.
    public var families: [MIBView.Family]

    /// Makes a filter.
    public init(name: String, families: [MIBView.Family]) {
        self.name = name
        self.families = families
    }

    /// Whether a notification passes: its name must be in an included family, and none of its variables in an excluded
    /// one. Of several families that match a name the longest decides, of equally long ones the greatest.
    func passes(_ content: NotificationContent) -> Bool {
        isIncluded(content.name) == true && !content.variables.contains { isIncluded($0.name) == false }
    }

    /// What the filter says of a name; `nil` when no family has it.
    private func isIncluded(_ name: [UInt32]) -> Bool? {
        var best: MIBView.Family?
        for family in families where Self.matches(family, name) {
            if let best, !Self.precedes(best, family) { continue }
            best = family
        }
        return best?.isIncluded
    }

    private static func matches(_ family: MIBView.Family, _ name: [UInt32]) -> Bool {
        guard family.subtree.count <= name.count else { return false }
        return family.subtree.indices.allSatisfy { place in
            family.subtree[place] == name[place] || (place < family.mask.count && !family.mask[place])
        }
    }

    private static func precedes(_ left: MIBView.Family, _ right: MIBView.Family) -> Bool {
        left.subtree.count == right.subtree.count
            ? left.subtree.lexicographicallyPrecedes(right.subtree) : left.subtree.count < right.subtree.count
    }
}
