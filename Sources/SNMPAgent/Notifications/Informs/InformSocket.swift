import Dispatch
import Journal
import Synchronization

/// A socket to a receiver whose answers are awaited: what comes is kept, and rings a bell.
final class InformSocket: Sendable {
    /// The longest answer in octets, msgMaxSize of what is sent.
    static let maximumAnswer = 4096

    let socket: TrapSocket
    private let inbox: Inbox
    nonisolated(unsafe) private let source: any DispatchSourceRead

    /// One queue for all: reading a datagram takes no time.
    private static let queue = DispatchQueue(label: "snmp-informs")

    /// Listens on a socket.
    init(_ socket: TrapSocket, bell: Doorbell) {
        self.socket = socket
        let inbox = Inbox()
        self.inbox = inbox
        source = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: Self.queue)
        source.setEventHandler { [socket] in
            inbox.fill(from: socket)
            bell.ring()
        }
        // The socket lives until nobody waits for it any longer.
        source.setCancelHandler { withExtendedLifetime(socket) {} }
        source.activate()
    }

    deinit {
        source.cancel()
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

        func fill(from socket: TrapSocket) {
            do throws(TrapSocket.Failure) {
                while let answer = try socket.receive(limit: InformSocket.maximumAnswer) {
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
