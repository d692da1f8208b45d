import IPDECTCore
public import NetworkValues
public import Snapshot

/// Finds what limits the system, by the reasoning of manual 4.23.5: a value that looks at a snapshot now and then.
///
/// It keeps a few numbers for each radio that is at a limit or lost its synchronization, and none for the others.
public struct CapacityAdvisor: Sendable {
    /// Findings of one kind at a time; more would help nobody.
    static let findingLimit = 100

    /// The settings.
    public var settings: AdviceSettings
    private var atCallLimit: [String: Timestamp] = [:]
    private var exhausted: [String: Timestamp] = [:]
    private var losses: [String: SyncLosses] = [:]
    private var pings: [String: PingWindow] = [:]
    private var memory = MemoryTrend()
    private var busySince: Timestamp?
    private var since: [Key: Timestamp] = [:]

    private struct Key: Hashable {
        var kind: CapacityFinding.Kind
        var subject: String
    }

    /// Makes an advisor that has seen nothing.
    public init(_ settings: AdviceSettings) { self.settings = settings }

    /// What is found at `now`, by kind and subject.
    public mutating func examine(_ snapshot: Snapshot, at now: Timestamp) -> [CapacityFinding] {
        guard settings.isEnabled else {
            self = CapacityAdvisor(settings)
            return []
        }
        var found = radios(snapshot.site.radios, at: now)
        found += flapping(snapshot.site.radios, at: now)
        found += probes(snapshot.probes, at: now)
        found += host(snapshot.host, at: now)
        var kept: [Key: Timestamp] = [:]
        for place in found.indices {
            let key = Key(kind: found[place].kind, subject: found[place].subject)
            found[place].since = since[key] ?? found[place].since
            kept[key] = found[place].since
        }
        since = kept
        return found.sorted { ($0.kind.rawValue, $0.subject) < ($1.kind.rawValue, $1.subject) }
    }

    // MARK: Radios

    private mutating func radios(_ radios: [Radio], at now: Timestamp) -> [CapacityFinding] {
        var full: [String: Timestamp] = [:]
        var spent: [String: Timestamp] = [:]
        var found: [CapacityFinding] = []
        // By their places: a radio is large, and thousands would be copied.
        for place in radios.indices where radios[place].callCount > 0 {
            let radio = radios[place]
            let isFull = radio.callCount >= radio.callLimit
            if isFull { full[radio.name] = atCallLimit[radio.name] ?? now }
            guard radio.resources.utilization >= 1 else { continue }
            // Calls that fill the channels are told as that; what is left are encrypted ones.
            if !isFull { spent[radio.name] = exhausted[radio.name] ?? now }
        }
        let limit = Int64(settings.callMinutes) * 60_000
        for (name, start) in full where now.milliseconds(since: start) >= limit {
            let calls = radios.first { $0.name == name }?.callCount ?? 0
            found.append(
                CapacityFinding(
                    kind: .radioAtCallLimit, subject: name,
                    evidence: "\(calls) calls, as many as it can carry, for more than \(settings.callMinutes) minutes",
                    advice: "Calls find no channel there. Another base station in the same area takes a part of them.",
                    since: start))
        }
        for (name, start) in spent where now.milliseconds(since: start) >= limit {
            let calls = radios.first { $0.name == name }?.encryptedCallCount ?? 0
            found.append(
                CapacityFinding(
                    kind: .resourcesExhausted, subject: name,
                    evidence: "\(calls) encrypted calls use all of its resources (CPU-R) for more than "
                        + "\(settings.callMinutes) minutes",
                    advice: "It takes no more encrypted calls. Another base station in the same area helps, a newer "
                        + "model, or the master without a radio of its own.", since: start))
        }
        (atCallLimit, exhausted) = (full, spent)
        return Array(found.sorted { $0.subject < $1.subject }.prefix(Self.findingLimit))
    }

    private struct SyncLosses: Sendable {
        var total: UInt64
        /// When losses were seen, one entry for each.
        var times: [Timestamp] = []
    }

