/// Why a peer is not authenticated.
public enum EAPFailure: Hashable, Sendable, CustomStringConvertible {
    /// The server refuses it; the method is `nil` when none was under way.
    case refused(EAPType?)
    /// The server wanted this method, which the peer cannot do, and none of those that it can.
    case noCommonMethod(wanted: EAPType)
    /// The TLS handshake failed.
    case tls(String)
    /// The server's commitment of TLS 1.3 is another than one octet of zero (RFC 9190 2.5).
    case wrongCommitment(octets: Int)
    /// The conversation does not come to an end.
    case tooManyRounds(limit: Int)

    /// The reason, and what helps.
    public var description: String {
        switch self {
        case .refused(.md5Challenge?): "the server refuses user or password"
        case .refused(let method?): "the server refuses the device after \(method)"
        case .refused(nil): "the server refuses the user"
        case .noCommonMethod(let wanted):
            "the server wants \(wanted); EAP-TLS needs a device certificate, EAP-MD5 a password"
        case .tls(let reason): "TLS: \(reason)"
        case .wrongCommitment(let octets): "expected one octet of zero after the handshake, found \(octets) others"
        case .tooManyRounds(let limit): "no end after \(limit) requests"
        }
    }
}
