/// What a handshake came to.
public struct TLSSession: Sendable {
    /// The version, such as `TLSv1.3`.
    public let version: String
    /// The cipher suite by its standard name, such as `TLS_AES_256_GCM_SHA384`.
    public let cipher: String
    /// The application protocol that was agreed on; `nil` for none.
    public let applicationProtocol: String?
    /// The name that the client asked for; `nil` for none.
    public let serverName: String?
    /// The certificates that the peer sent, its own first; empty when it sent none, or was not asked.
    public internal(set) var peerChain: [Certificate]
    /// Whether a session from before was resumed.
    public let isResumed: Bool
}

/// What a `TLSHandler` tells the handlers behind it, as user inbound events.
public enum TLSEvent: Sendable {
    /// The handshake is done; plaintext follows.
    case handshakeCompleted(TLSSession)
    /// The connection ended without the peer saying so: something may have been cut off (RFC 8446 6.1).
    case truncated
}
