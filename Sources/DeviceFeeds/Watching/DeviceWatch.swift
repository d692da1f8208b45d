public import DeviceProtocols
public import Faults
public import IPDECTCore
public import NetworkValues

/// What follows from what feeds told.
public enum WatchOutcome: Hashable, Sendable {
    /// For the core.
    case site(SiteInput)
    /// For the alarm table, of a device that the core has no place for: its kind is not known.
    case fault(SiteEffect)
}

/// One device, put together from all that its feeds tell: a value without a clock.
public struct DeviceWatch: Sendable {
    /// Seconds within which a restart that several feeds tell of is one.
    static let restartSeconds: Int64 = 180
    /// Milliseconds that a message without a source waits for the next list.
    static let patience: Int64 = 20_000
    /// Interfaces of a device that are kept.
    static let interfaceLimit = 32
    /// Texts that were not understood and are kept.
    static let rawLimit = 8

    /// The device as the settings have it.
    public private(set) var device: WatchedDevice
    /// How its feeds stand.
    public private(set) var feeds: [FeedKind: FeedState] = [:]
    /// What it said of itself.
    public private(set) var identity: DeviceIdentity
    /// How its clock stands; `nil` when it never told the time.
    public private(set) var clock: ClockSkew?
    /// Its network interfaces, by ascending index.
    public private(set) var interfaces: [InterfaceReading] = []
    /// Its figures.
    public private(set) var figures: [DeviceFigure: Double] = [:]
    /// What was not understood, the last ones.
    public private(set) var raw: [String] = []
    /// When it started, by what it told; `nil` when it did not tell.
    public private(set) var startedAt: Timestamp?
    /// Restarts that were seen.
    public private(set) var restarts: UInt64 = 0
    /// Times at which the device told of somebody without the right to ask.
    public private(set) var authenticationFailures: UInt64 = 0
    /// Whether it counts as silent.
    public private(set) var isSilent = false
    var claims = AlarmClaims()

    private let limits: WatchLimits
    /// Whether the core has it.
    private var isKnownToCore = false
    /// Whether an alarm without the core says that it is silent.
    private var isSilenceTold = false
    /// Whether a device that the core does not have answered in this run.
    private var hasAnswered = false
    private var lastRestartAt: Timestamp?
    private var lastUpTime: (hundredths: UInt32, at: Timestamp)?

    /// Makes the watch of a device that nothing is known of but what the settings and `remembered`, an identity of a
    /// former run, say.
    public init(_ device: WatchedDevice, limits: WatchLimits, remembered: DeviceIdentity? = nil) {
        self.device = device
        self.limits = limits
        identity = remembered ?? DeviceIdentity()
        for feed in device.feeds { feeds[feed] = FeedState() }
    }

    /// The kind of device; `nil` while nobody knows it.
    public var model: DeviceModel? { device.model ?? identity.model }
    /// The hardware address, or what stands for it.
    public var id: DeviceID { (device.mac ?? identity.mac).map { DeviceID($0) } ?? .standIn(for: device.address) }
    /// The name by which people know it.
    public var name: String {
        !device.name.isEmpty ? device.name : !identity.name.isEmpty ? identity.name : "\(device.address)"
    }
    /// The alarms that feeds tell of.
    public var alarms: [AlarmClaim] { claims.claims }
    /// Who it is to those who hear of its faults.
    public var subject: FaultSubject { FaultSubject(device: id, deviceName: name, address: device.address) }

    /// What the facts of its feeds are worth: those of the freshest one.
    public func freshness(at time: Timestamp) -> FeedState.Freshness {
        let all = device.feeds.compactMap { feeds[$0]?.freshness(at: time, staleAfter: staleAfter) }
        return [.fresh, .stale, .unknown].first { all.contains($0) } ?? .waiting
    }

    /// Seconds after which facts are stale: three intervals at least.
    public var staleAfter: Int64 { max(limits.staleAfter, device.interval * 3 / 1000) }

    /// Whether something that was told waits for a list to tell more.
    public var isWaitingForList: Bool { claims.isWaiting }

    /// Every how many intervals a feed is polled now.
    public func intervals(of feed: FeedKind) -> Int64 { feeds[feed]?.backOff(silentAfter: limits.silentAfter) ?? 1 }

