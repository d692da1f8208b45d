import CLinux
import Glibc
import Synchronization
import Threads

/// One thread that waits for answers on the sockets of all receivers of informs, of which there are 64 at most. It begins
/// with the first socket, and sleeps while none is watched.
final class AnswerPoll: Sendable {
    static let shared = AnswerPoll()

    private struct State {
        var watches: [Int32: @Sendable () -> Void] = [:]
        /// Wakes the thread; negative before it was started.
        var wake: Int32 = -1
    }

    private let state = Mutex(State())

    private init() {}

    /// Calls `body` on the thread whenever something came on a socket. The body reads until nothing is left, and holds the
    /// socket. Throws when the system has no thread or no descriptor left.
    func watch(_ socket: TrapSocket, _ body: @escaping @Sendable () -> Void) throws(TrapSocket.Failure) {
        let result = state.withLock { state -> Int32 in
            if state.wake < 0 {
                let wake = ipd_wake_open()
                guard wake >= 0 else { return wake }
                guard SystemThread(name: "snmp-informs", body: { self.run(wake) }) != nil else {
                    close(wake)
                    return -EAGAIN
                }
                state.wake = wake
            }
            state.watches[socket.descriptor] = body
            return state.wake
        }
        guard result >= 0 else { throw TrapSocket.Failure(code: -result) }
        ipd_wake(result)
    }

    /// Ends that. A call that is under way may still end behind it.
    func unwatch(_ socket: TrapSocket) {
        let wake = state.withLock { state in
            state.watches[socket.descriptor] = nil
            return state.wake
        }
        ipd_wake(wake)
    }

    private func run(_ wake: Int32) {
        while true {
            var sockets = [pollfd(fd: wake, events: Int16(POLLIN), revents: 0)]
            sockets += state.withLock { state in
                state.watches.keys.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            }
            guard poll(&sockets, nfds_t(sockets.count), -1) > 0 else { continue }
            if sockets[0].revents != 0 { ipd_wake_clear(wake) }
            for socket in sockets.dropFirst() where socket.revents != 0 {
                state.withLock { $0.watches[socket.fd] }?()
            }
        }
    }
}
