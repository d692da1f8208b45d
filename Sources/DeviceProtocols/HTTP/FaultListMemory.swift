/// What was already seen of a device's list of faults. It takes 8 octets for each entry, and has no more of them than the list
/// may have.
public struct FaultListMemory: Hashable, Sendable {
    /// Entries that are remembered.
    public static let limit = FaultList.entryLimit

    /// Whether a list was ever read.
    public private(set) var isFresh = true
    /// Whether what a list has the first time is reported.
    public let reportsPast: Bool
    /// The fingerprints of what was seen, the same one as often as it was seen; the newest last.
    private var seen: [UInt64] = []

    /// Makes a memory that has seen nothing. Entries that are there the first time are the past: nobody knows who has seen
    /// them already, so they are only reported when it is asked for.
    public init(reportsPast: Bool = false) {
        self.reportsPast = reportsPast
    }

    /// How many entries are remembered.
    public var count: Int { seen.count }

    /// The entries that are new, in the order in which they stand; all of them are seen then.
    ///
    /// - Parameter isWhole: whether the list has all that the device has; otherwise what it lacks stays remembered.
    public mutating func take(_ entries: [FaultEntry], isWhole: Bool) -> [FaultEntry] {
        var left: [UInt64: Int] = [:]
        for fingerprint in seen { left[fingerprint, default: 0] += 1 }
        var new: [FaultEntry] = []
        var now: [UInt64] = []
        for entry in entries.prefix(Self.limit) {
            let fingerprint = entry.fingerprint
            now.append(fingerprint)
            if let count = left[fingerprint], count > 0 {
                left[fingerprint] = count - 1
            } else {
                new.append(entry)
            }
        }
        // What a whole list no longer has cannot come again.
        let kept =
            isWhole
            ? []
            : seen.filter { fingerprint in
                guard let count = left[fingerprint], count > 0 else { return false }
                left[fingerprint] = count - 1
                return true
            }
        seen = Array((kept + now).suffix(Self.limit))
        guard isFresh else { return new }
        // Half a list is no past to start from.
        if isWhole { isFresh = false }
        return reportsPast ? new : []
    }
}