    // MARK: What feeds tell

    /// A feed told something that was understood. A poll began at `start`; a message came at that time.
    public mutating func take(
        _ readings: [DeviceReading], from feed: FeedKind, startedAt start: Timestamp, at time: Timestamp
    ) -> [WatchOutcome] {
        guard device.feeds.contains(feed) else { return [] }
        feeds[feed, default: FeedState()].succeed(at: time)
        var outcomes = takeIdentity(readings, at: time)
        outcomes += answer(at: time)
        // A restart ends what stood before it, not what is told with it.
        for reading in readings where reading.tellsOfStart {
            outcomes += take(reading, from: feed, startedAt: start, at: time)
        }
        for reading in readings where !reading.tellsOfStart {
            outcomes += take(reading, from: feed, startedAt: start, at: time)
        }
        return outcomes
    }

    /// A feed failed.
    public mutating func fail(
        _ feed: FeedKind, _ failure: FeedState.Failure, _ error: String, at time: Timestamp
    ) -> [WatchOutcome] {
        feeds[feed, default: FeedState()].fail(failure, error, at: time)
        guard failure == .silence, !isSilent, isQuiet(at: time) else { return [] }
        isSilent = true
        guard model != nil, let mac = macForCore else {
            isSilenceTold = true
            return [
                .fault(
                    .raise(
                        .masterRadioRegistrationDown, on: subject, source: Self.silenceSource,
                        text: "\(name) does not answer"))
            ]
        }
        guard isKnownToCore else {
            isKnownToCore = true
            return [.site(.deviceExpected(mac, name: name, report))]
        }
        return [.site(.radioSilent(mac))]
    }

    /// A part of what a feed had to tell could not be read.
    mutating func note(_ trouble: String, _ feed: FeedKind, at time: Timestamp) {
        feeds[feed]?.note(trouble, at: time)
    }

    /// Time passed: what waited for a list that did not come is told as it is known.
    public mutating func tick(at time: Timestamp) -> [WatchOutcome] {
        told(claims.giveUpWaiting(before: time.adding(milliseconds: -Self.patience)))
    }

    /// A master told of this device's registration.
    public mutating func masterTold(isRegistered: Bool, at time: Timestamp) -> [WatchOutcome] {
        guard let mac = macForCore, isKnownToCore else { return [] }
        // A radio that is polled and answers has lost its master, not its life.
        if isRegistered {
            return [.site(.faultCleared(mac, .masterRadioRegistrationDown, source: Self.silenceSource))]
        }
        return [
            .site(
                .faultRaised(
                    mac, .masterRadioRegistrationDown, source: Self.silenceSource,
                    text: "its master says that \(name) is lost"))
        ]
    }

    /// The alarms of this device that the alarm table has of a former run.
    public mutating func resume(_ keys: [AlarmKey]) {
        claims.resume(keys.filter { !Self.isOfCore($0) })
    }

    /// The settings name the device otherwise. What was learnt stays.
    public mutating func change(to device: WatchedDevice) -> [WatchOutcome] {
        self.device = device
        for feed in FeedKind.allCases {
            if !device.feeds.contains(feed) {
                feeds[feed] = nil
            } else if feeds[feed] == nil {
                feeds[feed] = FeedState()
            }
        }
        guard isKnownToCore, !isSilent, let mac = macForCore else { return [] }
        return [.site(.deviceFound(mac, name: name, report))]
    }

    /// The settings name the device no longer: its alarms time out.
    public func forget() -> [WatchOutcome] {
        guard isKnownToCore, let mac = macForCore else { return [.fault(.objectGone(id))] }
        return [.site(.deviceForgotten(mac))]
    }

    /// The changes of its alarms, as the core or the alarm table takes them.
    mutating func told(_ changes: [ClaimChange]) -> [WatchOutcome] { changes.map { outcome(of: $0) } }

    // MARK: Steps

    /// The source of the core's alarm about a radio that is lost.
    static let silenceSource = "DECT MASTER"

    /// Whether the core's own rules about watched devices raise and clear it.
    private static func isOfCore(_ key: AlarmKey) -> Bool {
        switch key.code {
        case .masterRadioRegistrationDown: key.source == silenceSource
        case .rfpUnsynchronized: key.source == "RFPINIT"
        case .syncLost: key.source == "SYNC"
        default: false
        }
    }

