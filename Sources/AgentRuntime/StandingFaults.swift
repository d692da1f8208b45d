import DeviceFeeds
import Faults
import IPDECTCore
import Snapshot
import Synchronization
import Waking

/// Something that is wrong with the agent or its host, as long as it is.
struct StandingFault: Hashable, Sendable {
    /// The fault.
    var code: FaultCode
    /// The part that reports it; with the code it identifies the alarm.
    var source: String
    /// The text for people.
    var text: String
}

/// Keeps the alarms of one part of the agent in step with what is wrong there now: raises what is new, clears what is over.
final class StandingFaults: Sendable {
    private let core: SiteCore
    private let store: SnapshotStore
    private let standing = Mutex<[AlarmKey: StandingFault]>([:])
    /// One report at a time: what was seen last reaches the core last.
    private let turns = Turns()

    init(core: SiteCore, store: SnapshotStore) {
        self.core = core
        self.store = store
    }

    /// Takes all that is wrong now; returns what was not before. What is wrong is looked at once the report has its turn.
    @discardableResult
    func report(_ faults: @autoclosure () -> [StandingFault]) async -> [StandingFault] {
        await turns.take { await report(seen: faults()) }
    }

    private func report(seen faults: [StandingFault]) async -> [StandingFault] {
        let now = Dictionary(faults.map { (AlarmKey($0), $0) }) { first, _ in first }
        let before = standing.withLock { standing in
            defer { standing = now }
            return standing
        }
        let subject = FaultSubject(device: .agent, deviceName: store.current.host.name, address: nil)
        var effects: [SiteEffect] = []
        var new: [StandingFault] = []
        for (key, fault) in now.sorted(by: { $0.key < $1.key }) where before[key] != fault {
            effects.append(.raise(fault.code, on: subject, source: fault.source, text: fault.text))
            if before[key] == nil { new.append(fault) }
        }
        for key in before.keys.sorted() where now[key] == nil { effects.append(.clear(key)) }
        if !effects.isEmpty { await core.submit(effects.map(HostObservation.fault)) }
        return new
    }
}

extension AlarmKey {
    init(_ fault: StandingFault) {
        self.init(device: .agent, source: fault.source, code: fault.code)
    }
}
