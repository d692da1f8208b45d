import NetworkValues
import SNMPProtocol

/// What is known of the engine of a receiver of informs, which is the authoritative one (RFC 3414 2.2, 2.3, 4).
struct ReceiverEngine: Sendable {
    /// Its identifier; `nil` before it was discovered.
    private(set) var engineID: [UInt8]?
    /// The number of its starts; `nil` before an authenticated message told it.
    private var boots: Int32?
    /// The latest time that it told, in seconds since its start.
    private var time: Int32 = 0
    /// When it told that.
    private var heardAt = Timestamp(seconds: 0)

    /// Its boots and time now; zeros while they are not known, which makes the engine tell them (RFC 3414 4).
    func clock(at now: Timestamp) -> (boots: Int32, time: Int32) {
        guard let boots else { return (0, 0) }
        let seconds = max(0, now.milliseconds(since: heardAt) / 1000)
        return (boots, Int32(clamping: Int64(time) + seconds))
    }

    /// Whether its time is known.
    var hasClock: Bool { boots != nil }

    /// The engine has this identifier. Returns whether that is news; what was known of another engine is forgotten then.
    /// Identifiers of a wrong length are not taken (RFC 3411 5).
    mutating func discover(_ identifier: [UInt8]) -> Bool {
        guard (5...32).contains(identifier.count), identifier != engineID else { return false }
        engineID = identifier
        boots = nil
        return true
    }

    /// Forgets the engine: it is discovered anew.
    mutating func forget() {
        self = ReceiverEngine()
    }

    /// An authenticated message came (RFC 3414 3.2, 7 b). Returns whether it was timely; only one that was later moves the
    /// time.
    mutating func hear(boots newBoots: Int32, time newTime: Int32, at now: Timestamp) -> Bool {
        let known = clock(at: now)
        guard let boots else {
            learn(boots: newBoots, time: newTime, at: now)
            return true
        }
        guard newBoots != TimeWindow.highestBoots, newBoots >= boots else { return false }
        if newBoots == boots, Int64(newTime) < Int64(known.time) - Int64(TimeWindow.seconds) { return false }
        if newBoots > boots || newTime > time { learn(boots: newBoots, time: newTime, at: now) }
        return true
    }

    /// An authenticated report says what the time is, in answer to a message that was sent a moment ago. The message's
    /// number is part of what is authenticated and never comes again, so the report cannot be an old one: it is believed
    /// also when it goes back, as from an engine that lost the number of its starts.
    mutating func learn(boots newBoots: Int32, time newTime: Int32, at now: Timestamp) {
        boots = newBoots
        time = newTime
        heardAt = now
    }
}
