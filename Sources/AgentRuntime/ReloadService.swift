import Logging
import ServiceLifecycle
import UnixSignals
import WebAPI
import WebServer

/// Reads the settings again at each SIGHUP.
struct ReloadService: Service {
    let control: ControlPlane
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) {
                do {
                    let change = try await control.reloadSettings(by: ConsoleUser("SIGHUP", mayManageAccess: true))
                    logger.notice(
                        "settings read again",
                        metadata: ["applied": "\(change.applied)", "needs restart": "\(change.needsRestart)"])
                } catch {
                    logger.error("the settings were not taken; the old ones stay", metadata: ["reason": "\(error)"])
                }
            }
        }
        logger.notice("ipdect-agent stops")
    }
}
