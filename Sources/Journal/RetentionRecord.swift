public import NetworkValues

/// What the journal tells about itself: records that it dropped, and for whom they are lost.
public struct RetentionRecord: Hashable, Sendable {
    /// Why records were dropped.
    public enum Reason: UInt8, Sendable, CaseIterable {
        /// They were older than the journal keeps.
        case age = 0
        /// The journal was larger than it may be.
        case size = 1
        /// The disk was full, and the oldest made room for the newest.
        case diskFull = 2
        /// The journal's file was damaged: it was set aside and a fresh one begun. How many are lost is not known.
        case setAside = 3
    }

    /// What one cursor lost: records that were dropped before it had passed them.
    public struct Loss: Hashable, Sendable {
        /// The cursor's name.
        public var cursor: String
        /// How many records it lost.
        public var count: UInt64

        /// Makes a loss.
        public init(cursor: String, count: UInt64) {
            self.cursor = cursor
            self.count = count
        }
    }

    /// Why.
    public var reason: Reason
    /// The numbers of the dropped records; `nil` when they are not known.
    public var dropped: ClosedRange<UInt64>?
    /// Who lost what, by name; cursors that had passed all of them are not named.
    public var losses: [Loss]
    /// The name of the file that was set aside, in the journal's folder.
    public var setAsideFile: String?
    /// When.
    public var time: Timestamp

    /// Makes a record.
    public init(
        reason: Reason, dropped: ClosedRange<UInt64>?, losses: [Loss] = [], setAsideFile: String? = nil, time: Timestamp
    ) {
        self.reason = reason
        self.dropped = dropped
        self.losses = losses
        self.setAsideFile = setAsideFile
        self.time = time
    }
}

extension RetentionRecord: CustomStringConvertible {
    /// One sentence for logs and lists.
    public var description: String {
        let what = dropped.map { "dropped \($0.count) records, \($0.lowerBound) to \($0.upperBound)" }
        let lost =
            losses.isEmpty ? "" : "; lost for " + losses.map { "\($0.cursor): \($0.count)" }.joined(separator: ", ")
        switch reason {
        case .age: return (what ?? "dropped records") + " over the age limit" + lost
        case .size: return (what ?? "dropped records") + " over the size limit" + lost
        case .diskFull: return (what ?? "dropped records") + " because the disk is full" + lost
        case .setAside: return "the journal was damaged; it was set aside as \(setAsideFile ?? "another file")"
        }
    }
}
