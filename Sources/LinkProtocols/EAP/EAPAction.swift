/// What the EAP peer wants done, or tells.
public enum EAPAction: Hashable, Sendable {
    /// Send this packet.
    case respond([UInt8])
    /// Begin a TLS handshake as client, and give its first records to `EAPPeer.tls`.
    case startTLS
    /// Give these records to the TLS client, and what it answers to `EAPPeer.tls`.
    case feedTLS([UInt8])
    /// Forget the TLS client.
    case stopTLS
    /// The server sent a message for people.
    case notification(String)
    /// The server accepts the peer, which was authenticated by this method.
    case succeeded(EAPType)
    /// The peer is not authenticated.
    case failed(EAPFailure)
    /// A packet was passed over.
    case discarded(EAPError)
}
