import Faults
import Journal
import Logging
import NIOCore
import NetworkValues
import Synchronization

/// What all listeners share: who may send, where lines go, and what is counted.
final class LineIntake: Sendable {
    let journal: Journal
    let now: @Sendable () -> Timestamp
    let sources = SourceTable()
    let logger: Logger
    private let device: @Sendable (IPAddress) -> DeviceID
    private let sleep: @Sendable (Duration) async throws -> Void
    private let shared: Mutex<(settings: LogRelaySettings, connections: [ObjectIdentifier: any Channel])>

    init(
        _ settings: LogRelaySettings, journal: Journal, device: @escaping @Sendable (IPAddress) -> DeviceID,
        now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) async throws -> Void,
        logger: Logger
    ) {
        self.journal = journal
        self.device = device
        self.now = now
        self.sleep = sleep
        self.logger = logger
        shared = Mutex((settings, [:]))
    }

    var settings: LogRelaySettings {
        get { shared.withLock { $0.settings } }
        set { shared.withLock { $0.settings = newValue } }
    }

    var connections: Int { shared.withLock { $0.connections.count } }
    var openChannels: [any Channel] { shared.withLock { Array($0.connections.values) } }

    func reader(for source: IPAddress) -> LineReader { LineReader(source: source, device: device(source)) }

    /// Whether a connection of a source may stand; counts it. `end` ends it.
    func begin(_ source: IPAddress, _ channel: any Channel) -> Bool {
        guard isAllowed(source) else { return false }
        let fits = shared.withLock { shared in
            guard shared.connections.count < shared.settings.connectionLimit else { return false }
            shared.connections[ObjectIdentifier(channel)] = channel
            return true
        }
        if !fits { refuse(source, "there are \(settings.connectionLimit) connections already") }
        return fits
    }

    func end(_ channel: any Channel) { shared.withLock { $0.connections[ObjectIdentifier(channel)] = nil } }

    /// Whether a source may send; counts and tells when it may not.
    func isAllowed(_ source: IPAddress) -> Bool {
        guard !settings.allows(source) else { return true }
        refuse(source, "it is in no network that may send")
        return false
    }

    private func refuse(_ source: IPAddress, _ reason: String) {
        guard sources.refuse(source, at: now()) else { return }
        logger.warning("logs of a device are refused", metadata: ["source": "\(source)", "reason": "\(reason)"])
    }

    /// Appends records and returns when they are durable; when the journal cannot take them it tries until it can: who
    /// sends over a connection waits so long.
    func append(_ records: [LogRecord]) async {
        while !(await tryToAppend(records)) {
            guard (try? await sleep(.milliseconds(200))) != nil else { return }
        }
    }

    /// Appends records; returns whether they are durable.
    func tryToAppend(_ records: [LogRecord]) async -> Bool {
        do {
            try await journal.append(records.map(JournalContent.log))
            return true
        } catch {
            return false
        }
    }
}