    private var macForCore: MACAddress? { MACAddress(rawValue: id.rawValue) }

    private var report: DeviceReport {
        DeviceReport(
            model: model ?? .ipbs1, address: device.address, deviceName: identity.name, version: identity.version,
            bootVersion: identity.bootVersion, hardware: identity.hardware)
    }

    /// Whether all polled feeds were met with silence for long enough, and no message came in the meantime.
    private func isQuiet(at time: Timestamp) -> Bool {
        let polled = device.polledFeeds.compactMap { feeds[$0] }
        guard !polled.isEmpty, polled.allSatisfy({ $0.silencesInARow >= limits.silentAfter }) else { return false }
        let since = time.adding(milliseconds: -Int64(limits.silentAfter) * device.interval)
        return !device.feeds.contains { feed in
            !feed.isPolled && feeds[feed]?.lastSuccess.map { $0 > since } ?? false
        }
    }

    /// A device that tells anything is there.
    private mutating func answer(at time: Timestamp) -> [WatchOutcome] {
        isSilent = false
        guard model != nil, let mac = macForCore else {
            // Alarms of a former run time out no more.
            var outcomes: [WatchOutcome] = hasAnswered ? [] : [.fault(.objectReturned(id))]
            hasAnswered = true
            if isSilenceTold { outcomes.append(clearOfSilence(id)) }
            isSilenceTold = false
            return outcomes
        }
        // What is known already is heard once more.
        var outcomes: [WatchOutcome] = isSilenceTold ? [clearOfSilence(id)] : []
        isSilenceTold = false
        let isNew = !isKnownToCore
        isKnownToCore = true
        outcomes.append(.site(.deviceFound(mac, name: name, report)))
        if isNew { outcomes += told(claims.raiseAgain()) }
        return outcomes
    }

    private func clearOfSilence(_ id: DeviceID) -> WatchOutcome {
        .fault(.clear(AlarmKey(device: id, source: Self.silenceSource, code: .masterRadioRegistrationDown)))
    }

    /// Takes what the device says of itself, before everything else.
    private mutating func takeIdentity(_ readings: [DeviceReading], at time: Timestamp) -> [WatchOutcome] {
        var merged = identity
        for case .identity(let told) in readings { merged.merge(told) }
        guard merged != identity else { return [] }
        let oldID = id
        var outcomes: [WatchOutcome] = []
        var next = self
        next.identity = merged
        if next.id != oldID {
            // It goes by its true name from now on: under the one that stood for it nothing stands any more.
            for claim in claims.claims where claim.isRaised {
                let key = AlarmKey(
                    device: oldID, source: claim.source.isEmpty ? AlarmClaims.unknownSource : claim.source,
                    code: claim.code)
                outcomes.append(.fault(.clear(key)))
            }
            if isSilenceTold { outcomes.append(clearOfSilence(oldID)) }
            if isKnownToCore, let mac = macForCore { outcomes.append(.site(.deviceForgotten(mac))) }
            next.isSilenceTold = false
            next.isKnownToCore = false
        }
        self = next
        if next.id != oldID, model == nil { outcomes += told(claims.raiseAgain()) }
        return outcomes
    }

    private mutating func take(
        _ reading: DeviceReading, from feed: FeedKind, startedAt start: Timestamp, at time: Timestamp
    ) -> [WatchOutcome] {
        let teller = AlarmTeller(device: device.number, feed: feed)
        switch reading {
        case .identity, .radioLost, .radioRegistered: return []
        // The time in a message is that of what it tells of, which may be long ago.
        case .upTime(let hundredths): return feed.isPolled ? takeUpTime(hundredths, at: time) : []
        case .standingAlarms(let list):
            return take(list: list, from: teller, startedAt: start, at: time)
        case .alarm(let alarm): return take(alarm, from: teller, at: time)
        case .alarmCleared(let code, let source, _):
            guard let changes = claims.clear(code, source: source) else { return [] }
            return told(changes)
        case .event(let event): return told(claims.take(event: event, from: teller, at: time))
        case .started: return restart(at: time)
        case .syncLost(let cause): return air(.unsynchronized, cause)
        case .syncFound: return air(.slaveOK, nil)
        case .environment(let environment):
            guard isKnownToCore, model == .ipbl, let mac = macForCore else { return [] }
            return [.site(.environment(mac, environment))]
        case .interface(let interface): keep(interface)
        case .figure(let figure, let value): figures[figure] = value
        case .clock(let shown): if let skew = ClockSkew(shown, at: time) { clock = skew }
        case .authenticationFailed: authenticationFailures += 1
        case .raw(let text): keep(raw: text)
        }
        return []
    }

