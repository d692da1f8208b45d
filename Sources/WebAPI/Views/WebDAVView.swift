public import PacketCapture

/// How WebDAV PCAP stands (manual 4.23.12).
public struct WebDAVView: Codable, Sendable, Equatable {
    /// The state, in the words of the manual; off without a URL.
    public var state: String
    /// Why files are not taken; empty while all is well.
    public var reason: String
    /// The directory.
    public var url: String
    /// The interface that is captured.
    public var interface: String
    /// Why nothing is captured; empty while all is well.
    public var captureError: String
    /// When the server last took a file, as RFC 3339.
    public var lastSuccess: String?
    /// Files that it took.
    public var uploadedFiles: UInt64
    /// Octets that it took.
    public var uploadedOctets: UInt64
    /// Files that wait.
    public var waitingFiles: Int
    /// Octets that wait.
    public var waitingOctets: UInt64
    /// The file that is written; `nil` for none.
    public var currentFile: String?
    /// Octets on the disk.
    public var usedOctets: UInt64
    /// The most that they may be.
    public var limitOctets: UInt64
    /// Traces of crashes on the disk.
    public var crashFiles: [String]
    /// Packets that were lost before the server had them.
    public var droppedPackets: UInt64
    /// What the disk does not take; empty while all is well.
    public var spoolError: String

    /// The view of a status.
    public init(_ status: WebDAVStatus) {
        state = status.state.rawValue
        reason = status.reason
        url = status.url
        interface = status.interface
        captureError = status.captureError
        lastSuccess = status.lastSuccess.map { "\($0)" }
        uploadedFiles = status.uploadedFiles
        uploadedOctets = status.uploadedOctets
        waitingFiles = status.spool.filesWaiting
        waitingOctets = status.spool.octetsWaiting
        currentFile = status.spool.currentFile
        usedOctets = status.spool.usedOctets
        limitOctets = status.spool.limitOctets
        crashFiles = status.spool.crashFiles
        droppedPackets = status.spool.dropped.packets
        spoolError = status.spool.error
    }
}
