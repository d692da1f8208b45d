/// Tells which rows of a table show something new, when the revision of their source also counts what the table does not
/// show: a radio's revision grows with each call, but the row that shows its name stays.
///
/// It keeps a digest of each row's content and makes it again only when the source's revision changed. Digests hold
/// within one process.
struct RowStamps: Sendable {
    private var keys: [UInt32] = []
    private var revisions: [UInt64] = []
    private var digests: [UInt64] = []

    /// The digest of the row at `position`, for use as the row's revision.
    subscript(position: Int) -> UInt64 { digests[position] }

    /// Takes in the rows of a new state: `count` of them with ascending keys. Returns whether any came, went or shows
    /// something new.
    mutating func update(
        count: Int, key: (Int) -> UInt32, revision: (Int) -> UInt64, digest: (Int, inout Hasher) -> Void
    ) -> Bool {
        guard count == keys.count, (0..<count).allSatisfy({ keys[$0] == key($0) }) else {
            rebuild(count: count, key: key, revision: revision, digest: digest)
            return true
        }
        var isChanged = false
        for position in 0..<count where revisions[position] != revision(position) {
            revisions[position] = revision(position)
            let now = Self.digest(of: position, digest)
            if now != digests[position] {
                digests[position] = now
                isChanged = true
            }
        }
        return isChanged
    }

    private mutating func rebuild(
        count: Int, key: (Int) -> UInt32, revision: (Int) -> UInt64, digest: (Int, inout Hasher) -> Void
    ) {
        let old = self
        keys = (0..<count).map(key)
        revisions = (0..<count).map(revision)
        digests = []
        digests.reserveCapacity(count)
        var known = 0
        for position in 0..<count {
            while known < old.keys.count, old.keys[known] < keys[position] { known += 1 }
            let isSame =
                known < old.keys.count && old.keys[known] == keys[position]
                && old.revisions[known] == revisions[position]
            digests.append(isSame ? old.digests[known] : Self.digest(of: position, digest))
        }
    }

    private static func digest(of position: Int, _ digest: (Int, inout Hasher) -> Void) -> UInt64 {
        var hasher = Hasher()
        digest(position, &hasher)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

/// A row's revision made of its digest and of something that comes from elsewhere.
func mixed(_ digest: UInt64, _ other: UInt64) -> UInt64 {
    // Multiplying by an odd number keeps all values apart; the shift lets the high bits reach the low ones.
    (digest ^ (digest >> 29)) &* 0x9e37_79b9_7f4a_7c15 &+ other &* 0xbf58_476d_1ce4_e5b9
}
