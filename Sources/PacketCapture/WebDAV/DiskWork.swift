import NIOPosix

/// Work that may block, away from the threads that serve everybody. It is done although its task is cancelled: what was
/// captured is written.
enum DiskWork {
    /// Does it.
    static func run<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) async -> Answer {
        await withCheckedContinuation { done in
            NIOThreadPool.singleton.submit { _ in done.resume(returning: body()) }
        }
    }
}
