/// Who has which of the 4,096 RFPIs of the system ID, by position (see `SystemID`).
///
/// A base station takes the lowest free one; a gateway takes the highest free block of 16 that begins at a multiple of 16,
/// one for each of its ports. Position 0 is never given away.
struct RFPIPool: Sendable {
    /// The owner's `Radio.index` at each position, 0 for none.
    private var owners = [UInt32](repeating: 0, count: SystemID.rfpiCount)
    /// No lower position but 0 is free.
    private var lowestCandidate = 1

    /// Gives `count` positions, 1 or a power of two, to `owner`; returns the first, or `nil` when none are free.
    mutating func claim(_ count: Int, for owner: UInt32) -> Int? {
        if count == 1 {
            var position = lowestCandidate
            while position < owners.count, owners[position] != 0 { position += 1 }
            lowestCandidate = position
            guard position < owners.count else { return nil }
            owners[position] = owner
            return position
        }
        var start = owners.count - count
        while start >= count {
            if owners[start..<start + count].allSatisfy({ $0 == 0 }) {
                fill(start, count, with: owner)
                return start
            }
            start -= count
        }
        return nil
    }

    /// Gives positions that are taken to another owner.
    mutating func transfer(_ first: Int, _ count: Int, to owner: UInt32) {
        fill(first, count, with: owner)
    }

    /// Makes positions free again.
    mutating func release(_ first: Int, _ count: Int) {
        fill(first, count, with: 0)
        lowestCandidate = max(1, min(lowestCandidate, first))
    }

    /// Who has a position; 0 when nobody has.
    func owner(at position: Int) -> UInt32 { owners[position] }

    private mutating func fill(_ first: Int, _ count: Int, with owner: UInt32) {
        for position in first..<first + count { owners[position] = owner }
    }
}
