public import Faults
public import NetworkValues

/// The newest faults and notices that are durable, each with the number of its record in the journal. It is read from the
/// journal at the start, so that it goes on behind a restart.
public struct EventLog: Sendable {
    /// A fault or notice with the number of its record.
    public struct Entry: Sendable, Hashable {
        /// What receivers of notifications are told of.
        public enum Content: Sendable, Hashable {
            /// An alarm raised, cleared or timed out, or an event.
            case fault(FaultRecord)
            /// A start of the agent, a link that came up or broke, and the like, as its line in the journal says it.
            case notice(String, at: Timestamp)
        }

        /// The number in the journal, from 1.
        public var number: UInt64
        /// What happened.
        public var content: Content

        /// Makes an entry.
        public init(number: UInt64, content: Content) {
            self.number = number
            self.content = content
        }

        /// Makes the entry of a fault.
        public init(number: UInt64, record: FaultRecord) {
            self.init(number: number, content: .fault(record))
        }

        /// The fault; `nil` for a notice.
        public var record: FaultRecord? {
            if case .fault(let record) = content { record } else { nil }
        }

        /// When it happened.
        public var time: Timestamp {
            switch content {
            case .fault(let record): record.time
            case .notice(_, let time): time
            }
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

    /// Adds an entry at the place of its number; the oldest goes when there is no room.
    public mutating func append(_ entry: Entry) {
        added += 1
        if kept.count >= capacity { dropped += 1 }
        if kept.count >= 2 * capacity { kept.removeFirst(capacity + 1) }
        var place = kept.endIndex
        while place > 0, kept[place - 1].number > entry.number { place -= 1 }
        kept.insert(entry, at: place)
    }
}
