public import NetworkValues

/// How the journal stands, for the console, the command line and the metrics.
public struct JournalStatus: Sendable {
    /// One cursor.
    public struct Cursor: Sendable {
        /// Its name.
        public var name: String
        /// The last record that its peer has.
        public var position: UInt64
        /// Records that were dropped before they were delivered, since it was created.
        public var lost: UInt64
        /// Records that it has still to deliver.
        public var behind: UInt64
    }

    /// What was counted since the journal was opened.
    public struct Counters: Hashable, Sendable {
        /// Records made durable.
        public var appended: UInt64 = 0
        /// Transactions.
        public var commits: UInt64 = 0
        /// The most records that one transaction made durable.
        public var largestCommit: Int = 0
        /// Calls that failed because the disk was full.
        public var refusedForDiskFull: UInt64 = 0
        /// Calls that failed because too much waited.
        public var refusedForOverload: UInt64 = 0
        /// Calls that failed otherwise.
        public var failed: UInt64 = 0
        /// Records dropped by age.
        public var droppedForAge: UInt64 = 0
        /// Records dropped by size.
        public var droppedForSize: UInt64 = 0
        /// Records dropped because the disk was full.
        public var droppedForDiskFull: UInt64 = 0
    }

    /// The number of the oldest record that is kept; `lastNumber + 1` when there is none.
    public var firstNumber: UInt64
    /// The number of the newest record; 0 before the first.
    public var lastNumber: UInt64
    /// Records that wait to be made durable.
    public var pending: Int
    /// The size of the file in bytes.
    public var fileBytes: Int64
    /// The size of the write-ahead log in bytes.
    public var logBytes: Int64
    /// Since when the disk has been full; `nil` while it is not.
    public var diskFullSince: Timestamp?
    /// The name under which a damaged file was set aside when the journal was opened.
    public var setAsideFile: String?
    /// The cursors by name.
    public var cursors: [Cursor]
    /// What was counted.
    public var counters: Counters
}
