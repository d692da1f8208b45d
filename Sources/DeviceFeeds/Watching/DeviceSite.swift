public import DeviceProtocols
public import Faults
public import IPDECTCore
public import NetworkValues

/// All devices that are watched: who is meant by what a feed tells, and what follows. A value without a clock.
public struct DeviceSite: Sendable {
    /// Milliseconds between two polls of a device that messages call for.
    static let hastePause: Int64 = 5000

    /// What follows from what a feed told.
    public struct Consequence: Sendable {
        /// For the core and the alarm table, in order.
        public var outcomes: [WatchOutcome] = []
        /// Polls that are wanted now, because a message told less than a list does.
        public var wanted: [PollSchedule.Poll] = []
        /// Whether what is known of a device changed so that a next run should know it.
        public var isMemorable = false
    }

    /// The watches, by the number of the device in the settings.
    public private(set) var watches: [Int: DeviceWatch] = [:]
    private var numbersByAddress: [IPAddress: Int] = [:]
    private var numbersByID: [DeviceID: Int] = [:]
    private var numbersByName: [String: Int] = [:]
    /// The devices of which another device's list tells alarms, by the teller.
    private var toldOf: [AlarmTeller: Set<Int>] = [:]
    private var hastenedAt: [Int: Timestamp] = [:]

    /// Makes a site without devices.
    public init() {}

    // MARK: Devices

    /// Takes the devices that the settings name now. What is known of those that stay is kept. `remembered` is what a former
    /// run knew, by address; `standing` are the alarms that stand on a device.
    public mutating func apply(
        _ devices: [WatchedDevice], limits: WatchLimits, remembered: (IPAddress) -> DeviceIdentity? = { _ in nil },
        standing: (DeviceID) -> [AlarmKey] = { _ in [] }
    ) -> Consequence {
        var consequence = Consequence()
        let wanted = Dictionary(devices.map { ($0.number, $0) }) { first, _ in first }
        for (number, watch) in watches.sorted(by: { $0.key < $1.key }) {
            // At another address it is another device.
            if wanted[number]?.address == watch.device.address { continue }
            consequence.outcomes += watch.forget()
            watches[number] = nil
            hastenedAt[number] = nil
        }
        for device in devices.sorted(by: { $0.number < $1.number }) {
            if watches[device.number] != nil {
                consequence.outcomes += watches[device.number]?.change(to: device) ?? []
            } else {
                var watch = DeviceWatch(device, limits: limits, remembered: remembered(device.address))
                watch.resume(standing(watch.id))
                watches[device.number] = watch
            }
        }
        makeIndexes()
        return consequence
    }

    /// The device with an address; `nil` when none is watched there.
    public func number(at address: IPAddress) -> Int? { numbersByAddress[address] }

    /// The device with a hardware address, or what stands for it.
    public func number(of id: DeviceID) -> Int? { numbersByID[id] }

    // MARK: What feeds tell

    /// A feed of a device told something. A poll began at `start`; a message came at that time.
    public mutating func take(
        _ readings: [DeviceReading], of number: Int, from feed: FeedKind, startedAt start: Timestamp, at time: Timestamp
    ) -> Consequence {
        var consequence = Consequence()
        guard let before = watches[number], before.device.feeds.contains(feed) else { return consequence }
        var own: [DeviceReading] = []
        own.reserveCapacity(readings.count)
        for reading in readings {
            switch reading {
            case .standingAlarms(let list):
                own.append(.standingAlarms(share(list, of: number, feed, startedAt: start, at: time, &consequence)))
            case .alarm(let alarm):
                if let other = remote(alarm, of: number) {
                    let teller = AlarmTeller(device: number, feed: feed)
                    consequence.outcomes += watches[other]?.take(alarm, from: teller, at: time) ?? []
                } else {
                    own.append(.alarm(named(alarm, of: number)))
                }
            case .radioLost(let radio):
                consequence.outcomes += masterTold(radio, isRegistered: false, at: time, &consequence)
            case .radioRegistered(let radio):
                consequence.outcomes += masterTold(radio, isRegistered: true, at: time, &consequence)
            default: own.append(reading)
            }
        }
        consequence.outcomes += watches[number]?.take(own, from: feed, startedAt: start, at: time) ?? []
        if !feed.isPolled, readings.contains(where: \.callsForPoll) { hasten(number, at: time, &consequence) }
        if let after = watches[number], after.identity != before.identity {
            consequence.isMemorable = true
            unlist(before, number)
            list(after, number)
        }
        return consequence
    }

    /// A feed of a device failed.
    public mutating func fail(
        _ feed: FeedKind, of number: Int, _ failure: FeedState.Failure, _ error: String, at time: Timestamp
    ) -> Consequence {
        Consequence(outcomes: watches[number]?.fail(feed, failure, error, at: time) ?? [])
    }

    /// A part of what a feed had to tell could not be read.
    public mutating func note(_ trouble: String, _ feed: FeedKind, of number: Int, at time: Timestamp) {
        watches[number]?.note(trouble, feed, at: time)
    }

    /// Time passed.
    public mutating func tick(at time: Timestamp) -> Consequence {
        var consequence = Consequence()
        for number in watches.keys where watches[number]?.isWaitingForList ?? false {
            consequence.outcomes += watches[number]?.tick(at: time) ?? []
        }
        return consequence
    }

