import Faults
import IPDECTCore
import Settings
import Snapshot
import Synchronization
import WebServer
import WebSupport

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
    private let document: Mutex<SettingsDocument>
    private let told = Mutex<[String]>([])
    let snapshot: Snapshot
    let failure: (any Error)?

    init(
        _ snapshot: Snapshot = SampleSite.snapshot, settings: String = SampleSettings.text,
        failingWith failure: (any Error)? = nil
    ) {
        document = Mutex(SettingsDocument(ConfigText(settings), schema: SampleSettings.schema))
        self.snapshot = snapshot
        self.failure = failure
    }

    /// What was asked for, in order.
    var calls: [Call] { asked.withLock(\.self) }

    /// What the journal was told, in order.
    var sentences: [String] { told.withLock(\.self) }

    /// A client of the API over this agent.
    var client: RouterClient { RouterClient(WebSite([APIRoutes(self)])) }

    private func note(_ call: Call) throws {
        asked.withLock { $0.append(call) }
        if let failure { throw failure }
    }

    var settings: SettingsDocument { document.withLock(\.self) }

    func changeSettings(
        by user: ConsoleUser, telling change: ConsoleChange?,
        _ edit: @escaping @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument
    ) async throws -> SettingsChange {
        let changed = try edit(settings)
        let before = settings
        let (_, problems) = SettingsDocument.parse(changed.rendering(masked: false), schema: changed.schema)
        if let error = problems.first(where: { $0.severity == .error }) {
            throw SettingsError(.invalidText, error.message, option: error.option, line: error.line)
        }
        try note(.change(changed.rendering(masked: false)))
        if let change { tell([change]) }
        document.withLock { $0 = changed }
        return SettingsChange(applied: changed.modules(differingFrom: before), unknown: changed.unknownModules)
    }

    func reloadSettings(by user: ConsoleUser) async throws -> SettingsChange {
        try note(.reload)
        return SettingsChange()
    }

    func operate(_ inputs: [SiteInput], telling changes: [ConsoleChange]) async throws {
        for input in inputs { try note(.operate(input)) }
        tell(changes)
    }

    private func tell(_ changes: [ConsoleChange]) { told.withLock { $0 += changes.map(\.text) } }

    func note(_ change: ConsoleChange) { tell([change]) }

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
