import Glibc
public import NetworkValues
import Synchronization
import Threads
import Waking

/// Looks names up by the system's resolver.
///
/// `getaddrinfo` cannot be ended: with a name service that is dead it waits 10 to 30 s. So it runs on threads of its own, of
/// which there are few, and who asked can leave at any time. A name that is looked up already is not looked up twice: who
/// asks for it waits for the same answer. While all threads wait, further names wait for one of them.
public final class NameResolver: Sendable {
    /// What is asked.
    public struct Question: Hashable, Sendable {
        /// The addresses that are wanted.
        public enum Family: Hashable, Sendable {
            /// Those of both families, in the order that the system prefers.
            case any
            /// Those of IPv4.
            case ipv4
            /// Those of IPv6.
            case ipv6
        }

        /// A name, or an address as text.
        public var host: String
        /// The addresses that are wanted.
        public var family: Family
        /// Leaves out the addresses of a family of which this host has none itself (`AI_ADDRCONFIG`, RFC 3493 6.1).
        public var isUsable: Bool

        /// Asks for the addresses of a host.
        public init(_ host: String, family: Family = .any, isUsable: Bool = false) {
            self.host = host
            self.family = family
            self.isUsable = isUsable
        }
    }

    /// There is no address.
    public struct Failure: Error, Hashable, CustomStringConvertible {
        /// What was asked for.
        public var host: String
        /// Why it has none, in the system's words.
        public var reason: String

        /// Makes a failure.
        public init(host: String, reason: String) {
            self.host = host
            self.reason = reason
        }

        /// Both.
        public var description: String { "no address for \(host): \(reason)" }
    }

    /// The resolver of this process.
    public static let shared = NameResolver()
    /// Names that are looked up at once.
    public static let threadLimit = 16
    /// Tasks that wait for an answer; who comes when there are so many is refused.
    public static let askerLimit = 1024

    private typealias Answer = FirstAnswer<[IPAddress]>

    private struct State {
        /// Who waits for the answer to a question, whether a thread works at it or it waits for one.
        var askers: [Question: [Answer]] = [:]
        /// The questions that wait for a thread.
        var waiting: [Question] = []
        var threads = 0
    }

    private let state = Mutex(State())
    private let threadLimit: Int
    private let askerLimit: Int
    private let lookUp: @Sendable (Question) throws(Failure) -> [IPAddress]

    /// Makes a resolver. `lookUp` finds the addresses, on a thread that may wait.
    public init(
        threadLimit: Int = NameResolver.threadLimit, askerLimit: Int = NameResolver.askerLimit,
        lookUp: @escaping @Sendable (Question) throws(Failure) -> [IPAddress] = NameResolver.systemAddresses
    ) {
        self.threadLimit = threadLimit
        self.askerLimit = askerLimit
        self.lookUp = lookUp
    }

    /// The addresses of a host, at least one; an address is itself.
    ///
    /// Throws `Failure` when there is none, or too many ask. Throws `CancellationError` at once when the task is cancelled;
    /// the system may go on looking meanwhile.
    public func addresses(_ question: Question) async throws -> [IPAddress] {
        if question.family == .any, let address = IPAddress(question.host) { return [address] }
        let answer = Answer()
        try ask(question, answer)
        do {
            return try await answer.value()
        } catch {
            leave(question, answer)
            throw error
        }
    }

    private func ask(_ question: Question, _ answer: Answer) throws(Failure) {
        let (hasRoom, startsThread) = state.withLock { state -> (Bool, Bool) in
            guard state.askers.values.reduce(0, { $0 + $1.count }) < askerLimit else { return (false, false) }
            if state.askers[question] != nil {
                state.askers[question]?.append(answer)
                return (true, false)
            }
            state.askers[question] = [answer]
            state.waiting.append(question)
            guard state.threads < threadLimit else { return (true, false) }
            state.threads += 1
            return (true, true)
        }
        guard hasRoom else {
            throw Failure(host: question.host, reason: "\(askerLimit) lookups wait already for the name service")
        }
        if startsThread { startThread() }
    }

    /// Somebody waits no longer. What no thread works at yet is not looked up for nobody.
    private func leave(_ question: Question, _ answer: Answer) {
        state.withLock { state in
            state.askers[question]?.removeAll { $0 === answer }
            guard state.askers[question]?.isEmpty == true, let place = state.waiting.firstIndex(of: question) else {
                return
            }
            state.waiting.remove(at: place)
            state.askers[question] = nil
        }
    }

    // MARK: The threads

    private func startThread() {
        if SystemThread.detach(name: "resolve", body: { self.work() }) { return }
        // Those threads that there are take what waits. Without any, nobody would.
        let refused = state.withLock { state -> [(Question, [Answer])] in
            state.threads -= 1
            guard state.threads == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting.map { ($0, state.askers.removeValue(forKey: $0) ?? []) }
        }
        for (question, answers) in refused {
            let failure = Failure(host: question.host, reason: "the system has no thread left for a lookup")
            for answer in answers { answer.answer(.failure(failure)) }
        }
    }

    /// Looks up until nothing waits.
    private func work() {
        while let question = next() {
            let result: Result<[IPAddress], any Error>
            do throws(Failure) {
                result = .success(try lookUp(question))
            } catch {
                result = .failure(error)
            }
            for answer in state.withLock({ $0.askers.removeValue(forKey: question) ?? [] }) { answer.answer(result) }
        }
    }

    private func next() -> Question? {
        state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.threads -= 1
            return nil
        }
    }

    // MARK: The system

    /// Asks the system's resolver, and waits for it. Each address stands once, in the system's order.
    public static func systemAddresses(_ question: Question) throws(Failure) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family =
            switch question.family {
            case .any: AF_UNSPEC
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            }
        // One entry for each address, not one for each kind of socket too.
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        hints.ai_flags = question.isUsable ? AI_ADDRCONFIG : 0
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(question.host, nil, &hints, &list)
        guard code == 0 else { throw Failure(host: question.host, reason: String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        var entry = list
        while let current = entry?.pointee {
            if let address = address(in: current), !found.contains(address) { found.append(address) }
            entry = current.ai_next
        }
        guard !found.isEmpty else { throw Failure(host: question.host, reason: "the name has none of IPv4 or IPv6") }
        return found
    }

    /// The address of an entry. Its octets are read where ip(7) and ipv6(7) have them: beside NIO's names the structures of
    /// the system hide their fields.
    private static func address(in entry: addrinfo) -> IPAddress? {
        let octets = UnsafeRawBufferPointer(start: UnsafeRawPointer(entry.ai_addr), count: Int(entry.ai_addrlen))
        switch entry.ai_family {
        case AF_INET where octets.count >= 8:
            return IPAddress(octets: octets[4..<8])
        case AF_INET6 where octets.count >= 28:
            guard case .v6(let high, let low, _)? = IPAddress(octets: octets[8..<24]) else { return nil }
            return .v6(high: high, low: low, zone: octets.loadUnaligned(fromByteOffset: 24, as: UInt32.self))
        default:
            return nil
        }
    }
}
