import CLinux
import DeviceFeeds
import NetworkValues
import ServiceLifecycle

/// Gives back memory that the agent does not use any more: behind the start, and now and then.
struct MemoryService: Service {
    /// Seconds behind the start after which it is over for certain.
    static let startSeconds: Int64 = 5
    /// Seconds between two times.
    static let intervalSeconds: Int64 = 60

    let clock: any FeedClock

    /// Sets how memory is kept; to be called as early as can be.
    static func configure() { ipd_memory_configure() }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            guard await sleep(Self.startSeconds) else { return }
            // A debugger's breakpoints stand in these pages.
            #if !DEBUG
                Self.releaseCode()
            #endif
            repeat { ipd_memory_trim() } while await sleep(Self.intervalSeconds)
        }
    }

    /// Most of the program is only needed to start, and would stay mapped for good. Returns the octets that are let go.
    @discardableResult
    static func releaseCode() -> Int64 { ipd_memory_release_code() }

    private func sleep(_ seconds: Int64) async -> Bool {
        (try? await clock.sleep(until: clock.now().adding(seconds: seconds))) != nil
    }
}
