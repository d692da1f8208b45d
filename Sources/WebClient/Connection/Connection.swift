import NIOCore
import NIOHTTP1

/// A connection to a server, as tasks see it.
final class Connection: Sendable, Identifiable {
    let channel: any Channel
    private let handler: NIOLoopBound<ConnectionHandler>

    init(_ channel: any Channel, _ handler: ConnectionHandler) {
        self.channel = channel
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    var isActive: Bool { channel.isActive }

    /// Sends a request, whole, and returns the whole response.
    func perform(_ request: OutgoingRequest) async throws -> ReceivedResponse {
        try await ask { handler, waiter in
            handler.start(request)
            handler.whole(waiter)
        }
    }

    /// Sends a request whose body or response is streamed.
    func start(_ request: OutgoingRequest) {
        tell { $0.start(request) }
    }

    /// The header of the response.
    func head() async throws -> HTTPResponseHead {
        try await ask { $0.head($1) }
    }

    /// What came of the body since last time; waits until there is something or the body ends.
    func chunks() async throws -> ReceivedChunks {
        try await ask { $0.chunks($1) }
    }

    /// Whether the body of the request is to be sent, once that is known.
    func permission() async throws -> Bool {
        try await ask { $0.permission($1) }
    }

    /// Sends more of the body, and returns when the system has it: whether more is wanted.
    func write(_ buffer: ByteBuffer) async throws -> Bool {
        try await ask { $0.write(buffer, $1) }
    }

    /// Ends the body.
    func endRequest() {
        tell { $0.endRequest() }
    }

    /// Ends a streamed exchange: whether the connection can be used again.
    func finish() async -> Bool {
        await withCheckedContinuation { waiter in
            tell { waiter.resume(returning: $0.finish()) }
        }
    }

    /// Whether an octet of the current response has come.
    func hasSeenOctets() async -> Bool {
        await withCheckedContinuation { waiter in
            tell { waiter.resume(returning: $0.watch.hasSeenOctets) }
        }
    }

    /// Closes the connection; who waits for it hears the error.
    func close(_ error: any Error) {
        tell { $0.fail(error) }
    }

    private func tell(_ body: @escaping @Sendable (ConnectionHandler) -> Void) {
        channel.eventLoop.execute { body(self.handler.value) }
    }

    private func ask<Answer: Sendable>(
        _ body: @escaping @Sendable (ConnectionHandler, CheckedContinuation<Answer, any Error>) -> Void
    ) async throws -> Answer {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                tell { body($0, waiter) }
            }
        } onCancel: {
            close(CancellationError())
        }
    }
}
