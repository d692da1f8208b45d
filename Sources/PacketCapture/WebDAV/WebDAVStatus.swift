public import NetworkValues

/// How WebDAV PCAP stands (manual 4.23.12).
public struct WebDAVStatus: Hashable, Sendable {
    /// The connection to the server, in the words of the manual.
    public enum State: String, Hashable, Sendable {
        /// No URL is set.
        case off = "off"
        /// Nothing is known of the server yet.
        case connecting = "Connecting"
        /// The server is there and takes files.
        case connected = "Connected"
        /// The server is not there, or does not take files; `reason` says why.
        case failed = "Connection error"
    }

    /// The connection.
    public var state = State.off
    /// Why files are not taken; empty while all is well.
    public var reason = ""
    /// The directory; empty for none.
    public var url = ""
    /// When the server last took a file.
    public var lastSuccess: Timestamp?
    /// Whole files that the server took since the start.
    public var uploadedFiles: UInt64 = 0
    /// Octets that it took, with what was sent of files that were still written.
    public var uploadedOctets: UInt64 = 0
    /// How often it took what there was of the file that is written.
    public var refreshes: UInt64 = 0
    /// How often something was tried again.
    public var retries: UInt64 = 0
    /// The files on the disk.
    public var spool = SpoolFigures()
    /// The interface that is captured; empty for none.
    public var interface = ""
    /// What became of its packets since the start.
    public var counts = CaptureCounts()
    /// Why nothing is captured; empty while all is well.
    public var captureError = ""

    /// Nothing.
    public init() {}
}
