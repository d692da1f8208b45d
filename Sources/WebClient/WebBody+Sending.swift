import NIOCore

extension WebBody {
    /// The server does not want more of the body.
    private struct Unwanted: Error {}

    /// Sends the body behind its header. Errors end the connection, and come out at whoever waits for the response.
    func send(on connection: Connection, asksFirst: Bool) async {
        do {
            if asksFirst, try await !connection.permission() { return }
            var count = 0
            // Held back until it is sure that nothing follows: the server may act on a body as soon as it is whole.
            var last: ByteBuffer?
            try await produce { part in
                // An empty chunk would be the last one.
                guard part.readableBytes > 0 else { return }
                count += part.readableBytes
                if let length, count > length { throw wrongLength(length, "more") }
                if count == length { return last = part }
                guard try await connection.write(part) else { throw Unwanted() }
            }
            if let length, count < length { throw wrongLength(length, "\(count)") }
            if let last, try await !connection.write(last) { return }
            connection.endRequest()
        } catch is Unwanted {
            return
        } catch {
            connection.close(error)
        }
    }

    private func wrongLength(_ length: Int, _ count: String) -> WebClientError {
        WebClientError(.invalidRequest, "expected a body of \(length) octets to send, got \(count)")
    }
}
