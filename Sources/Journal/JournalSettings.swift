/// How much the journal keeps and how it commits.
public struct JournalSettings: Hashable, Sendable {
    /// The most bytes that records and state may take in the file. Free pages in it and the write-ahead log, up to
    /// 16 MiB, come on top.
    public var maximumBytes: Int64
    /// The age in seconds after which a record is dropped; 0 keeps records of every age.
    public var maximumAgeSeconds: Int64
    /// The most records that one commit makes durable, unless a single call brings more.
    public var recordsPerCommit: Int
    /// The most records that may wait for a commit; more are refused.
    public var maximumPending: Int
    /// Files up to this size are checked page by page when they are opened, larger ones only when damage was met.
    public var checkedBytes: Int64

    /// Makes settings; each is brought into its range: at least 1 MiB, and 1 record per commit.
    public init(
        maximumBytes: Int64 = 1 << 30, maximumAgeSeconds: Int64 = 366 * 86_400, recordsPerCommit: Int = 64,
        maximumPending: Int = 65_536, checkedBytes: Int64 = 32 << 20
    ) {
        self.maximumBytes = max(1 << 20, maximumBytes)
        self.maximumAgeSeconds = max(0, maximumAgeSeconds)
        self.recordsPerCommit = max(1, recordsPerCommit)
        self.maximumPending = max(1, maximumPending)
        self.checkedBytes = max(0, checkedBytes)
    }
}
