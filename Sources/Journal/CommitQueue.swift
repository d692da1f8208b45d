/// What waits to be made durable. A value: it knows nothing of files, threads or time.
///
/// The writer takes a batch as soon as it is idle, so a lone record waits for one synchronisation and nothing else; what
/// arrives meanwhile forms the next batch. Nothing is held back to fill a batch, so no record waits for longer than the
/// commit under way and its own, which is what a limit of 10 ms was to promise.
struct CommitQueue {
    /// One call's work: all of it is committed in one transaction.
    struct Request: Sendable {
        var contents: [JournalContent] = []
        var alarms: [AlarmStateChange] = []
        var cursors: [CursorChange] = []
        var completion: @Sendable (Result<ClosedRange<UInt64>?, JournalError>) -> Void

        /// What it counts against the limit of a batch.
        var weight: Int { max(1, contents.count) }
    }

    private var waiting: [Request] = []
    private var head = 0
    /// Records that wait.
    private(set) var pending = 0
    /// Whether the writer was told to come.
    private(set) var isScheduled = false

    /// Adds a call's work. Returns whether the writer must be told to come, or `nil` when there is no room.
    mutating func add(_ request: Request, maximumPending: Int) -> Bool? {
        guard request.weight <= maximumPending - pending else { return nil }
        waiting.append(request)
        pending += request.weight
        defer { isScheduled = true }
        return !isScheduled
    }

    /// Takes whole calls up to `limit` records together, at least one call; none when nothing waits, and then the writer
    /// must be told to come again.
    mutating func take(limit: Int) -> [Request] {
        var batch: [Request] = []
        var weight = 0
        while head < waiting.count, batch.isEmpty || weight + waiting[head].weight <= limit {
            weight += waiting[head].weight
            batch.append(waiting[head])
            head += 1
        }
        pending -= weight
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 1024 {
            waiting.removeFirst(head)
            head = 0
        }
        isScheduled = !batch.isEmpty
        return batch
    }
}

/// A change to a cursor.
enum CursorChange: Sendable, Equatable {
    /// A new cursor stands at this record.
    case create(name: String, position: UInt64)
    /// Its peer has all records up to this one; whether beyond doubt.
    case advance(name: String, to: UInt64, isConfirmed: Bool)
    /// It is gone.
    case remove(name: String)
}
