public import Settings
public import TLSKit
public import WebClient

/// What WebDAV PCAP does.
public struct WebDAVConfiguration: Hashable, Sendable {
    /// The directory that files are put into; `nil` captures nothing.
    public var url: WebURL?
    /// The user, where the server wants one.
    public var user: String?
    /// The user's password.
    public var password: Secret?
    /// The interface that is captured; `nil` for the first that is up.
    public var interface: String?
    /// Which packets, in the language of pcap-filter(7); empty for all.
    public var filter = ""
    /// Octets of a packet that are kept.
    public var snapLength = 262_144
    /// Octets of a file, in millions.
    public var sizeMegabytes = 20
    /// Octets of all files on the disk, in millions.
    public var spoolMegabytes = 200
    /// Octets that may wait for the disk, in millions.
    public var bufferMegabytes = 8
    /// Seconds after which the file that is written is sent again.
    public var refreshSeconds = 60
    /// Minutes of the trace before a crash; 0 for none.
    public var crashMinutes = 5
    /// Whether the directory is made when it is missing.
    public var makesDirectory = false
    /// How far the certificate of a server under TLS is checked.
    public var certificateCheck = TLSConfiguration.Verification.full
    /// Whether records of the log stand between the packets. Who starts the service says so.
    public var takesTrace = false

    /// The defaults, which capture nothing.
    public init() {}

    /// What the web client shows who we are by.
    public var credentials: [WebCredentials] {
        guard let url, let user else { return [] }
        return [WebCredentials(prefix: url, user: user, password: password ?? Secret(""))]
    }

    var limits: SpoolLimits {
        SpoolLimits(
            segmentOctets: UInt64(sizeMegabytes) * 1_000_000, spoolOctets: UInt64(spoolMegabytes) * 1_000_000,
            crashMinutes: crashMinutes)
    }
}
