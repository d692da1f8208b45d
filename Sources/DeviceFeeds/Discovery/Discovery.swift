public import NetworkValues
import Synchronization

/// Searches networks for devices. Finds nothing out that it was not asked for, and changes nothing.
public struct Discovery: Sendable {
    /// The most proposals of a search: as many as the list of devices has room for.
    public static let proposalLimit = 4096

    private let prober: any DiscoveryProber
    private let known: [KnownDevice]
    private let clock: any FeedClock

    /// Makes a search that asks with `prober`, and tells devices that are known already.
    public init(prober: any DiscoveryProber, known: [KnownDevice] = [], clock: any FeedClock) {
        self.prober = prober
        self.known = known
        self.clock = clock
    }

    /// Asks all addresses of the request, and returns what was found. `progress` is called after every answer, in any task.
    /// When the task is cancelled, it returns soon with what was found until then.
    public func run(
        _ request: DiscoveryRequest, progress: @escaping @Sendable (DiscoveryProgress) -> Void = { _ in }
    ) async -> DiscoveryResult {
        let findings = Findings(known, total: request.addressCount)
        var plan = DiscoveryPlan(request, at: clock.now())
        let isComplete = await withTaskGroup(of: Void.self) { group in
            while !Task.isCancelled {
                switch plan.next(at: clock.now()) {
                case .probe(let address):
                    findings.ask()
                    group.addTask { [prober] in
                        let answer = await prober.probe(address)
                        // A cancelled question has no answer, whatever it looks like.
                        guard !Task.isCancelled else { return }
                        progress(findings.take(answer, of: address))
                    }
                case .wait(let deadline):
                    do { try await clock.sleep(until: deadline) } catch {
                        group.cancelAll()
                        return false
                    }
                case .waitForAnswer:
                    await group.next()
                    plan.answered()
                case .finished:
                    return true
                }
            }
            group.cancelAll()
            return false
        }
        return findings.result(isComplete: isComplete)
    }
}

/// How far a search is.
public struct DiscoveryProgress: Hashable, Sendable {
    /// The addresses of the request.
    public internal(set) var addresses: Int
    /// Those that have been asked.
    public internal(set) var asked = 0
    /// Those of which the answer is there, or will not come.
    public internal(set) var done = 0
    /// Devices that are proposed.
    public internal(set) var found = 0
    /// Somebody answered who is no device of these vendors.
    public internal(set) var strangers = 0
    /// Nobody answered.
    public internal(set) var silent = 0
    /// Somebody is there who does not serve the ports.
    public internal(set) var refused = 0
    /// Somebody is there, and none of the credentials fits.
    public internal(set) var withoutCredentials = 0
    /// Another failure.
    public internal(set) var failed = 0
    /// Devices for which there was no room among the proposals.
    public internal(set) var leftOut = 0
}

/// What came of a search.
public struct DiscoveryResult: Hashable, Sendable {
    /// What is proposed, in order of the addresses; at most `Discovery.proposalLimit`.
    public let proposals: [DiscoveryProposal]
    /// Addresses at which somebody is whom none of the credentials fits, in order; at most `Discovery.proposalLimit`.
    public let lacksCredentials: [IPAddress]
    /// How far it came.
    public let progress: DiscoveryProgress
    /// Whether all addresses were asked; not when it was cancelled.
    public let isComplete: Bool
    /// What the first other failure was.
    public let firstFailure: String?
}

/// Gathers what the tasks of a search find.
private final class Findings: Sendable {
    private struct State {
        var progress: DiscoveryProgress
        var proposals: [DiscoveryProposal] = []
        var lacksCredentials: [IPAddress] = []
        var firstFailure: String?
    }

    private let known: KnownDevices
    private let state: Mutex<State>

    init(_ known: [KnownDevice], total: Int) {
        self.known = KnownDevices(known)
        state = Mutex(State(progress: DiscoveryProgress(addresses: total)))
    }

    func ask() { state.withLock { $0.progress.asked += 1 } }

    func take(_ answer: DiscoveryAnswer, of address: IPAddress) -> DiscoveryProgress {
        let proposal = DiscoveryProposal(address, answer, known: known)
        return state.withLock { state in
            state.progress.done += 1
            if let proposal {
                let hasRoom = state.proposals.count < Discovery.proposalLimit
                if hasRoom { state.proposals.append(proposal) } else { state.progress.leftOut += 1 }
                state.progress.found += 1
                return state.progress
            }
            switch answer.failure {
            case nil: state.progress.strangers += 1
            case .noAnswer: state.progress.silent += 1
            case .refused: state.progress.refused += 1
            case .credentials:
                state.progress.withoutCredentials += 1
                if state.lacksCredentials.count < Discovery.proposalLimit { state.lacksCredentials.append(address) }
            case .other(let text):
                state.progress.failed += 1
                if state.firstFailure == nil { state.firstFailure = "\(address): \(text.prefix(256))" }
            }
            return state.progress
        }
    }

    func result(isComplete: Bool) -> DiscoveryResult {
        state.withLock { state in
            var proposals = state.proposals.sorted { $0.address.precedes($1.address) }
            var first: [MACAddress: IPAddress] = [:]
            for index in proposals.indices {
                guard let mac = proposals[index].mac else { continue }
                if let other = first[mac] {
                    proposals[index].reasons.append(.sameDevice(other))
                } else {
                    first[mac] = proposals[index].address
                }
            }
            return DiscoveryResult(
                proposals: proposals, lacksCredentials: state.lacksCredentials.sorted { $0.precedes($1) },
                progress: state.progress, isComplete: isComplete, firstFailure: state.firstFailure)
        }
    }
}
