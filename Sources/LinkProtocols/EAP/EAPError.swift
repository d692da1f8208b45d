/// Why an EAP packet is refused, or discarded in the state that the conversation is in.
public enum EAPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Fewer octets than the header takes.
    case truncated(needed: Int, found: Int)
    /// A code that is not known.
    case unknownCode(UInt8)
    /// The length reaches behind what came.
    case lengthOverrun(length: Int, left: Int)
    /// The length is shorter than what the code needs.
    case lengthTooShort(needed: Int, length: Int)

    /// A response, which a peer never receives.
    case response
    /// A success or failure that answers another response than the last one.
    case unexpectedIdentifier(expected: UInt8?, found: UInt8)
    /// Another method than the one that is under way.
    case unexpectedMethod(expected: EAPType, found: EAPType)
    /// A success before the method proved anything.
    case prematureSuccess
    /// A failure after the method proved that the server succeeded (RFC 9190 2.1.1).
    case failureAfterSuccess
    /// An MD5 challenge without a value.
    case challengeMissing(needed: Int, found: Int)

    /// EAP-TLS: no flags.
    case flagsMissing
    /// EAP-TLS: the flags announce a length that is not there.
    case totalLengthMissing(found: Int)
    /// EAP-TLS: a message longer than what is taken.
    case messageTooLong(limit: Int, found: Int)
    /// EAP-TLS: fragments of one message announce different lengths.
    case totalLengthChanged(first: Int, now: Int)
    /// EAP-TLS: fragments have more octets than were announced.
    case fragmentOverrun(announced: Int, found: Int)
    /// EAP-TLS: the last fragment came, and octets are missing.
    case incomplete(announced: Int, found: Int)
    /// EAP-TLS: more fragments are announced by one that has nothing in it.
    case emptyFragment
    /// EAP-TLS: data came while fragments of our own wait for acknowledgment.
    case dataWhileSending
    /// EAP-TLS: a packet came before the answer to the one before it was made.
    case dataWhileWaiting
    /// EAP-TLS: an acknowledgment or data came before the start.
    case notStarted

    /// What was expected and what came.
    public var description: String {
        switch self {
        case .truncated(let needed, let found): "expected an EAP header of \(needed) octets, found \(found)"
        case .unknownCode(let code): "expected an EAP code 1 to 4, found \(code)"
        case .lengthOverrun(let length, let left): "expected an EAP packet of at most \(left) octets, found \(length)"
        case .lengthTooShort(let needed, let length):
            "expected an EAP packet of at least \(needed) octets, found \(length)"
        case .response: "expected a request, success or failure, found a response"
        case .unexpectedIdentifier(let expected, let found):
            "expected identifier \(expected.map { "\($0)" } ?? "of a response, before there was one"), found \(found)"
        case .unexpectedMethod(let expected, let found): "expected \(expected), found \(found)"
        case .prematureSuccess: "expected a method to be done before success, found none"
        case .failureAfterSuccess: "expected success after the server's commitment, found failure"
        case .challengeMissing(let needed, let found): "expected a challenge of \(needed) octets, found \(found)"
        default: tlsDescription
        }
    }

    private var tlsDescription: String {
        switch self {
        case .flagsMissing: "expected EAP-TLS flags, found the end"
        case .totalLengthMissing(let found): "expected a TLS length of 4 octets, found \(found)"
        case .messageTooLong(let limit, let found): "expected a TLS message of at most \(limit) octets, found \(found)"
        case .totalLengthChanged(let first, let now): "expected TLS length \(first) again, found \(now)"
        case .fragmentOverrun(let announced, let found): "expected \(announced) TLS octets, found \(found)"
        case .incomplete(let announced, let found): "expected \(announced) TLS octets, found the end after \(found)"
        case .emptyFragment: "expected a fragment with data, found an empty one"
        case .dataWhileSending: "expected an acknowledgment of our fragment, found data"
        case .dataWhileWaiting: "expected nothing before our answer, found another packet"
        case .notStarted: "expected the start of EAP-TLS, found something else"
        default: "malformed"
        }
    }

    /// Whether the packet's own length is wrong (dot1xSuppEapLengthErrorFramesRx).
    public var isLengthError: Bool {
        switch self {
        case .truncated, .lengthOverrun, .lengthTooShort: true
        default: false
        }
    }
}
