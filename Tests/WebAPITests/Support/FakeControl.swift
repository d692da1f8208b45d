import Faults
import IPDECTCore
import Snapshot
import Synchronization
import WebServer

@testable import WebAPI

/// An agent that notes what it is asked for, and throws what it is told to.
final class FakeControl: AgentControl {
    /// What was asked for.
    enum Call: Equatable {
        case change(String)
        case reload
        case operate(SiteInput)
        case acknowledge(UInt32)
        case remap(FaultCode, Seriousness?)
        case clearEvents
        case test(String?)
    }

    private let asked = Mutex<[Call]>([])
    let snapshot: Snapshot
    let failure: (any Error)?

    init(_ snapshot: Snapshot = SampleSite.snapshot, failingWith failure: (any Error)? = nil) {
        self.snapshot = snapshot
        self.failure = failure
    }

    /// What was asked for, in order.
    var calls: [Call] { asked.withLock(\.self) }

    /// A client of the API over this agent.
    var client: RouterClient { RouterClient(WebSite([APIRoutes(self)])) }

    private func note(_ call: Call) throws {
        asked.withLock { $0.append(call) }
        if let failure { throw failure }
    }

    func settingsText() async -> String { "config change SNMP0 /enable /community ********\n" }

    func changeSettings(_ lines: String, by user: ConsoleUser) async throws -> SettingsChange {
        try note(.change(lines))
        return SettingsChange(applied: ["SNMP0"], needsRestart: ["HTTP0 /port"], unknown: ["PHONE"])
    }

    func reloadSettings(by user: ConsoleUser) async throws -> SettingsChange {
        try note(.reload)
        return SettingsChange()
    }

    func operate(_ input: SiteInput) async throws { try note(.operate(input)) }

    func acknowledge(alarm number: UInt32) async -> Bool {
        asked.withLock { $0.append(.acknowledge(number)) }
        return snapshot.alarms.alarm(number: number) != nil
    }

    func remap(_ code: FaultCode, to seriousness: Seriousness?, by user: ConsoleUser) async throws {
        try note(.remap(code, seriousness))
    }

    func clearEvents() async { asked.withLock { $0.append(.clearEvents) } }

    func testNotification(target: String?) async throws -> [NotificationOutcome] {
        try note(.test(target))
        let outcome = NotificationOutcome(target: "night watch", address: "10.0.0.1:162", isSent: true)
        return target.map { $0 == outcome.target } ?? true ? [outcome] : []
    }

    func snmpStatus() async -> SNMPStatusView {
        SNMPStatusView(isEnabled: true, listening: ["127.0.0.1:161"], engineID: "0x8000", counters: ["snmpInPkts": 7])
    }
}