    /// What a device forwarded as to a master; the rest is about devices that are not watched.
    public mutating func take(
        forwarded effects: [SiteEffect], at time: Timestamp
    ) -> (consequence: Consequence, rest: [SiteEffect]) {
        var consequence = Consequence()
        var rest: [SiteEffect] = []
        for effect in effects {
            let (device, address, reading): (DeviceID, IPAddress?, DeviceReading?) =
                switch effect {
                case .raise(let code, let subject, let source, let text):
                    (subject.device, subject.address, .alarm(ReportedAlarm(code: code, source: source, text: text)))
                case .event(let code, let subject, let source, let text):
                    (subject.device, subject.address, .event(ReportedAlarm(code: code, source: source, text: text)))
                case .clear(let key):
                    (key.device, nil, .alarmCleared(key.code, source: key.source, deviceTime: nil))
                // How long a device may be silent is decided here for those that are watched.
                case .objectGone(let device), .objectReturned(let device): (device, nil, nil)
                default: (.agent, nil, nil)
                }
            guard let number = numbersByID[device] ?? address.flatMap({ numbersByAddress[$0] }),
                watches[number]?.device.feeds.contains(.forwarded) ?? false
            else {
                rest.append(effect)
                continue
            }
            guard let reading else { continue }
            consequence.add(take([reading], of: number, from: .forwarded, startedAt: time, at: time))
        }
        return (consequence, rest)
    }

    // MARK: Steps

    private mutating func makeIndexes() {
        numbersByAddress.removeAll(keepingCapacity: true)
        numbersByID.removeAll(keepingCapacity: true)
        numbersByName.removeAll(keepingCapacity: true)
        for (number, watch) in watches { list(watch, number) }
    }

    private mutating func list(_ watch: DeviceWatch, _ number: Int) {
        numbersByAddress[watch.device.address] = number
        numbersByID[watch.id] = number
        for name in Self.names(of: watch) { numbersByName[name] = number }
    }

    private mutating func unlist(_ watch: DeviceWatch, _ number: Int) {
        if numbersByAddress[watch.device.address] == number { numbersByAddress[watch.device.address] = nil }
        if numbersByID[watch.id] == number { numbersByID[watch.id] = nil }
        for name in Self.names(of: watch) where numbersByName[name] == number { numbersByName[name] = nil }
    }

    private static func names(of watch: DeviceWatch) -> [String] {
        [watch.device.name, watch.identity.name].filter { !$0.isEmpty }.map { $0.lowercased() }
    }

    /// The device that an alarm in another's list is about, if it is watched.
    private func remote(_ alarm: ReportedAlarm, of number: Int) -> Int? {
        guard let remote = alarm.remote, let other = numbersByAddress[remote], other != number else { return nil }
        return other
    }

    /// An alarm about a device that is not watched stays with who tells of it, and says so.
    private func named(_ alarm: ReportedAlarm, of number: Int) -> ReportedAlarm {
        guard let remote = alarm.remote, remote != watches[number]?.device.address, remote.isSpecific else {
            return alarm
        }
        var alarm = alarm
        alarm.source = alarm.source.isEmpty ? "\(remote)" : "\(alarm.source) of \(remote)"
        return alarm
    }

    /// Gives the alarms of other devices in a list to those devices; returns the device's own.
    private mutating func share(
        _ list: [ReportedAlarm], of number: Int, _ feed: FeedKind, startedAt start: Timestamp, at time: Timestamp,
        _ consequence: inout Consequence
    ) -> [ReportedAlarm] {
        let teller = AlarmTeller(device: number, feed: feed)
        var own: [ReportedAlarm] = []
        var others: [Int: [ReportedAlarm]] = [:]
        for alarm in list {
            if let other = remote(alarm, of: number) {
                others[other, default: []].append(alarm)
            } else {
                own.append(named(alarm, of: number))
            }
        }
        let before = toldOf[teller] ?? []
        for other in before.union(others.keys).sorted() {
            consequence.outcomes +=
                watches[other]?.take(list: others[other] ?? [], from: teller, startedAt: start, at: time) ?? []
        }
        toldOf[teller] = others.isEmpty ? nil : Set(others.keys)
        return own
    }

    private mutating func masterTold(
        _ radio: RadioReference, isRegistered: Bool, at time: Timestamp, _ consequence: inout Consequence
    ) -> [WatchOutcome] {
        let number =
            switch radio {
            case .mac(let mac): numbersByID[DeviceID(mac)]
            case .name(let name): numbersByName[name.lowercased()]
            case .address(let address): numbersByAddress[address]
            }
        guard let number else { return [] }
        hasten(number, at: time, &consequence)
        return watches[number]?.masterTold(isRegistered: isRegistered, at: time) ?? []
    }

    private mutating func hasten(_ number: Int, at time: Timestamp, _ consequence: inout Consequence) {
        if let last = hastenedAt[number], time.milliseconds(since: last) < Self.hastePause { return }
        guard let feeds = watches[number]?.device.polledFeeds, !feeds.isEmpty else { return }
        hastenedAt[number] = time
        consequence.wanted += feeds.map { PollSchedule.Poll(device: number, feed: $0) }
    }
}

extension DeviceSite.Consequence {
    /// Adds what follows next.
    public mutating func add(_ other: DeviceSite.Consequence) {
        outcomes += other.outcomes
        wanted += other.wanted
        isMemorable = isMemorable || other.isMemorable
    }
}

extension DeviceReading {
    /// Whether a list, read now, tells more than this message.
    fileprivate var callsForPoll: Bool {
        switch self {
        case .alarm, .alarmCleared, .event, .started, .radioLost, .radioRegistered, .syncLost, .syncFound: true
        default: false
        }
    }
}

extension IPAddress {
    /// Whether it is that of a device: 0.0.0.0 and :: stand for none.
    fileprivate var isSpecific: Bool { octets.contains { $0 != 0 } }
}
