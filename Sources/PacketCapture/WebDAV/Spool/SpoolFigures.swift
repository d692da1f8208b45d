/// How the spool stands.
public struct SpoolFigures: Hashable, Sendable {
    /// Files that the server does not have, without the one that is written.
    public var filesWaiting = 0
    /// Their octets.
    public var octetsWaiting: UInt64 = 0
    /// Those of them that the server has refused, and that are tried again later.
    public var filesRefused = 0
    /// Octets of all files on the disk.
    public var usedOctets: UInt64 = 0
    /// The most that they may have together.
    public var limitOctets: UInt64 = 0
    /// The file that is written; `nil` for none.
    public var currentFile: String?
    /// Its octets.
    public var currentOctets: UInt64 = 0
    /// The traces of crashes on the disk, whether the server has them or not.
    public var crashFiles: [String] = []
    /// What was lost since the start because the spool was full.
    public var droppedByLimit = SpoolLoss()
    /// What was lost since the start because the disk did not take it.
    public var droppedByDisk = SpoolLoss()
    /// What the disk does not take now, in words; empty while all is well.
    public var error = ""

    /// Nothing yet.
    public init() {}

    /// Everything that was lost since the start.
    public var dropped: SpoolLoss { droppedByLimit + droppedByDisk }
}
