import Logging
public import ServiceLifecycle

/// Keeps a journal within its limits while the agent runs, and closes it at the end.
public struct JournalService: Service {
    private let journal: Journal
    private let interval: Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    /// Makes the service. `sleep` waits for the interval; tests inject their own.
    public init(
        _ journal: Journal, interval: Duration = .seconds(60),
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.journal = journal
        self.interval = interval
        self.sleep = sleep
    }

    /// Drops what has expired, once at the start and then after each interval, until it is cancelled or the agent shuts
    /// down; then closes the journal.
    public func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(JournalError) {
                    try await journal.dropExpired()
                } catch {
                    journal.logger.warning("old records were not dropped", metadata: ["reason": "\(error)"])
                }
                guard (try? await sleep(interval)) != nil else { break }
            }
        }
        await journal.close()
    }
}
