public import DeviceProtocols
public import Faults
public import IPDECTCore
public import Logging
public import NetworkValues
public import ServiceLifecycle
import Synchronization
import Waking

/// Watches the devices of the settings: polls each at its place in the interval, takes what they send by themselves, and
/// hands what follows to the core, in order.
public final class DeviceFeedService: Service {
    /// What the service stands on.
    public struct Surroundings: Sendable {
        /// Where what follows is brought.
        public var sink: any SiteInputSink
        /// The time.
        public var clock: any FeedClock
        /// Who polls, by feed.
        public var pollers: [FeedKind: any DevicePoller]
        /// What is known of devices beyond the life of the agent; `nil` for nothing.
        public var memory: DeviceMemory?
        /// The alarms that stand on a device.
        public var standing: @Sendable (DeviceID) -> [AlarmKey]
        /// Writes for people.
        public var logger: Logger

        /// Puts the surroundings together.
        public init(
            sink: any SiteInputSink, clock: any FeedClock, pollers: [FeedKind: any DevicePoller],
            memory: DeviceMemory? = nil, standing: @escaping @Sendable (DeviceID) -> [AlarmKey] = { _ in [] },
            logger: Logger
        ) {
            self.sink = sink
            self.clock = clock
            self.pollers = pollers
            self.memory = memory
            self.standing = standing
            self.logger = logger
        }
    }

    /// Milliseconds behind its time from which the begin of a poll counts as late.
    static let lateMilliseconds: Int64 = 1000
    /// Seconds between two looks at what waits for a list, and at what is to be remembered.
    static let tickSeconds: Int64 = 5
    /// Strangers that are remembered.
    static let strangerLimit = 64

    struct State: Sendable {
        var configuration: FeedConfiguration
        var site = DeviceSite()
        var schedule = PollSchedule()
        var isRunning = false
        var polls: UInt64 = 0
        var latePolls: UInt64 = 0
        var mostLate: Int64 = 0
        var inFlight = 0
        var strangers: [DeviceFeedStatus.Stranger] = []
        var isMemorable = false
        /// What waits to be handed to the core, in order.
        var outbox: [WatchOutcome] = []
        /// Hands the outbox over behind what is being handed over now; `nil` when nothing waits.
        var handing: Task<Bool, Never>?
        /// What was begun last of that.
        var tail: Task<Bool, Never>?
    }

    let surroundings: Surroundings
    let state: Mutex<State>
    /// Rings when the schedule or the room for polls changed.
    let changed = Doorbell()

    /// Makes the service.
    public init(_ configuration: FeedConfiguration, _ surroundings: Surroundings) {
        self.surroundings = surroundings
        state = Mutex(State(configuration: configuration))
    }

    /// The settings that count now.
    public var configuration: FeedConfiguration { state.withLock { $0.configuration } }

    /// How everything stands.
    public var status: DeviceFeedStatus {
        let now = surroundings.clock.now()
        let state = state.withLock { $0 }
        var status = DeviceFeedStatus()
        status.devices = state.site.watches.sorted { $0.key < $1.key }.map {
            DeviceFeedStatus.Device($0.value, at: now)
        }
        status.strangers = state.strangers
        status.polls = state.polls
        status.latePolls = state.latePolls
        status.mostLateMilliseconds = state.mostLate
        status.inFlight = state.inFlight
        return status
    }

    /// The devices that are watched, without how they stand.
    public var deviceCount: Int { state.withLock { $0.configuration.devices.count } }

    /// Takes other settings. What is known of devices that stay is kept.
    public func apply(_ configuration: FeedConfiguration) async {
        let isRunning = state.withLock { state in
            state.configuration = configuration
            return state.isRunning
        }
        if isRunning { await takeConfiguration() }
    }

