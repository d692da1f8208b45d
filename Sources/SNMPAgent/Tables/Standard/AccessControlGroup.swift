import SNMPProtocol
import Synchronization

/// SNMP-VIEW-BASED-ACM-MIB (RFC 3415): contexts, groups, rights and views, as they are enforced. Nothing of it can be
/// written: the settings say it.
final class AccessControlGroup: MIBGroup {
    let name = "SNMP-VIEW-BASED-ACM-MIB"
    let prefix = AccessControlGroup.root

    static let root: [UInt32] = [1, 3, 6, 1, 6, 3, 16]
    private static let objects = root + [1]
    /// What an index may have beside the name of its column.
    private static let longestIndex = 100

    private let contexts = TableLayout(entry: AccessControlGroup.objects + [1, 1], columns: [1])
    private let members = TableLayout(entry: AccessControlGroup.objects + [2, 1], columns: 3...5)
    private let accesses = TableLayout(entry: AccessControlGroup.objects + [4, 1], columns: 4...9)
    private let lock = TableLayout(entry: AccessControlGroup.objects + [5], columns: [1])
    private let families = TableLayout(entry: AccessControlGroup.objects + [5, 2, 1], columns: 3...6)
    private let kept = Mutex<(policy: AccessPolicy, segments: [MIBSegment])?>(nil)

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let policy = source.policy
        return kept.withLock { kept in
            if let kept, kept.policy === policy { return kept.segments }
            let segments: [MIBSegment] = [
                .table(contextTable()), .table(memberTable(policy.listing)), .table(accessTable(policy.listing)),
                // Nobody can write a view, so nobody has to take turns.
                .scalars(ScalarGroup(lock, revision: 0) { $0.integer(1, 0) }), .table(familyTable(policy.views)),
            ]
            kept = (policy, segments)
            return segments
        }
    }

    /// The one context, "".
    private func contextTable() -> EncodedTable {
        var builder = TableBuilder(contexts)
        builder.row([0], revision: 0) { $0.octetString(1, [UInt8]()) }
        return builder.table()
    }

    private func memberTable(_ listing: AccessListing) -> EncodedTable {
        var builder = TableBuilder(members)
        for member in listing.members {
            builder.row([member.model.rawValue] + TableIndex.text(member.securityName), revision: 0) { row in
                row.octetString(3, member.group, limit: 32)
                row.configured(4)
            }
        }
        return builder.table()
    }

    private func accessTable(_ listing: AccessListing) -> EncodedTable {
        var builder = TableBuilder(accesses)
        for entry in listing.rows {
            let index = TableIndex.text(entry.group) + [0, entry.model.rawValue, UInt32(entry.level.rawValue)]
            builder.row(index, revision: 0) { row in
                // exact(1): the context "" and no other.
                row.integer(4, 1)
                row.octetString(5, entry.view, limit: 32)
                row.octetString(6, entry.writeView, limit: 32)
                row.octetString(7, entry.notifyView, limit: 32)
                row.configured(8)
            }
        }
        return builder.table()
    }

    private func familyTable(_ views: [MIBView]) -> EncodedTable {
        var builder = TableBuilder(families)
        for view in views {
            for family in view.shownFamilies {
                let index = TableIndex.text(view.name) + [UInt32(family.subtree.count)] + family.subtree
                guard index.count <= Self.longestIndex else { continue }
                builder.row(index, revision: 0) { row in
                    row.octetString(3, family.maskOctets)
                    row.integer(4, family.isIncluded ? 1 : 2)
                    row.configured(5)
                }
            }
        }
        return builder.table()
    }
}

/// Indexes of text and octets.
enum TableIndex {
    /// A text whose length stands in front (RFC 2578 7.7).
    static func text(_ value: String) -> [UInt32] { octets(Array(value.utf8)) }

    /// Octets whose number stands in front.
    static func octets(_ value: [UInt8]) -> [UInt32] { [UInt32(value.count)] + value.map(UInt32.init) }
}

extension RowWriter {
    /// Writes a StorageType and, in the column behind it, a RowStatus of what the settings say: readOnly(5), for no
    /// manager changes it, and active(1).
    mutating func configured(_ storageColumn: UInt32) {
        integer(storageColumn, 5)
        integer(storageColumn + 1, 1)
    }
}

extension MIBView {
    /// The families to show: a view without any leaves out everything.
    fileprivate var shownFamilies: [Family] {
        families.isEmpty ? [Family([1], isIncluded: false)] : families
    }
}

extension MIBView.Family {
    /// vacmViewTreeFamilyMask: a bit for each sub-identifier, from the highest of the first octet on; none when all must
    /// match.
    var maskOctets: [UInt8] {
        guard mask.contains(false) else { return [] }
        var octets = [UInt8](repeating: 0xff, count: (mask.count + 7) / 8)
        for (place, isFixed) in mask.enumerated() where !isFixed { octets[place / 8] &= ~(0x80 >> UInt8(place % 8)) }
        return octets
    }
}
