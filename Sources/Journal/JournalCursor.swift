/// How far an outlet has come. Its position moves only when the outlet's peer is known to have the records, and is
/// durable when `advance` returns: after a crash a record may come twice, never not at all.
public struct JournalCursor: Sendable {
    /// What the journal keeps of a cursor.
    struct State: Hashable, Sendable {
        var position: UInt64
        var lost: UInt64
        var confirmed: UInt64
    }

    /// The name: 1 to 64 letters, digits, and `. _ : -`.
    public let name: String
    private let journal: Journal

    init(name: String, journal: Journal) {
        self.name = name
        self.journal = journal
    }

    /// The number of the last record that was delivered or given up; 0 before the first.
    public var position: UInt64 { journal.cursorState(name)?.position ?? 0 }

    /// How many records were dropped before they could be delivered, since the cursor was created.
    public var lost: UInt64 { journal.cursorState(name)?.lost ?? 0 }

    /// The number up to which the peer has the records beyond doubt. What lies between it and the position a peer was
    /// given that may not have read it, such as a program whose kernel acknowledged and that was killed then.
    public var confirmed: UInt64 { journal.cursorState(name)?.confirmed ?? 0 }

    /// The next records to deliver, at most `limit` (up to 10,000); none when the cursor has come to the end.
    public func next(limit: Int = 256) async throws(JournalError) -> [JournalRecord] {
        try await journal.records(after: position, limit: limit)
    }

    /// Notes that all records up to `number` were delivered, and with `isConfirmed` that this is beyond doubt; durable
    /// when it returns. A number that was passed already changes nothing. Throws for one that does not exist yet, and
    /// when the disk is full.
    public func advance(to number: UInt64, isConfirmed: Bool = false) async throws(JournalError) {
        try await journal.advance(name, to: number, isConfirmed: isConfirmed)
    }

    /// Whether `name` can name a cursor.
    static func isValid(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
                case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}

/// Where a new cursor begins.
public enum CursorStart: Sendable {
    /// Before the oldest record that is kept.
    case oldest
    /// Behind the newest record: only what comes from now on is delivered.
    case newest
}
