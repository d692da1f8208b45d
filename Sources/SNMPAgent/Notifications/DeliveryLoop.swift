import CLinux
import Dispatch
import Glibc
import Synchronization
import Threads

/// The thread that serves all receivers: it waits for answers on their sockets, of which there are 64 at most, and runs the
/// tasks that deliver. One growth of the journal, or one answer, wakes one thread once, however many receivers there are.
///
/// It begins with the first task or socket, and sleeps while there is nothing to do. Nothing on it waits for the disk, a name
/// server or a receiver.
final class DeliveryLoop: TaskExecutor {
    static let shared = DeliveryLoop()
    /// Rounds of tasks behind which sockets are looked at though more tasks wait.
    private static let roundLimit = 8

    private struct State {
        var jobs: [UnownedJob] = []
        var watches: [Int32: @Sendable () -> Void] = [:]
        /// Counts changes of the watches.
        var edition = 0
        /// Wakes the thread; negative before it was started.
        var wake: Int32 = -1
        var isAsleep = false
    }

    private let state = Mutex(State())

    private init() {}

    // MARK: Tasks

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (wake, isAsleep) = state.withLock { state in
            guard start(&state) >= 0 else { return (Int32(-1), false) }
            state.jobs.append(job)
            defer { state.isAsleep = false }
            return (state.wake, state.isAsleep)
        }
        guard wake >= 0 else {
            // Without a thread of its own the task runs where others do.
            return DispatchQueue.global().async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
        if isAsleep { ipd_wake(wake) }
    }

    // MARK: Sockets

    /// Calls `body` on the thread whenever something came on a socket. The body reads, and holds the socket. Throws when the
    /// system has no thread or no descriptor left.
    func watch(_ socket: TrapSocket, _ body: @escaping @Sendable () -> Void) throws(TrapSocket.Failure) {
        let result = state.withLock { state -> Int32 in
            let wake = start(&state)
            guard wake >= 0 else { return wake }
            state.watches[socket.descriptor] = body
            state.edition += 1
            return wake
        }
        guard result >= 0 else { throw TrapSocket.Failure(code: -result) }
        ipd_wake(result)
    }

    /// Ends that. A call that is under way may still end behind it.
    func unwatch(_ socket: TrapSocket) {
        // What the body holds is let go outside of the lock.
        let (wake, _) = state.withLock { state in
            state.edition += 1
            return (state.wake, state.watches.removeValue(forKey: socket.descriptor))
        }
        ipd_wake(wake)
    }

    // MARK: The thread

    /// Starts the thread if there is none. Returns what wakes it, or a negative error number.
    private func start(_ state: inout State) -> Int32 {
        if state.wake >= 0 { return state.wake }
        let wake = ipd_wake_open()
        guard wake >= 0 else { return wake }
        guard SystemThread.detach(name: "snmp-deliver", body: { self.run(wake) }) else {
            close(wake)
            return -EAGAIN
        }
        state.wake = wake
        return wake
    }

    private func run(_ wake: Int32) {
        var sockets: [pollfd] = []
        var edition = -1
        var rounds = 0
        while true {
            let (jobs, current, watched) = state.withLock { state in
                let jobs = state.jobs
                state.jobs = []
                state.isAsleep = jobs.isEmpty
                return (jobs, state.edition, state.edition == edition ? nil : Array(state.watches.keys))
            }
            if let watched {
                sockets = ([wake] + watched).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
                edition = current
            }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            rounds = jobs.isEmpty ? 0 : rounds + 1
            guard jobs.isEmpty || rounds % Self.roundLimit == 0 else { continue }
            let count = poll(&sockets, nfds_t(sockets.count), jobs.isEmpty ? -1 : 0)
            if jobs.isEmpty { state.withLock { $0.isAsleep = false } }
            guard count > 0 else { continue }
            if sockets[0].revents != 0 { ipd_wake_clear(wake) }
            for socket in sockets.dropFirst() where socket.revents != 0 {
                state.withLock { $0.watches[socket.fd] }?()
            }
        }
    }
}
