import SNMPProtocol

/// A named part of the MIB that may be read: families of subtrees that are in it or out of it (RFC 3415 2.4).
public struct MIBView: Hashable, Sendable {
    /// A family of subtrees: all names that begin with `subtree`, where sub-identifiers that the mask leaves out match
    /// anything.
    public struct Family: Hashable, Sendable {
        /// The name that the family's names begin with.
        public var subtree: [UInt32]
        /// For each sub-identifier whether it must match; those behind its end must (vacmViewTreeFamilyMask).
        public var mask: [Bool]
        /// Whether the family is in the view or out of it.
        public var isIncluded: Bool

        /// Makes a family.
        public init(_ subtree: [UInt32], mask: [Bool] = [], isIncluded: Bool = true) {
            self.subtree = subtree
            self.mask = mask
            self.isIncluded = isIncluded
        }

        /// Makes a family from its text: sub-identifiers parted by dots, where `*` matches anything, such as
        /// `1.3.6.1.2.1.2.2.1.*.1` for all columns of interface 1. `nil` when it is not that, or longer than 128.
        public init?(_ text: some StringProtocol, isIncluded: Bool = true) {
            let digits = text.hasPrefix(".") ? text.dropFirst() : text[...]
            var subtree: [UInt32] = []
            var mask: [Bool] = []
            for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
                if part == "*" {
                    subtree.append(0)
                    mask.append(false)
                } else if let arc = UInt32(part), part.first?.isNumber == true {
                    subtree.append(arc)
                    mask.append(true)
                } else {
                    return nil
                }
            }
            guard (1...NameEncoding.maximumCount).contains(subtree.count) else { return nil }
            self.init(subtree, mask: mask.contains(false) ? mask : [], isIncluded: isIncluded)
        }
    }

    /// The view's name.
    public var name: String
    /// The families; a name that is in none of them is not in the view.
    public var families: [Family]

    /// Makes a view.
    public init(name: String, families: [Family]) {
        self.name = name
        self.families = families
    }

    /// The view that has everything, `all`.
    public static let all = MIBView(name: "all", families: [Family([1]), Family([0]), Family([2])])
    /// The view of communities, `restricted`: everything but who may do what and where notifications go, which are nothing for
    /// somebody who has not proved who they are (RFC 3415 7, RFC 3414 11.5, RFC 3584 7, RFC 3413 8, RFC 6353 9).
    public static let restricted = MIBView(
        name: "restricted",
        families: all.families + hidden.map { Family($0, isIncluded: false) })
    /// VACM, users, communities, targets and their parameters, notification filters, the configuration of TLS.
    private static let hidden: [[UInt32]] = [
        [1, 3, 6, 1, 6, 3, 16], [1, 3, 6, 1, 6, 3, 15, 1, 2], [1, 3, 6, 1, 6, 3, 18], [1, 3, 6, 1, 6, 3, 12, 1, 2],
        [1, 3, 6, 1, 6, 3, 12, 1, 3], [1, 3, 6, 1, 6, 3, 13], [1, 3, 6, 1, 2, 1, 198, 2, 2],
    ]
    /// The views that are there without settings.
    static let builtIn = [all, restricted, none]
    /// The view that has nothing, `none`.
    public static let none = MIBView(name: "none", families: [])
}
