import DeviceProtocols
public import NetworkValues
import Synchronization

/// The search for devices that goes on, or was made last: one at a time, in the background.
public final class DeviceSearches: Sendable {
    /// A search.
    public struct Search: Sendable {
        /// What was asked for.
        public var request: DiscoveryRequest
        /// When it began.
        public var startedAt: Timestamp
        /// When it ended; `nil` while it goes on.
        public var endedAt: Timestamp?
        /// How far it is.
        public var progress: DiscoveryProgress?
        /// What came of it; `nil` while it goes on.
        public var result: DiscoveryResult?
    }

    private struct State: Sendable {
        var search: Search?
        var task: Task<Void, Never>?
        var number = 0
    }

    private let service: DeviceFeedService
    private let snmp: SNMPPoller
    private let web: @Sendable () throws -> HTTPPoller
    private let clock: any FeedClock
    private let state = Mutex(State())

    /// Puts together what a search needs.
    public init(
        _ service: DeviceFeedService, snmp: SNMPPoller, web: @escaping @Sendable () throws -> HTTPPoller,
        clock: any FeedClock
    ) {
        self.service = service
        self.snmp = snmp
        self.web = web
        self.clock = clock
    }

    /// The search that goes on, or was made last; `nil` when there was none.
    public var current: Search? { state.withLock { $0.search } }

    /// Begins a search. Returns `false` when one goes on.
    public func begin(_ request: DiscoveryRequest) throws -> Bool {
        let configuration = service.configuration
        let chosen = configuration.usable.filter { $0.name.isEmpty || request.credentials.contains($0.name) }
        let prober = DeviceProber(chosen, snmp: snmp, web: request.usesHTTP ? try web() : nil)
        let known = service.status.devices.map {
            KnownDevice(number: $0.device.number, address: $0.device.address, mac: $0.device.mac ?? $0.identity.mac)
        }
        let discovery = Discovery(prober: prober, known: known, clock: clock)
        return state.withLock { state in
            if let search = state.search, search.endedAt == nil { return false }
            state.number += 1
            let number = state.number
            state.search = Search(request: request, startedAt: clock.now())
            state.task = Task {
                let result = await discovery.run(request) { progress in
                    self.update(number) { $0.progress = progress }
                }
                self.update(number) {
                    $0.progress = result.progress
                    $0.result = result
                    $0.endedAt = self.clock.now()
                }
            }
            return true
        }
    }

    /// Ends the search that goes on, with what was found until now.
    public func cancel() { state.withLock { $0.task }?.cancel() }

    private func update(_ number: Int, _ change: (inout Search) -> Void) {
        state.withLock { state in
            guard state.number == number, var search = state.search else { return }
            change(&search)
            state.search = search
        }
    }
}
