public import NetworkValues

/// How remote write to one server stands.
public struct RemoteWriteStatus: Sendable, Equatable {
    /// What the server does.
    public enum State: String, Sendable {
        /// Nothing was sent yet.
        case waiting
        /// It took the last request.
        case ok
        /// It cannot be reached, or is not well; it is tried again.
        case failing
        /// It does not take requests because of the settings, such as a wrong password; it is tried again.
        case refused
    }

    /// Why samples were not delivered.
    public enum Drop: String, Sendable, CaseIterable {
        /// They were older than the settings or the server allow.
        case tooOld = "too_old"
        /// The server has later ones of the same series.
        case outOfOrder = "out_of_order"
        /// The server does not want them for another reason.
        case refused
    }

    /// The server's number.
    public var index: Int
    /// Its URL.
    public var url: String
    /// What it does.
    public var state = State.waiting
    /// Samples that it took.
    public var sent: UInt64 = 0
    /// Octets of the requests that it took, compressed.
    public var sentBytes: UInt64 = 0
    /// Requests that were sent again.
    public var retries: UInt64 = 0
    /// Samples that were dropped, by reason.
    public var dropped: [Drop: UInt64] = [:]
    /// The last row that is dealt with.
    public var position: Timestamp?
    /// The last error; empty for none.
    public var lastError = ""
    /// When it came.
    public var lastErrorAt: Timestamp?

    init(_ server: RemoteWriteServer) {
        index = server.index
        url = server.url
    }
}
