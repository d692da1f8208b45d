import CLinux
import Glibc

/// A plain thread of the system, for loops that wait in system calls and must not hold up Swift's own threads.
public struct SystemThread: Sendable {
    private let thread: pthread_t

    /// Starts a thread that runs `body` under a name of at most 15 octets. All signals are blocked in it. `nil` when the
    /// system has no thread left.
    public init?(name: String, body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Start(name: name, body: body))
        var thread = pthread_t()
        let result = pthread_create(&thread, nil, { SystemThread.run($0) }, start.toOpaque())
        guard result == 0 else {
            start.release()
            return nil
        }
        self.thread = thread
    }

    /// Starts a thread that nobody joins: the system forgets it, and gives its stack back, when its body returns. Returns
    /// `false` when the system has no thread left.
    public static func detach(name: String, body: @escaping @Sendable () -> Void) -> Bool {
        guard let started = SystemThread(name: name, body: body) else { return false }
        pthread_detach(started.thread)
        return true
    }

    /// Waits until the thread's body has returned. Call it once.
    public func join() {
        pthread_join(thread, nil)
    }

    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        ipd_thread_block_signals()
        ipd_thread_name(start.name)
        start.body()
        return nil
    }
}