    /// The list of a device or of its master.
    mutating func take(
        list: [ReportedAlarm], from teller: AlarmTeller, startedAt start: Timestamp, at time: Timestamp
    ) -> [WatchOutcome] {
        let (feeds, staleAfter) = (feeds, staleAfter)
        return told(
            claims.take(
                list: list, from: teller, isOwn: teller.device == device.number, startedAt: start, at: time
            ) { other in
                // What another device has in its list counts as long as it is told; that one's own watch takes it back.
                other.device != device.number
                    || feeds[other.feed]?.freshness(at: time, staleAfter: staleAfter) == .fresh
            })
    }

    /// Another device told of an alarm of this one.
    mutating func take(_ alarm: ReportedAlarm, from teller: AlarmTeller, at time: Timestamp) -> [WatchOutcome] {
        told(claims.take(alarm, from: teller, hasList: hasList(at: time), at: time))
    }

    private func hasList(at time: Timestamp) -> Bool {
        device.polledFeeds.contains { feeds[$0]?.freshness(at: time, staleAfter: staleAfter) == .fresh }
    }

    private func outcome(of change: ClaimChange) -> WatchOutcome {
        guard isKnownToCore, let mac = macForCore else {
            return switch change {
            case .raise(let code, let source, let text):
                .fault(.raise(code, on: subject, source: source, text: text))
            case .clear(let code, let source): .fault(.clear(AlarmKey(device: id, source: source, code: code)))
            case .event(let code, let source, let text):
                .fault(.event(code, on: subject, source: source, text: text))
            }
        }
        return switch change {
        case .raise(let code, let source, let text): .site(.faultRaised(mac, code, source: source, text: text))
        case .clear(let code, let source): .site(.faultCleared(mac, code, source: source))
        case .event(let code, let source, let text): .site(.faultEvent(mac, code, source: source, text: text))
        }
    }

    private mutating func air(_ state: SyncState, _ cause: SyncLossCause?) -> [WatchOutcome] {
        guard isKnownToCore, let mac = macForCore else { return [] }
        return [.site(.airReported(mac, state, cause))]
    }

    /// A time that runs backwards is a restart, unless it went once around: 497 days.
    private mutating func takeUpTime(_ hundredths: UInt32, at time: Timestamp) -> [WatchOutcome] {
        defer {
            lastUpTime = (hundredths, time)
            startedAt = time.adding(milliseconds: -Int64(hundredths) * 10)
        }
        guard let last = lastUpTime, hundredths < last.hundredths else { return [] }
        let expected = UInt64(last.hundredths) + UInt64(max(0, time.milliseconds(since: last.at))) / 10
        if expected >= 1 << 32, UInt64(hundredths) + (1 << 32) >= expected - 6000 { return [] }
        return restart(at: time)
    }

    private mutating func restart(at time: Timestamp) -> [WatchOutcome] {
        if let last = lastRestartAt, time.milliseconds(since: last) < Self.restartSeconds * 1000 { return [] }
        lastRestartAt = time
        restarts += 1
        claims.forgetAll()
        guard isKnownToCore, let mac = macForCore else { return [.fault(.objectRestarted(id))] }
        // A device that restarted without being asked says so itself, as a fault.
        return [.site(.radioRestarted(mac, unexpected: false))]
    }

    private mutating func keep(_ interface: InterfaceReading) {
        if let place = interfaces.firstIndex(where: { $0.index == interface.index }) {
            interfaces[place] = interface
        } else if interfaces.count < Self.interfaceLimit {
            let place = interfaces.firstIndex { $0.index > interface.index } ?? interfaces.count
            interfaces.insert(interface, at: place)
        }
    }

    private mutating func keep(raw text: String) {
        guard !raw.contains(text) else { return }
        if raw.count >= Self.rawLimit { raw.removeFirst() }
        raw.append(text)
    }
}
