/// A view laid out for the request path: lookups count no references and allocate nothing.
final class CompiledView: Sendable {
    /// How the names below a prefix stand to a view.
    enum Membership {
        /// All are in it.
        case all
        /// None is in it.
        case none
        /// Some are: each name has to be asked for.
        case some
    }

    private struct Family {
        var start: Int
        var count: Int
        var isIncluded: Bool
    }

    /// The view that has nothing.
    static let nothing = CompiledView(.none)

    /// Whether everything is in the view.
    let isEverything: Bool
    private let count: Int
    /// The longest families first, of equally long ones the greatest first: the first that matches decides (RFC 3415 4).
    nonisolated(unsafe) private let families: UnsafePointer<Family>
    nonisolated(unsafe) private let arcs: UnsafePointer<UInt32>
    /// One octet for each sub-identifier: 1 when it must match.
    nonisolated(unsafe) private let mask: UnsafePointer<UInt8>

    init(_ view: MIBView) {
        let sorted = view.families.sorted { left, right in
            if left.subtree.count != right.subtree.count { return left.subtree.count > right.subtree.count }
            return right.subtree.lexicographicallyPrecedes(left.subtree)
        }
        let total = sorted.reduce(0) { $0 + $1.subtree.count }
        let families = UnsafeMutablePointer<Family>.allocate(capacity: max(sorted.count, 1))
        let arcs = UnsafeMutablePointer<UInt32>.allocate(capacity: max(total, 1))
        let mask = UnsafeMutablePointer<UInt8>.allocate(capacity: max(total, 1))
        var start = 0
        for (number, family) in sorted.enumerated() {
            (families + number).initialize(
                to: Family(start: start, count: family.subtree.count, isIncluded: family.isIncluded))
            for (position, arc) in family.subtree.enumerated() {
                (arcs + start + position).initialize(to: arc)
                let isFixed = position < family.mask.count ? family.mask[position] : true
                (mask + start + position).initialize(to: isFixed ? 1 : 0)
            }
            start += family.subtree.count
        }
        count = sorted.count
        self.families = UnsafePointer(families)
        self.arcs = UnsafePointer(arcs)
        self.mask = UnsafePointer(mask)
        let roots = Set(view.families.filter { $0.subtree.count == 1 && $0.isIncluded }.map { $0.subtree[0] })
        isEverything = view.families.allSatisfy(\.isIncluded) && roots.isSuperset(of: [0, 1, 2])
    }

    deinit {
        families.deallocate()
        arcs.deallocate()
        mask.deallocate()
    }

    /// Whether the first `common` sub-identifiers of `name` fit to the family.
    @inline(__always)
    private func fits(_ family: Family, _ name: UnsafePointer<UInt32>, common: Int) -> Bool {
        for position in 0..<common where mask[family.start + position] != 0 {
            if arcs[family.start + position] != name[position] { return false }
        }
        return true
    }

    /// Whether `name` is in the view.
    func contains(_ name: UnsafePointer<UInt32>, count nameCount: Int) -> Bool {
        if isEverything { return true }
        for number in 0..<count {
            let family = families[number]
            if family.count <= nameCount, fits(family, name, common: family.count) { return family.isIncluded }
        }
        return false
    }

    /// How the names that begin with `prefix` stand to the view.
    func membership(below prefix: UnsafePointer<UInt32>, count prefixCount: Int) -> Membership {
        if isEverything { return .all }
        for number in 0..<count {
            let family = families[number]
            guard fits(family, prefix, common: min(family.count, prefixCount)) else { continue }
            guard family.count <= prefixCount else { return .some }
            return family.isIncluded ? .all : .none
        }
        return .none
    }
}