    private mutating func flapping(_ radios: [Radio], at now: Timestamp) -> [CapacityFinding] {
        var found: [CapacityFinding] = []
        for place in radios.indices {
            let (name, total) = (radios[place].name, UInt64(radios[place].sync.lostCount))
            guard var known = losses[name] else {
                // What was before the first look does not count.
                losses[name] = SyncLosses(total: total)
                continue
            }
            guard total != known.total || !known.times.isEmpty else { continue }
            let new = total > known.total ? min(total - known.total, 100) : 0
            known.times += Array(repeating: now, count: Int(new))
            known.times.removeAll { now.milliseconds(since: $0) >= 3_600_000 }
            if known.times.count > 100 { known.times.removeFirst(known.times.count - 100) }
            known.total = total
            losses[name] = known
            guard known.times.count >= settings.syncLosses, found.count < Self.findingLimit else { continue }
            found.append(
                CapacityFinding(
                    kind: .syncFlaps, subject: name,
                    evidence: "air synchronization lost \(known.times.count) times in an hour",
                    advice: "The signal that it follows is too weak or disturbed. Look at its sync candidates, let it "
                        + "follow another radio, or put a base station between the two.", since: now))
        }
        if losses.count > radios.count {
            let names = Set(radios.map(\.name))
            losses = losses.filter { names.contains($0.key) }
        }
        return found
    }

    // MARK: Pings

    private struct PingWindow: Sendable {
        var counts: [(time: Timestamp, sent: UInt64, received: UInt64)] = []
        var isLossy = false
    }

    private mutating func probes(_ probes: [PingProbe], at now: Timestamp) -> [CapacityFinding] {
        var found: [CapacityFinding] = []
        for probe in probes {
            var window = pings[probe.name] ?? PingWindow()
            if let last = window.counts.last, probe.sent < last.sent || probe.received < last.received {
                window = PingWindow()
            }
            window.counts.append((now, probe.sent, probe.received))
            while window.counts.count > 2, now.milliseconds(since: window.counts[1].time) >= 300_000 {
                window.counts.removeFirst()
            }
            let first = window.counts[0]
            let sent = probe.sent - first.sent
            let lost = sent - min(sent, probe.received - first.received)
            // What was found goes away below half of the limit.
            let limit = window.isLossy ? settings.pingLoss / 2 : settings.pingLoss
            window.isLossy = sent >= 10 && Double(lost) >= Double(sent) * limit && lost > 0
            pings[probe.name] = window
            guard window.isLossy else { continue }
            found.append(
                CapacityFinding(
                    kind: .pingLoss, subject: probe.name,
                    evidence: "\(lost) of \(sent) pings to \(probe.target) lost in five minutes",
                    advice: "Look at the network between here and there: cabling, duplex, a switch that is overloaded, "
                        + "or traffic that goes before voice.", since: now))
        }
        return found
    }

    // MARK: The host

    private struct MemoryTrend: Sendable {
        /// The most in use in each hour, the one that goes on last.
        var hours: [(number: Int64, bytes: UInt64)] = []
    }

    private mutating func host(_ host: HostStatus, at now: Timestamp) -> [CapacityFinding] {
        var found: [CapacityFinding] = []
        let hour = now.milliseconds / 3_600_000
        if memory.hours.last?.number == hour {
            let last = memory.hours.count - 1
            memory.hours[last].bytes = max(memory.hours[last].bytes, host.memory.usedBytes)
        } else {
            memory.hours.append((hour, host.memory.usedBytes))
            if memory.hours.count > settings.memoryHours + 2 { memory.hours.removeFirst() }
        }
        // Whole hours only, and each above the one before.
        let ended = memory.hours.dropLast().suffix(settings.memoryHours + 1)
        if ended.count == settings.memoryHours + 1, let first = ended.first, let last = ended.last,
            last.number - first.number == Int64(settings.memoryHours),
            zip(ended, ended.dropFirst()).allSatisfy({ $0.bytes < $1.bytes }), last.bytes > first.bytes / 10 * 11
        {
            found.append(
                CapacityFinding(
                    kind: .memoryGrows, subject: host.name,
                    evidence: "memory in use grew in each of \(settings.memoryHours) hours, from \(first.bytes >> 20) "
                        + "to \(last.bytes >> 20) MiB",
                    advice: "A program leaks, or there is more to do at once than before. Spread the roles of the "
                        + "system over several devices, and see which process grows.", since: now))
        }
        guard host.processorUtilization >= settings.processor else {
            busySince = nil
            return found
        }
        let start = busySince ?? now
        busySince = start
        if now.milliseconds(since: start) >= 900_000 {
            found.append(
                CapacityFinding(
                    kind: .processorBusy, subject: host.name,
                    evidence: "more than \(Int(settings.processor * 100)) % of the processors in use for "
                        + "more than 15 minutes",
                    advice: "Peaks are harmless, this is none. Encrypted calls and many users on one master cost most: "
                        + "take something off this machine.", since: start))
        }
        return found
    }
}
