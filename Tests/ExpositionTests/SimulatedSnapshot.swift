import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// A snapshot of a site that lived for some time, as the agent would publish it.
enum SimulatedSnapshot {
    static func make(radios: Int, scenario: Scenario, seconds: Int64 = 120) -> Snapshot {
        let start = Timestamp(seconds: 1_800_000_000)
        let end = start.adding(seconds: seconds)
        var site = SimulatedSite(SimulationPlan(radios: radios, scenario: scenario), startingAt: start)
        var state = SiteState()
        var snapshot = Snapshot(time: end, agent: AgentStatus(version: "0.1.0", startedAt: start))
        var time = start
        while true {
            for input in site.advance(to: time) {
                for effect in state.apply(input, at: time) { note(effect, at: time, in: &snapshot) }
            }
            guard site.nextTime <= end else { break }
            time = max(time, site.nextTime)
        }
        for effect in state.apply(.tick, at: end) { note(effect, at: end, in: &snapshot) }
        snapshot.number = 41
        snapshot.site = state.snapshot
        snapshot.agent.journalLastNumber = 1234
        snapshot.host = host()
        return snapshot
    }

    private static func note(_ effect: SiteEffect, at time: Timestamp, in snapshot: inout Snapshot) {
        switch effect {
        case .raise(let code, let subject, let source, let text):
            _ = snapshot.alarms.raise(code, on: subject, source: source, text: text, at: time)
            count(code, at: time, in: &snapshot)
        case .clear(let key):
            _ = snapshot.alarms.clear(key, at: time)
        case .event(let code, _, _, _):
            count(code, at: time, in: &snapshot)
        default:
            break
        }
    }

    private static func count(_ code: FaultCode, at time: Timestamp, in snapshot: inout Snapshot) {
        snapshot.occurrences[code, default: FaultOccurrence(count: 0, lastAt: time)].count += 1
        snapshot.occurrences[code]?.lastAt = time
    }

    private static func host() -> HostStatus {
        var host = HostStatus()
        host.name = "switchboard"
        host.memory = HostMemory(totalBytes: 4_000_000_000, usedBytes: 1_500_000_000)
        host.residentBytes = 60_000_000
        host.processorMilliseconds = 12_340
        host.processorUtilization = 0.125
        var counters = InterfaceCounters()
        counters.receivedOctets = .max
        counters.sentPackets = 7
        host.interfaces = [
            HostInterface(index: 1, name: "lo", type: 24, hasConnector: false),
            HostInterface(index: 2, name: "eth0", speedBitsPerSecond: 1_000_000_000, counters: counters),
        ]
        return host
    }
}
