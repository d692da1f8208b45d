import Dispatch
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
    private let shared: Mutex<Shared>
    /// Appends under way, each with those that follow from it.
    private let appends = DispatchGroup()

    private struct Shared {
        var settings: LogRelaySettings
        var connections: [ObjectIdentifier: (channel: any Channel, source: IPAddress)] = [:]
        var isEnding = false
    }

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
        shared = Mutex(Shared(settings: settings))
    }

    var settings: LogRelaySettings {
        get { shared.withLock { $0.settings } }
        set { shared.withLock { $0.settings = newValue } }
    }

    var connections: Int { shared.withLock { $0.connections.count } }
    var openChannels: [any Channel] { shared.withLock { $0.connections.values.map(\.channel) } }

    func reader(for source: IPAddress) -> LineReader { LineReader(source: source, device: device(source)) }

    /// Whether a connection of a source may stand; counts it. `end` ends it.
    func begin(_ source: IPAddress, _ channel: any Channel) -> Bool {
        guard isAllowed(source) else { return false }
        let refusal: String? = shared.withLock { shared in
            let (all, limit) = (shared.settings.connectionLimit, shared.settings.sourceConnectionLimit)
            if shared.isEnding { return "the agent ends" }
            if shared.connections.count >= all { return "there are \(all) connections already" }
            if shared.connections.values.count(where: { $0.source == source }) >= limit {
                return "it has \(limit) connections already"
            }
            shared.connections[ObjectIdentifier(channel)] = (channel, source)
            return nil
        }
        if let refusal { refuse(source, refusal) }
        return refusal == nil
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

    // MARK: Appending

    /// Appends records and returns whether they are durable; when the journal cannot take them it tries until it can: who
    /// sends over a connection waits so long. It gives up when the journal is closed, or the relay ends.
    func append(_ records: [LogRecord]) async -> Bool {
        while true {
            do throws(JournalError) {
                try await journal.append(records.map(JournalContent.log))
                return true
            } catch {
                if error.code == .closed || shared.withLock({ $0.isEnding }) { return false }
            }
            guard (try? await sleep(.milliseconds(200))) != nil else { return false }
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

    /// Counts an append that `end` waits for; `leave` comes behind it, when the next one is counted if there is one.
    func enterAppend() { appends.enter() }
    func leaveAppend() { appends.leave() }

    /// Connections may stand from now on.
    func start() { shared.withLock { $0.isEnding = false } }

    /// Ends all connections, and returns when all that came over them is durable or given up.
    func end() async {
        shared.withLock { $0.isEnding = true }
        await Self.close(openChannels)
        await withCheckedContinuation { continuation in
            appends.notify(queue: .global()) { continuation.resume() }
        }
    }

    /// Closes channels, all at once, and returns when their handlers have heard of it.
    static func close(_ channels: [any Channel]) async {
        for channel in channels { channel.close(promise: nil) }
        for channel in channels { try? await channel.closeFuture.get() }
    }
}
