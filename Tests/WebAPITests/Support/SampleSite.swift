import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// A simulated site some minutes after some of its radios were lost, with calls, alarms and events.
enum SampleSite {
    /// The same for all tests: it is only read.
    static let snapshot = make()

    private static func make() -> Snapshot {
        let start = Timestamp(seconds: 1_800_000_000)
        let end = start.adding(seconds: 900)
        var site = SimulatedSite(SimulationPlan(radios: 48, scenario: .radioLoss), startingAt: start)
        var state = SiteState()
        var snapshot = Snapshot(time: end, agent: AgentStatus(version: "0.1.0", startedAt: start))
        while site.nextTime <= end {
            let time = max(site.nextTime, start)
            for input in site.advance(to: time) {
                for effect in state.apply(input, at: time) { note(effect, at: time, in: &snapshot) }
            }
        }
        snapshot.site = state.snapshot
        snapshot.number = 41
        snapshot.agent.feed = "simulation"
        snapshot.agent.journalLastNumber = 1234
        snapshot.host.name = "switchboard"
        snapshot.host.residentBytes = 60_000_000
        snapshot.severities.set(.disabled, for: .ipTcpBindError)
        return snapshot
    }

    private static func note(_ effect: SiteEffect, at time: Timestamp, in snapshot: inout Snapshot) {
        switch effect {
        case .raise(let code, let subject, let source, let text):
            guard
                case .raised(let alarm) = snapshot.alarms.raise(code, on: subject, source: source, text: text, at: time)
            else { return }
            snapshot.events.append(
                FaultRecord(
                    activity: .alarm, alarmNumber: alarm.number, code: code, severity: alarm.severity,
                    seriousness: .error, subject: subject, source: source, text: text, time: time, isSimulated: true))
        case .clear(let key):
            _ = snapshot.alarms.clear(key, at: time)
        case .event(let code, let subject, let source, let text):
            snapshot.events.append(
                FaultRecord(
                    activity: .error, alarmNumber: 0, code: code, severity: .indeterminate, seriousness: .warning,
                    subject: subject, source: source, text: text, time: time, isSimulated: true))
        default:
            break
        }
    }
}
