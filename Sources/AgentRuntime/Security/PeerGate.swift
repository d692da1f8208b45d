import NetworkValues

/// Lets the first event of a kind through that a peer causes, and holds back the rest of a minute, which the next one
/// counts: a port that is scanned must not fill the journal. Bounded: peers that find no place of their own share one.
struct PeerGate {
    /// Seconds in which the same comes up once.
    static let intervalSeconds: Int64 = 60
    /// The most peers with a place of their own.
    static let limit = 256

    /// What counts as the same.
    struct Key: Hashable {
        /// What happened.
        var event: String
        /// What the connection was for.
        var purpose: String
        /// The peer's address; `nil` for all that found no place.
        var host: Substring?

        /// Makes a key; the port of `peer` does not matter, which is another one for each connection of a client.
        init(_ event: String, peer: String, purpose: String) {
            self.event = event
            self.purpose = purpose
            host = Self.host(of: peer)
        }

        private static func host(of peer: String) -> Substring {
            // An IPv6 address with a port stands in brackets.
            guard let colon = peer.lastIndex(of: ":"), peer[colon...].dropFirst().allSatisfy(\.isNumber),
                peer.first == "[" || peer.firstIndex(of: ":") == colon
            else { return peer[...] }
            return peer[..<colon]
        }
    }

    private struct Entry {
        var passedAt: Timestamp
        var held: UInt64 = 0
    }

    private var entries: [Key: Entry] = [:]

    /// Takes an event: how many like it were held back since the last one that passed; `nil` when this one is held back,
    /// too.
    mutating func take(_ key: Key, at now: Timestamp) -> UInt64? {
        let key = place(of: key, at: now)
        if let entry = entries[key], !Self.isOver(entry, at: now) {
            entries[key]?.held += 1
            return nil
        }
        let held = entries[key]?.held ?? 0
        entries[key] = Entry(passedAt: now)
        return held
    }

    /// Holds back an event that `take` let pass, and with it those that it would have counted.
    mutating func giveBack(_ key: Key, held: UInt64, at now: Timestamp) {
        entries[place(of: key, at: now), default: Entry(passedAt: now)].held += held + 1
    }

    private mutating func place(of key: Key, at now: Timestamp) -> Key {
        guard entries[key] == nil else { return key }
        if entries.count >= Self.limit { makeRoom(at: now) }
        return entries.count < Self.limit ? key : Self.shared(key)
    }

    /// Forgets whom nothing came from for a minute. What was held back of them is counted with those without a place.
    private mutating func makeRoom(at now: Timestamp) {
        for (key, entry) in entries where key.host != nil && Self.isOver(entry, at: now) {
            entries[key] = nil
            guard entry.held > 0 else { continue }
            entries[Self.shared(key), default: Entry(passedAt: entry.passedAt)].held += entry.held
        }
    }

    private static func shared(_ key: Key) -> Key {
        var key = key
        key.host = nil
        return key
    }

    private static func isOver(_ entry: Entry, at now: Timestamp) -> Bool {
        // A clock that was set back must not silence anything until it has caught up.
        abs(now.milliseconds(since: entry.passedAt)) >= intervalSeconds * 1000
    }
}
