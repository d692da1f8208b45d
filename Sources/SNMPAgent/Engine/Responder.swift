import SNMPProtocol
import NetworkValues

/// Answers SNMP messages: admission, versions, security, and what goes around the variable bindings.
///
/// A responder belongs to one thread. It knows no sockets: a datagram goes in, a reply or nothing comes out. In SNMPv1 and
/// v2c it allocates nothing.
final class Responder {
    let limits: ResponderLimits
    let counters: SNMPCounters
    let engine: EngineIdentity
    let failures: AuthenticationFailureReporter
    let processor: PDUProcessor
    let writes: WriteQueue
    let salts: SaltSource
    let transports: TransportCounters
    /// The ciphers of the users of `cipherPolicy`, made as they are needed: they belong to one thread.
    private var ciphers: [CipherKey?] = []
    private var cipherPolicy: AccessPolicy?
    private var limiter: RateLimiter
    private var totalBucket: TokenBucket

    /// Makes a responder of the engine that has `shared`.
    init(_ shared: EngineShared, limits: ResponderLimits) {
        engine = shared.identity
        counters = shared.counters
        failures = shared.failures
        salts = shared.salts
        transports = shared.transports
        writes = shared.writes
        self.limits = limits
        processor = PDUProcessor(
            requestCapacity: limits.maximumRequest, maximumRepetitions: limits.maximumRepetitions, counters: counters)
        limiter = RateLimiter(rate: limits.requestsPerSource)
        totalBucket = TokenBucket(burst: limits.requestsInAll * 2, at: 0)
    }

    /// What a batch of messages is answered from.
    struct Context {
        unowned(unsafe) let image: MIBImage
        unowned(unsafe) let policy: AccessPolicy
        /// Milliseconds of the engine's clock.
        let now: UInt64
        /// The way of replies that come later; without it no SET is taken.
        unowned(unsafe) var late: (any LateReplyPath)?
    }

    /// A message as it came. Its octets may be written to: decryption works in place.
    struct Arrival {
        let message: ReceivedMessage
        let isTruncated: Bool
        let source: MessageSource
        /// Who is at the other end of the connection that it came over; `nil` without TLS.
        var session: TransportSession?
        /// Which of the messages at hand it is, for replies that come later.
        var position = 0
    }

    /// Answers a message: the reply is made in `room`; `nil` for none.
    func respond(to arrival: Arrival, context: Context, room: ReplyRoom) -> Reply? {
        counters.add(.inPkts)
        guard admits(arrival, context) else { return nil }
        guard let (version, message) = arrival.message.read({ bytes in Self.opened(bytes) }) else {
            counters.add(.inASNParseErrs)
            return nil
        }
        let reply: Reply?
        switch version {
        case 0, 1:
            guard arrival.session == nil else {
                // A community would make no use of who the certificate says it is.
                transports.add(.streamModelRefused)
                return nil
            }
            reply = respondToCommunity(message, isV1: version == 0, arrival, context, room)
        case 3:
            reply = respondToVersion3(message, arrival, context, room)
        default:
            counters.add(.inBadVersions)
            return nil
        }
        if reply != nil { counters.add(.outPkts) }
        return reply
    }

    /// The number of a message's version, and what follows it; `nil` when it is malformed.
    @inline(__always)
    private static func opened(_ bytes: Span<UInt8>) -> (version: Int32, message: BERReader)? {
        var reader = BERReader(bytes)
        guard var message = try? reader.read(BERTag.sequence, in: bytes), reader.isAtEnd,
            let version = try? message.readInteger(in: bytes)
        else { return nil }
        return (version, message)
    }

    /// The longest reply to a source.
    func maximumReply(to source: MessageSource) -> Int {
        if case .v4 = source.address { return limits.maximumReplyV4 }
        return limits.maximumReplyV6
    }

    /// The cipher of a user; `nil` when it has none.
    func cipher(of user: Int, _ policy: AccessPolicy) -> CipherKey? {
        if cipherPolicy !== policy {
            cipherPolicy = policy
            ciphers = Array(repeating: nil, count: policy.users.count)
        }
        if let made = ciphers[user] { return made }
        guard let (algorithm, key) = policy.users[user].cipher else { return nil }
        ciphers[user] = CipherKey(algorithm, key: key)
        return ciphers[user]
    }

    /// Whether a message is looked at: cheap checks before any work that a sender could ask for.
    private func admits(_ arrival: Arrival, _ context: Context) -> Bool {
        let source = arrival.source
        guard source.port != 0 else {
            counters.add(.portZero)
            return false
        }
        guard context.policy.networks.allows(source.address) else {
            counters.add(.networkRefused)
            return false
        }
        guard !arrival.isTruncated, arrival.message.count <= limits.maximumRequest else {
            counters.add(.oversized)
            return false
        }
        guard limiter.allows(source.address, at: context.now) else {
            counters.add(.rateLimited)
            return false
        }
        let rate = limits.requestsInAll
        guard rate == 0 || totalBucket.take(1, rate: rate, burst: rate * 2, at: context.now) == 1 else {
            counters.add(.rateLimitedGlobally)
            return false
        }
        return true
    }

    /// Counts a PDU that nobody takes.
    func countUnhandled(_ request: PDUView) {
        switch request.type {
        case .response:
            counters.add(.inGetResponses)
            switch request.errorStatus {
            case 1: counters.add(.inTooBigs)
            case 2: counters.add(.inNoSuchNames)
            case 3: counters.add(.inBadValues)
            case 4: counters.add(.inReadOnlys)
            case 5: counters.add(.inGenErrs)
            default: break
            }
        case .trapV2:
            counters.add(.inTraps)
        default:
            break
        }
        counters.add(.unknownPDUHandlers)
    }

    /// Counts an answer by its error.
    func countAnswer(_ result: PDUResult) {
        counters.add(.outGetResponses)
        switch result.status {
        case .tooBig: counters.add(.outTooBigs)
        case .noSuchName: counters.add(.outNoSuchNames)
        case .genErr: counters.add(.outGenErrs)
        case .authorizationError: counters.add(.authorizationErrors)
        default: break
        }
    }
}