    /// Watches until the agent shuts down.
    public func run() async throws {
        state.withLock { $0.isRunning = true }
        await takeConfiguration()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.lookNowAndThen() }
                await self.pollWhenDue(in: &group)
                group.cancelAll()
            }
        }
        remember()
        _ = await state.withLock { $0.tail }?.value
    }

    // MARK: Settings

    private func takeConfiguration() async {
        let now = surroundings.clock.now()
        let (memory, standing) = (surroundings.memory, surroundings.standing)
        var gone: [Int] = []
        await settle(at: now) { state in
            let devices = state.configuration.watched
            let before = Set(state.site.watches.keys)
            let consequence = state.site.apply(
                devices, limits: state.configuration.settings.limits,
                remembered: { memory?.identity(at: $0) }, standing: standing)
            gone = before.subtracting(devices.map(\.number)).sorted()
            var wanted: Set<PollSchedule.Poll> = []
            for device in devices {
                for feed in device.polledFeeds {
                    let poll = PollSchedule.Poll(device: device.number, feed: feed)
                    wanted.insert(poll)
                    state.schedule.add(poll, everyMilliseconds: device.interval, at: now)
                }
            }
            state.schedule.keep { wanted.contains($0) }
            return consequence
        }
        for number in gone { for poller in surroundings.pollers.values { poller.forget(number) } }
        changed.ring()
    }

    // MARK: Polls

    private func pollWhenDue(in group: inout DiscardingTaskGroup) async {
        let clock = surroundings.clock
        while !Task.isCancelled {
            let now = clock.now()
            let (due, next) = state.withLock { state in
                let room = state.configuration.settings.inFlight - state.inFlight
                let due = state.schedule.takeDue(at: now, atMost: room)
                state.inFlight += due.count
                // Without room the end of a poll rings.
                return (due, room <= due.count ? nil : state.schedule.nextDue)
            }
            for (poll, time) in due { group.addTask { await self.carryOut(poll, dueAt: time) } }
            if let next {
                await changed.wait { try await clock.sleep(until: next) }
            } else {
                await changed.wait()
            }
            changed.clear()
        }
    }

    private func carryOut(_ poll: PollSchedule.Poll, dueAt due: Timestamp) async {
        let start = surroundings.clock.now()
        let (device, credentials) = state.withLock { state in
            let late = start.milliseconds(since: due)
            state.polls += 1
            if late > Self.lateMilliseconds { state.latePolls += 1 }
            state.mostLate = max(state.mostLate, late)
            let device = state.site.watches[poll.device]?.device
            return (device, device.map { state.configuration.credentials(of: $0) })
        }
        var answer = PollAnswer.cancelled
        if let device, let credentials, let poller = surroundings.pollers[poll.feed] {
            answer = await poller.poll(device, with: credentials)
        }
        let end = surroundings.clock.now()
        await settle(at: end) { state in
            state.inFlight -= 1
            // At another address meanwhile, it is another device.
            let isSame = state.site.watches[poll.device]?.device.address == device?.address
            var consequence = DeviceSite.Consequence()
            switch answer {
            case .read(let readings, let trouble) where isSame:
                consequence = state.site.take(readings, of: poll.device, from: poll.feed, startedAt: start, at: end)
                if let trouble { state.site.note(trouble, poll.feed, of: poll.device, at: end) }
            case .failed(let failure, let error) where isSame:
                consequence = state.site.fail(poll.feed, of: poll.device, failure, error, at: end)
            default: break
            }
            let intervals = state.site.watches[poll.device]?.intervals(of: poll.feed) ?? 1
            state.schedule.finish(poll, intervals: intervals, at: end)
            return consequence
        }
        changed.ring()
    }

    // MARK: Messages

    /// A device sent something by itself. Returns whether all that came so far is durable.
    @discardableResult
    public func take(_ readings: [DeviceReading], from feed: FeedKind, at address: IPAddress) async -> Bool {
        await begin(readings, from: feed, at: address).value
    }

    /// The same at once; the task ends when all that came so far is durable, or with `false` when it cannot be.
    func begin(_ readings: [DeviceReading], from feed: FeedKind, at address: IPAddress) -> Task<Bool, Never> {
        let now = surroundings.clock.now()
        return settling(at: now) { state in
            guard let number = state.site.number(at: address.unmapped) else {
                Self.note(address, feed, at: now, in: &state)
                return DeviceSite.Consequence()
            }
            return state.site.take(readings, of: number, from: feed, startedAt: now, at: now)
        }
    }

    /// Whether a device with that address is watched.
    public func isWatched(_ address: IPAddress) -> Bool {
        state.withLock { $0.site.number(at: address.unmapped) } != nil
    }

    /// What devices forwarded as to a master. Returns what is about others, and whether all that came so far is durable.
    public func take(forwarded effects: [SiteEffect]) async -> (rest: [SiteEffect], isDurable: Bool) {
        let now = surroundings.clock.now()
        var rest: [SiteEffect] = []
        let task = settling(at: now) { state in
            let taken = state.site.take(forwarded: effects, at: now)
            rest = taken.rest
            return taken.consequence
        }
        return (rest, await task.value)
    }

    private static func note(_ address: IPAddress, _ feed: FeedKind, at now: Timestamp, in state: inout State) {
        if let place = state.strangers.firstIndex(where: { $0.address == address && $0.feed == feed }) {
            state.strangers[place].count += 1
            state.strangers[place].lastSeen = now
            return
        }
        if state.strangers.count >= strangerLimit {
            let oldest = state.strangers.indices.min {
                state.strangers[$0].lastSeen < state.strangers[$1].lastSeen
            }
            if let oldest { state.strangers.remove(at: oldest) }
        }
        state.strangers.append(.init(address: address, feed: feed, count: 1, lastSeen: now))
    }

    // MARK: What follows

    /// Changes the state, and hands what follows to the core; returns when that has it.
    private func settle(at now: Timestamp, _ change: (inout State) -> DeviceSite.Consequence) async {
        _ = await handing(at: now, isAsked: false, change)?.value
    }

    /// Changes the state at once, for a sender that wants to know whether what it sent is safe. The core is asked also when
    /// nothing follows: what says the same may not be on the disk yet.
    private func settling(
        at now: Timestamp, _ change: (inout State) -> DeviceSite.Consequence
    ) -> Task<Bool, Never> {
        handing(at: now, isAsked: true, change) ?? Task { false }
    }

    /// Changes the state at once. What follows goes to the core behind what was handed over before: the task ends when all
    /// that came so far is durable, or cannot be. What comes while the core is busy goes together, so that a storm costs few
    /// writes. `nil` when nothing follows, unless the core is to be asked all the same.
    private func handing(
        at now: Timestamp, isAsked: Bool, _ change: (inout State) -> DeviceSite.Consequence
    ) -> Task<Bool, Never>? {
        let (task, isHastened) = state.withLock { state -> (Task<Bool, Never>?, Bool) in
            let consequence = change(&state)
            for poll in consequence.wanted { state.schedule.hasten(poll, at: now) }
            state.isMemorable = state.isMemorable || consequence.isMemorable
            guard isAsked || !consequence.outcomes.isEmpty else { return (nil, !consequence.wanted.isEmpty) }
            state.outbox += consequence.outcomes
            if state.handing == nil {
                let before = state.tail
                let task = Task {
                    _ = await before?.value
                    return await self.handOutbox()
                }
                (state.handing, state.tail) = (task, task)
            }
            return (state.handing, !consequence.wanted.isEmpty)
        }
        if isHastened { changed.ring() }
        return task
    }

    private func handOutbox() async -> Bool {
        let outcomes = state.withLock { state in
            state.handing = nil
            let outcomes = state.outbox
            state.outbox = []
            return outcomes
        }
        return await Self.hand(outcomes, to: surroundings.sink)
    }

    /// Hands outcomes over in order, as many as go together at once. Returns whether all that came so far is durable.
    private static func hand(_ outcomes: [WatchOutcome], to sink: any SiteInputSink) async -> Bool {
        guard !outcomes.isEmpty else { return await sink.submit([HostObservation]()).isDurable }
        var isDurable = true
        var rest = outcomes[...]
        while let first = rest.first {
            switch first {
            case .site:
                let run = rest.prefix { if case .site = $0 { true } else { false } }
                let inputs = run.compactMap { if case .site(let input) = $0 { input } else { nil } }
                isDurable = await sink.submit(inputs).isDurable && isDurable
                rest = rest.dropFirst(run.count)
            case .fault:
                let run = rest.prefix { if case .fault = $0 { true } else { false } }
                let faults = run.compactMap {
                    if case .fault(let effect) = $0 { HostObservation.fault(effect) } else { nil }
                }
                isDurable = await sink.submit(faults).isDurable && isDurable
                rest = rest.dropFirst(run.count)
            }
        }
        return isDurable
    }

    private func lookNowAndThen() async {
        let clock = surroundings.clock
        while (try? await clock.sleep(until: clock.now().adding(seconds: Self.tickSeconds))) != nil {
            let now = clock.now()
            await settle(at: now) { $0.site.tick(at: now) }
            remember()
        }
    }

    private func remember() {
        guard let memory = surroundings.memory else { return }
        let known = state.withLock { state -> [IPAddress: DeviceIdentity]? in
            guard state.isMemorable else { return nil }
            state.isMemorable = false
            return Dictionary(
                state.site.watches.values.map { ($0.device.address, $0.identity) }, uniquingKeysWith: { $1 })
        }
        if let known { memory.save(known) }
    }
}
