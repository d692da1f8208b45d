/// What happened lately (manual 4.23.4): a ring of fault records, each with a number of its own.
public struct EventHistory: Sendable {
    /// The most records kept.
    public let capacity: Int
    /// The number of the newest record; 0 before the first.
    public private(set) var lastSequence: UInt32 = 0
    /// Records that newer ones pushed out.
    public private(set) var dropped: UInt64 = 0
    private var ring: [FaultRecord] = []
    private var start = 0

    /// Makes an empty history that keeps at most `capacity` records.
    public init(capacity: Int = 1000) {
        self.capacity = max(1, capacity)
    }

    /// How many records are kept.
    public var count: Int { ring.count }

    /// The number of the oldest record kept; one more than the newest when none is.
    public var firstSequence: UInt32 { lastSequence &- UInt32(ring.count) &+ 1 }

    /// The records, oldest first.
    public var records: [FaultRecord] {
        start == 0 ? ring : Array(ring[start...] + ring[..<start])
    }

    /// The record with a number, if it is kept.
    public subscript(sequence: UInt32) -> FaultRecord? {
        guard sequence >= firstSequence, sequence <= lastSequence, !ring.isEmpty else { return nil }
        return ring[(start + Int(sequence - firstSequence)) % ring.count]
    }

    /// Adds a record; the oldest goes when there is no room.
    public mutating func append(_ record: FaultRecord) {
        lastSequence += 1
        if ring.count < capacity {
            ring.append(record)
            return
        }
        ring[start] = record
        start = (start + 1) % capacity
        dropped += 1
    }

    /// Empties the history; numbers go on.
    public mutating func clear() {
        ring.removeAll()
        start = 0
    }
}
