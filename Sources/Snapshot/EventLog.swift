public import Faults

/// The newest faults that are durable, each with the number of its record in the journal. It is read from the journal at
/// the start, so that it goes on behind a restart.
public struct EventLog: Sendable {
    /// A fault with the number of its record.
    public struct Entry: Sendable, Hashable {
        /// The number in the journal, from 1.
        public var number: UInt64
        /// What happened.
        public var record: FaultRecord

        /// Makes an entry.
        public init(number: UInt64, record: FaultRecord) {
            self.number = number
            self.record = record
        }
    }

    /// The most entries kept.
    public let capacity: Int
    /// Entries added since the agent started.
    public private(set) var added: UInt64 = 0
    /// Entries that newer ones pushed out since the agent started.
    public private(set) var dropped: UInt64 = 0
    /// Twice the capacity at most, so that making room costs little: the newest `capacity` count.
    private var kept: [Entry]

    /// Makes a log with the entries that were there before, by ascending number.
    public init(capacity: Int = 1000, restoring entries: [Entry] = []) {
        self.capacity = max(1, capacity)
        kept = Array(entries.suffix(self.capacity))
    }

    /// The entries, oldest first.
    public var entries: ArraySlice<Entry> { kept.suffix(capacity) }

    /// The number of the newest entry; 0 for none.
    public var lastNumber: UInt64 { kept.last?.number ?? 0 }

    /// Adds an entry, whose number is behind all others; the oldest goes when there is no room.
    public mutating func append(_ entry: Entry) {
        added += 1
        if kept.count >= capacity { dropped += 1 }
        if kept.count >= 2 * capacity { kept.removeFirst(capacity + 1) }
        kept.append(entry)
    }
}
