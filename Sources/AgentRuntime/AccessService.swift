import ServiceLifecycle
import WebAccess

/// Ends sessions that nobody uses, and sees that what is remembered of log-ins is on the disk when the agent ends.
struct AccessService: Service {
    private let access: AccessControl

    init(_ access: AccessControl) {
        self.access = access
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(60))
                access.sweep()
            }
        }
        await access.flush()
    }
}
