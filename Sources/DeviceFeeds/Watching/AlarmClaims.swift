public import Faults
import DeviceProtocols
public import NetworkValues

/// Who tells of an alarm: a feed of the device itself, or of a master that has the alarms of its radios in its lists.
public struct AlarmTeller: Hashable, Sendable {
    /// The device whose feed it is, by its number in the settings.
    public var device: Int
    /// The feed.
    public var feed: FeedKind
}

/// One alarm of a device, as its feeds tell of it.
public struct AlarmClaim: Hashable, Sendable {
    /// The fault's code.
    public var code: FaultCode
    /// The module of the device that reports it; empty while no feed has told it.
    public var source: String
    /// The text; empty while no feed has told it.
    public var text: String
    /// Who tells of it, each with the time at which it last did.
    public var tellers: [AlarmTeller: Timestamp]
    /// Whether the core was told.
    public var isRaised: Bool
    /// The time that the device gives for its beginning; `nil` when it gives none.
    public var deviceTime: Timestamp?

    /// When it was told of last.
    public var lastTold: Timestamp? { tellers.values.max() }
}

/// What follows for the core from what feeds tell of a device's alarms.
enum ClaimChange: Hashable, Sendable {
    case raise(FaultCode, source: String, text: String)
    case clear(FaultCode, source: String)
    case event(FaultCode, source: String, text: String)
}

/// The alarms of one device, put together from all of its feeds: what several tell of one alarm is one alarm. A value
/// without a clock.
///
/// Feeds of two kinds tell of alarms. A list, which a poll reads, has all that stand at that moment; a message says that one
/// began or is over. A list that was read behind a message knows better. A message that names only the code waits for the
/// next list to learn the rest, if there is one. Silence clears nothing.
struct AlarmClaims: Sendable {
    /// The most alarms of one device; the core takes as many.
    static let limit = 256
    /// What is named as the source when no feed tells it.
    static let unknownSource = "device"
    /// Seconds within which two feeds that tell of the same event mean the same one.
    static let eventSeconds: Int64 = 120
    /// Events that are remembered for that.
    static let eventLimit = 64

    private struct SeenEvent: Sendable {
        var code: FaultCode
        var source: String
        var tellers: Set<AlarmTeller>
        var time: Timestamp
    }

    private(set) var claims: [AlarmClaim] = []
    private var events: [SeenEvent] = []
    /// Alarms that there was no room for.
    private(set) var refused: UInt64 = 0

    /// A feed told that an alarm began, or that it still stands. `hasList` says whether a list will be read that tells more.
    mutating func take(
        _ alarm: ReportedAlarm, from teller: AlarmTeller, hasList: Bool, at time: Timestamp
    ) -> [ClaimChange] {
        if alarm.source.isEmpty {
            // A message without a source is about what stands with that code already, if something does.
            let known = claims.indices.filter { claims[$0].code == alarm.code }
            for place in known { claims[place].tellers[teller] = time }
            guard known.isEmpty else { return [] }
        }
        guard let place = place(of: alarm) ?? add(alarm) else { return [] }
        claims[place].tellers[teller] = time
        improve(place, by: alarm)
        if claims[place].isRaised {
            // Forwarded alarms are told again and again as long as they stand: that is counted.
            guard teller.feed == .forwarded else { return [] }
            return [raise(place)]
        }
        return alarm.source.isEmpty && hasList ? [] : [raise(place)]
    }

    /// A feed told that an alarm is over; without a source when it does not know it. Returns `nil` for the changes when only
    /// a list can tell which one is meant.
    mutating func clear(_ code: FaultCode, source: String?) -> [ClaimChange]? {
        let matching = claims.indices.filter {
            claims[$0].code == code && (source == nil || claims[$0].source == source)
        }
        guard source == nil, matching.count > 1 else {
            let changes = matching.filter { claims[$0].isRaised }.map { changeOfClear($0) }
            for place in matching.reversed() { claims.remove(at: place) }
            return changes
        }
        return nil
    }

