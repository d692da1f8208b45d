import Faults
import IPDECTCore
import NetworkValues

/// A simulated site and the state that its inputs lead to, each applied at the moment at which it is due.
struct SimulatedRun {
    /// 2027-01-15 00:00 UTC: a day begins.
    static let start = Timestamp(seconds: 1_799_971_200)

    var site: SimulatedSite
    var state = SiteState()
    var time = start
    var inputCount = 0
    var refusals: [(input: SiteInput, refusal: SiteRefusal)] = []
    /// How often each fault began, was over, or just happened.
    var raised: [FaultCode: Int] = [:]
    var cleared: [FaultCode: Int] = [:]
    var events: [FaultCode: Int] = [:]
    /// The first thing that is not as it has to be.
    var violation: String?
    /// The most calls that any radio had, looked at with each check.
    var mostCalls: UInt32 = 0

    private var invariants = Invariants()
    private var unchecked: [SiteEffect] = []

    init(_ plan: SimulationPlan) {
        site = SimulatedSite(plan, startingAt: Self.start)
    }

    /// The refusals by what they are about, with how many there were.
    var refusalCounts: [String: Int] {
        refusals.reduce(into: [:]) { counts, refused in
            let input = "\(refused.input)".prefix { $0 != "(" }
            let refusal = "\(refused.refusal)".prefix { $0 != "(" }
            counts["\(input) \(refusal)", default: 0] += 1
        }
    }

    /// Lets the site live, and looks whether all is as it has to be behind every so many inputs.
    mutating func live(until end: Timestamp, checkingEvery step: Int = 50) {
        var checkedAt = inputCount
        while violation == nil {
            let next = min(site.nextTime, end)
            while let deadline = state.nextDeadline, deadline <= next { apply(.tick, at: max(deadline, time)) }
            time = max(time, next)
            for input in site.advance(to: time) {
                inputCount += 1
                apply(input, at: time)
            }
            let isOver = site.nextTime > end
            if isOver || inputCount >= checkedAt + step {
                checkedAt = inputCount
                check()
            }
            if isOver { break }
        }
        time = end
        apply(.tick, at: end)
        check()
    }

    mutating func live(hours: Int64, checkingEvery step: Int = 50) {
        live(until: time.adding(seconds: hours * 3600), checkingEvery: step)
    }

    mutating func live(seconds: Int64, checkingEvery step: Int = 50) {
        live(until: time.adding(seconds: seconds), checkingEvery: step)
    }

    private mutating func apply(_ input: SiteInput, at time: Timestamp) {
        let effects = state.apply(input, at: time)
        for effect in effects {
            switch effect {
            case .raise(let code, _, _, _): raised[code, default: 0] += 1
            case .clear(let key): cleared[key.code, default: 0] += 1
            case .event(let code, _, _, _): events[code, default: 0] += 1
            case .refused(let refusal): refusals.append((input, refusal))
            default: break
            }
        }
        unchecked += effects
    }

    private mutating func check() {
        let snapshot = state.snapshot
        if violation == nil, let first = invariants.violations(snapshot, unchecked).first {
            violation = "input \(inputCount) at \(time): \(first)"
        }
        unchecked.removeAll(keepingCapacity: true)
        mostCalls = max(mostCalls, snapshot.radios.map(\.callCount).max() ?? 0)
    }
}
