import NetworkValues

/// A capture file on the disk, as the spool knows it.
struct SpoolSegment: Hashable, Sendable {
    /// What becomes of a file, and what its name ends with then.
    enum State: String, Hashable, Sendable, CaseIterable {
        /// It is written. A file that is found so was left by a crash.
        case open = ".open"
        /// It is whole, and the server does not have it.
        case waiting = ""
        /// The server has it; it is kept for the trace of a crash.
        case sent = ".sent"
    }

    let name: SegmentName
    var state: State
    /// Octets of whole records, with the header of the file.
    var octets: UInt64
    /// Packets in it; `nil` when nobody has counted them since the start.
    var packets: UInt64?
    /// When it was closed; at first when it was begun.
    var closedAt: Timestamp
    /// Octets of it that the server has.
    var uploaded: UInt64 = 0
    /// Octets that were sent of it while it was written, all attempts together.
    var spent: UInt64 = 0
    /// When it was last sent while it was written, or began.
    var refreshedAt: Timestamp
    /// The server does not take it: it is not tried again before.
    var refusedUntil: Timestamp?

    /// The file's name in the folder of the spool.
    var fileName: String { name.text + state.rawValue }

    /// Whether it has nothing but the header of a file.
    var isEmpty: Bool { octets <= 24 }
}
