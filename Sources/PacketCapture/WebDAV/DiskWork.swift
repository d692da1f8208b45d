import NIOPosix

/// Work that may block, on threads of its own: a disk that is slow elsewhere does not slow it. It is done although its task
/// is cancelled: what was captured is written.
enum DiskWork {
    /// For who appends, who ticks, who sends, and one more. They live as long as the process.
    private static let threads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: 4)
        threads.start()
        return threads
    }()

    /// Does it.
    static func run<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) async -> Answer {
        await withCheckedContinuation { done in
            threads.submit { _ in done.resume(returning: body()) }
        }
    }
}