    /// A poll that began at `start` read all alarms that stand. Those that no list has, and that no message told of since
    /// then, are over: all of them when the list is the device's own (`isOwn`), or else those that the teller told of.
    /// `isFresh` says which other feeds' lists still count.
    mutating func take(
        list: [ReportedAlarm], from teller: AlarmTeller, isOwn: Bool = true, startedAt start: Timestamp,
        at time: Timestamp,
        isFresh: (AlarmTeller) -> Bool
    ) -> [ClaimChange] {
        var changes: [ClaimChange] = []
        for alarm in list {
            // One of which only the code was known is this one.
            if place(of: alarm) == nil,
                let thin = claims.firstIndex(where: { $0.code == alarm.code && $0.source.isEmpty })
            {
                if claims[thin].isRaised { changes.append(changeOfClear(thin)) }
                claims[thin].source = alarm.source
                claims[thin].isRaised = false
            }
            guard let place = place(of: alarm) ?? add(alarm) else { continue }
            claims[place].tellers[teller] = time
            improve(place, by: alarm)
            if !claims[place].isRaised { changes.append(raise(place)) }
        }
        let listed = Set(list.map { Name(code: $0.code, source: $0.source) })
        for place in claims.indices.reversed() where !listed.contains(Name(claims[place])) {
            guard isOwn || claims[place].tellers[teller] != nil else { continue }
            claims[place].tellers[teller] = nil
            let isTold = claims[place].tellers.contains { other, told in
                other.feed.isPolled ? isFresh(other) : told >= start
            }
            guard !isTold else { continue }
            let claim = claims[place]
            if claim.isRaised {
                changes.append(changeOfClear(place))
            } else {
                // A message told of it, and it was over before the list was read.
                changes.append(.event(claim.code, source: named(claim.source), text: claim.text))
            }
            claims.remove(at: place)
        }
        return changes
    }

    /// Whether something waits for a list.
    var isWaiting: Bool { claims.contains { !$0.isRaised } }

    /// What waits for a list that will not come is told as it is known.
    mutating func giveUpWaiting(before time: Timestamp) -> [ClaimChange] {
        claims.indices.filter { !claims[$0].isRaised && claims[$0].lastTold.map { $0 < time } ?? true }.map {
            raise($0)
        }
    }

    /// A feed told of an event; nothing follows when another feed told of the same one.
    mutating func take(event: ReportedAlarm, from teller: AlarmTeller, at time: Timestamp) -> [ClaimChange] {
        events.removeAll { time.milliseconds(since: $0.time) > Self.eventSeconds * 1000 }
        if let same = events.firstIndex(where: {
            $0.code == event.code && !$0.tellers.contains(teller)
                && ($0.source == event.source || $0.source.isEmpty || event.source.isEmpty)
        }) {
            events[same].tellers.insert(teller)
            return []
        }
        if events.count >= Self.eventLimit { events.removeFirst() }
        events.append(SeenEvent(code: event.code, source: event.source, tellers: [teller], time: time))
        return [.event(event.code, source: named(event.source), text: event.text)]
    }

    /// The alarms that the core has of a former run, before any feed told of them: the first list says whether they stand.
    mutating func resume(_ keys: [AlarmKey]) {
        for key in keys where claims.count < Self.limit {
            guard !claims.contains(where: { $0.code == key.code && named($0.source) == key.source }) else { continue }
            claims.append(
                AlarmClaim(code: key.code, source: key.source, text: "", tellers: [:], isRaised: true, deviceTime: nil))
        }
    }

    /// The device restarted: its alarms are over, and the core knows that.
    mutating func forgetAll() {
        claims.removeAll()
    }

    /// All that feeds told, once more: the core knows the device by another name now.
    mutating func raiseAgain() -> [ClaimChange] {
        claims.indices.filter { claims[$0].isRaised && !claims[$0].tellers.isEmpty }.map { raise($0) }
    }

    // MARK: Steps

    private struct Name: Hashable {
        var code: FaultCode
        var source: String

        init(code: FaultCode, source: String) {
            self.code = code
            self.source = source
        }

        init(_ claim: AlarmClaim) {
            self.init(code: claim.code, source: claim.source)
        }
    }

    private func place(of alarm: ReportedAlarm) -> Int? {
        claims.firstIndex { $0.code == alarm.code && $0.source == alarm.source }
    }

    private mutating func add(_ alarm: ReportedAlarm) -> Int? {
        guard claims.count < Self.limit else {
            refused += 1
            return nil
        }
        claims.append(
            AlarmClaim(code: alarm.code, source: alarm.source, text: "", tellers: [:], isRaised: false, deviceTime: nil)
        )
        return claims.count - 1
    }

    private mutating func improve(_ place: Int, by alarm: ReportedAlarm) {
        if !alarm.text.isEmpty { claims[place].text = alarm.text }
        if let time = alarm.deviceTime { claims[place].deviceTime = time.time }
    }

    private mutating func raise(_ place: Int) -> ClaimChange {
        claims[place].isRaised = true
        return .raise(claims[place].code, source: named(claims[place].source), text: claims[place].text)
    }

    private func changeOfClear(_ place: Int) -> ClaimChange {
        .clear(claims[place].code, source: named(claims[place].source))
    }

    private func named(_ source: String) -> String { source.isEmpty ? Self.unknownSource : source }
}
