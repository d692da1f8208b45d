/// The peer of an EAP conversation as a value (RFC 3748, RFC 4137): identity, notification, MD5 challenge and EAP-TLS.
///
/// A request that comes again gets the same response again. A success counts only when the method under way has done its
/// part: EAP-TLS must have finished its handshake, with TLS 1.3 the server's commitment as well (RFC 9190 2.1.1). TLS
/// itself is done elsewhere: `startTLS` and `feedTLS` ask for it, `tls(_:)` takes what it answers.
public struct EAPPeer: Sendable {
    /// MD5 of octets: 16 octets.
    public typealias Digest = @Sendable ([UInt8]) -> [UInt8]

    /// The most requests of one conversation.
    public static let roundLimit = 200

    /// What it authenticates with.
    public let credentials: EAPCredentials
    /// The method under way; `nil` before the server chose one that the peer can do.
    public internal(set) var method: EAPType?
    /// Requests that were answered since the conversation began.
    public private(set) var rounds = 0

    private let digest: Digest
    let fragmentSize: Int
    /// The identifier of the request that was answered last, or is being answered.
    var lastIdentifier: UInt8?
    /// The response to it; `nil` while TLS works on it.
    var lastResponse: [UInt8]?
    var tlsState: EAPTLSState?
    private var refusedMethod: EAPType?

    /// Makes a peer at the beginning of a conversation.
    public init(
        credentials: EAPCredentials, fragmentSize: Int = EAPTLSFragments.defaultSize, md5: @escaping Digest
    ) {
        self.credentials = credentials
        self.fragmentSize = fragmentSize
        digest = md5
    }

    /// Begins a new conversation. Returns `stopTLS` when TLS was under way.
    public mutating func reset() -> [EAPAction] {
        let actions: [EAPAction] = tlsState == nil ? [] : [.stopTLS]
        method = nil
        rounds = 0
        lastIdentifier = nil
        lastResponse = nil
        tlsState = nil
        refusedMethod = nil
        return actions
    }

    /// Takes a packet. Returns what must be done, in this order.
    public mutating func receive(_ bytes: Span<UInt8>, in range: Range<Int>) -> [EAPAction] {
        do throws(EAPError) {
            let packet = try EAPPacket(bytes, in: range)
            switch packet.code {
            case .request: return try request(packet, bytes)
            case .response: throw .response
            case .success: return try success(packet)
            case .failure: return try failure(packet)
            }
        } catch {
            return [.discarded(error)]
        }
    }

    private mutating func request(_ packet: EAPPacket, _ bytes: Span<UInt8>) throws(EAPError) -> [EAPAction] {
        guard let type = packet.type else { return [] }
        if packet.identifier == lastIdentifier {
            guard let lastResponse else { throw .dataWhileWaiting }
            return [.respond(lastResponse)]
        }
        guard rounds < Self.roundLimit else { return reset() + [.failed(.tooManyRounds(limit: Self.roundLimit))] }
        switch type {
        case .identity:
            // The server begins anew.
            let actions = reset()
            return actions + respond(packet.identifier, .identity, Array(credentials.user.utf8))
        case .notification:
            let text = LinkText.text(bytes, packet.data)
            return [.notification(text)] + respond(packet.identifier, .notification)
        default:
            return try method(type, packet, bytes)
        }
    }

    private mutating func method(
        _ type: EAPType, _ packet: EAPPacket, _ bytes: Span<UInt8>
    ) throws(EAPError) -> [EAPAction] {
        if let method, method != type { throw .unexpectedMethod(expected: method, found: type) }
        guard credentials.methods.contains(type) else {
            refusedMethod = type
            let wanted = credentials.methods.map(\.rawValue)
            return respond(packet.identifier, .nak, wanted.isEmpty ? [0] : wanted)
        }
        return type == .tls ? try tlsRequest(packet, bytes) : try md5Request(packet, bytes)
    }

    /// The challenge's value follows its size; the answer is the digest of identifier, password and value (RFC 3748 5.4, RFC
    /// 1994 4.1).
    private mutating func md5Request(_ packet: EAPPacket, _ bytes: Span<UInt8>) throws(EAPError) -> [EAPAction] {
        var cursor = OctetCursor(packet.data, in: bytes)
        guard let size = cursor.octet(in: bytes), size > 0 else { throw .challengeMissing(needed: 1, found: 0) }
        let found = cursor.left
        guard let value = cursor.take(Int(size)) else { throw .challengeMissing(needed: Int(size), found: found) }
        method = .md5Challenge
        let answer = digest([packet.identifier] + Array(credentials.password.utf8) + bytes.octets(in: value))
        return respond(packet.identifier, .md5Challenge, [UInt8(truncatingIfNeeded: answer.count)] + answer)
    }

    private mutating func success(_ packet: EAPPacket) throws(EAPError) -> [EAPAction] {
        try checkIdentifier(packet)
        guard let method, method == .md5Challenge || tlsState?.isProven == true else { throw .prematureSuccess }
        return reset() + [.succeeded(method)]
    }

    private mutating func failure(_ packet: EAPPacket) throws(EAPError) -> [EAPAction] {
        try checkIdentifier(packet)
        if tlsState?.isCommitted == true { throw .failureAfterSuccess }
        let reason: EAPFailure
        if let failure = tlsState?.failure {
            reason = .tls(failure)
        } else if method == nil, let refusedMethod {
            reason = .noCommonMethod(wanted: refusedMethod)
        } else {
            reason = .refused(method)
        }
        return reset() + [.failed(reason)]
    }

    /// Success and failure answer the last response, and so have its identifier (RFC 3748 4.2); some authenticators count
    /// one further.
    private func checkIdentifier(_ packet: EAPPacket) throws(EAPError) {
        guard let lastIdentifier, lastResponse != nil,
            packet.identifier == lastIdentifier || packet.identifier == lastIdentifier &+ 1
        else { throw .unexpectedIdentifier(expected: lastIdentifier, found: packet.identifier) }
    }

    mutating func respond(_ identifier: UInt8, _ type: EAPType, _ data: [UInt8] = []) -> [EAPAction] {
        let response = EAPPacket.response(identifier, type, data)
        lastIdentifier = identifier
        lastResponse = response
        rounds += 1
        return [.respond(response)]
    }
}
