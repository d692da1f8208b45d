import Synchronization
import Waking

/// A socket to a receiver whose answers are awaited: what comes is kept, and rings a bell.
final class InformSocket: Sendable {
    /// The longest answer in octets, msgMaxSize of what is sent.
    static let maximumAnswer = 4096

    let socket: TrapSocket
    private let inbox: Inbox

    /// Listens on a socket. `window` is how many answers may come together. Throws when the system has no thread left for it.
    init(_ socket: TrapSocket, bell: Doorbell, window: Int = 1) throws(TrapSocket.Failure) {
        self.socket = socket
        let inbox = Inbox()
        self.inbox = inbox
        try DeliveryLoop.shared.watch(socket) {
            // Where one answer at most is waited for, asking for more would find none.
            inbox.fill(from: socket, limit: window == 1 ? 1 : Int.max)
            bell.ring()
        }
    }

    deinit {
        DeliveryLoop.shared.unwatch(socket)
    }

    /// What came since the last call, and the network's refusal if there was one.
    func take() -> (answers: [[UInt8]], refusal: TrapSocket.Failure?) {
        inbox.take()
    }

    /// Answers that were not looked at yet: bounded, more are left out as if they had been lost on their way.
    private final class Inbox: Sendable {
        private static let limit = 128

        private struct State {
            var answers: [[UInt8]] = []
            var refusal: TrapSocket.Failure?
        }

        private let state = Mutex(State())

        func fill(from socket: TrapSocket, limit: Int) {
            var count = 0
            do throws(TrapSocket.Failure) {
                while count < limit, let answer = try socket.receive(limit: InformSocket.maximumAnswer) {
                    count += 1
                    state.withLock { if $0.answers.count < Self.limit { $0.answers.append(answer) } }
                }
            } catch {
                state.withLock { $0.refusal = error }
            }
        }

        func take() -> (answers: [[UInt8]], refusal: TrapSocket.Failure?) {
            state.withLock { state in
                defer { state = State() }
                return (state.answers, state.refusal)
            }
        }
    }
}
