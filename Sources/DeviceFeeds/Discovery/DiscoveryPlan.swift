import NetworkValues

/// Which address a search asks when. A value: the time comes as an argument.
///
/// Addresses are asked in order at an even pace. A search that was held up, by its limit or by a busy machine, makes good a
/// tenth of a second and no more: in no second are more than 1.1 times the rate asked.
struct DiscoveryPlan {
    /// What to do next.
    enum Step: Hashable {
        /// Ask this address now.
        case probe(IPAddress)
        /// Nothing until then.
        case wait(until: Timestamp)
        /// Nothing until `answered` was called.
        case waitForAnswer
        /// All addresses have been asked, and all have answered or not.
        case finished
    }

    private static let lagMicroseconds: Int64 = 100_000

    private let networks: [IPNetwork]
    private let intervalMicroseconds: Int64
    private let inFlightLimit: Int
    private var network = 0
    private var offset: Int
    private var dueMicroseconds: Int64
    private var inFlight = 0

    init(_ request: DiscoveryRequest, at now: Timestamp) {
        networks = request.networks
        intervalMicroseconds = 1_000_000 / Int64(request.ratePerSecond)
        inFlightLimit = request.inFlightLimit
        offset = request.networks.first?.hosts.lowerBound ?? 0
        dueMicroseconds = now.milliseconds * 1000
    }

    /// What to do now. An address that it gives counts as asked.
    mutating func next(at now: Timestamp) -> Step {
        guard network < networks.count else { return inFlight == 0 ? .finished : .waitForAnswer }
        guard inFlight < inFlightLimit else { return .waitForAnswer }
        let microseconds = now.milliseconds * 1000
        guard dueMicroseconds <= microseconds else {
            return .wait(until: Timestamp(milliseconds: (dueMicroseconds + 999) / 1000))
        }
        dueMicroseconds = max(dueMicroseconds, microseconds - Self.lagMicroseconds) + intervalMicroseconds
        inFlight += 1
        let address = networks[network][offset]
        offset += 1
        if offset == networks[network].hosts.upperBound {
            network += 1
            offset = network < networks.count ? networks[network].hosts.lowerBound : 0
        }
        return .probe(address)
    }

    /// An address answered, or will not.
    mutating func answered() { inFlight = max(0, inFlight - 1) }
}
