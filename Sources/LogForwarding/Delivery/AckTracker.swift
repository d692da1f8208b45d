import NetworkValues

/// Which records a peer's kernel has, by the octets that it acknowledged on one connection.
///
/// A mark says that everything up to a record had left by an offset in the stream. The marks are few: one for each batch.
struct AckTracker: Sendable {
    /// Marks at once; more are merged into the last, which settles later then.
    static let markLimit = 4096

    private struct Mark {
        var offset: UInt64
        var number: UInt64
    }

    private var marks: [Mark] = []
    private var head = 0
    /// The last record that the peer's kernel has.
    private(set) var settled: UInt64
    /// The last record that was given to the connection.
    private(set) var sent: UInt64
    /// Octets given to the connection, as they go over the wire.
    private(set) var sentOctets: UInt64 = 0
    /// Octets that the peer's kernel acknowledged.
    private(set) var acknowledgedOctets: UInt64 = 0
    /// When the acknowledged octets last grew, or sending began behind an idle time.
    private var progressAt: Timestamp

    /// Begins behind record `number`.
    init(settled number: UInt64, at now: Timestamp) {
        settled = number
        sent = number
        progressAt = now
    }

    /// Whether something is under way.
    var isOutstanding: Bool { head < marks.count }

    /// The records up to `number` have left or were left out; the stream then stood at `offset`.
    mutating func hasSent(upTo number: UInt64, offset: UInt64, at now: Timestamp) {
        sent = max(sent, number)
        if !isOutstanding {
            progressAt = now
            if offset <= acknowledgedOctets {
                // Only records without interest since the last acknowledgement.
                settled = max(settled, number)
                sentOctets = max(sentOctets, offset)
                return
            }
        }
        sentOctets = max(sentOctets, offset)
        if let last = marks.last, last.offset == offset || marks.count - head >= Self.markLimit {
            marks[marks.count - 1] = Mark(offset: offset, number: number)
        } else {
            marks.append(Mark(offset: offset, number: number))
        }
    }

    /// The peer's kernel has acknowledged `octets`. Returns whether more records are settled than before.
    mutating func acknowledge(_ octets: UInt64, at now: Timestamp) -> Bool {
        if octets > acknowledgedOctets {
            acknowledgedOctets = octets
            progressAt = now
        }
        let before = settled
        while head < marks.count, marks[head].offset <= acknowledgedOctets {
            settled = max(settled, marks[head].number)
            head += 1
        }
        if head == marks.count {
            marks.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 512 {
            marks.removeFirst(head)
            head = 0
        }
        return settled > before
    }

    /// Milliseconds for which the peer has acknowledged nothing although something is under way; 0 otherwise.
    func stalledMilliseconds(at now: Timestamp) -> Int64 {
        isOutstanding ? max(0, now.milliseconds(since: progressAt)) : 0
    }
}
