public import NIOCore

/// The body of a response as it comes, without its transfer coding. What is not read slows the server down: no more than
/// about 512 KiB wait here. For one reader, once.
public struct WebResponseBody: AsyncSequence, Sendable {
    /// The next part of the body.
    public typealias Element = ByteBuffer

    let connection: Connection

    /// Reads the body.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let connection: Connection
        private var parts: [ByteBuffer] = []
        private var isEnd = false

        init(_ connection: Connection) {
            self.connection = connection
        }

        /// The next part, at least one octet; `nil` behind the last one. Throws `WebClientError` when the connection ends
        /// before the body does.
        public mutating func next() async throws -> ByteBuffer? {
            while parts.isEmpty {
                guard !isEnd else { return nil }
                let chunks = try await connection.chunks()
                isEnd = chunks.isEnd
                parts = chunks.buffers.reversed()
            }
            return parts.popLast()
        }
    }

    /// Starts to read.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(connection) }

    /// The whole body.
    ///
    /// - Throws: `WebClientError` of code `tooLarge` when it has more octets.
    public func collect(upTo limitBytes: Int) async throws -> ByteBuffer {
        var whole = ByteBuffer()
        for try await var part in self {
            guard whole.readableBytes + part.readableBytes <= limitBytes else {
                throw WebClientError(.tooLarge, "expected a body of at most \(limitBytes) octets, got more")
            }
            if whole.readableBytes == 0 { whole = part } else { whole.writeBuffer(&part) }
        }
        return whole
    }
}
