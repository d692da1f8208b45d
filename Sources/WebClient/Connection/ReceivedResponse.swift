import NIOCore
import NIOHTTP1

/// A response whose body is whole.
struct ReceivedResponse: Sendable {
    var head: HTTPResponseHead
    var body: ByteBuffer
    /// Whether the connection takes another request.
    var isReusable: Bool
}

/// What came of a body since the last time.
struct ReceivedChunks: Sendable {
    var buffers: [ByteBuffer]
    var isEnd: Bool
}

/// A request as it goes out on a connection.
struct OutgoingRequest: Sendable {
    var head: HTTPRequestHead
    /// The body that goes with the header at once.
    var body: ByteBuffer?
    /// Whether the request ends here; otherwise its body follows by `write` and `endRequest`.
    var isWhole: Bool
    /// Whether the body waits for `100 Continue`.
    var expectsContinue: Bool
    /// The most octets of the response's body; `nil` when it is streamed.
    var bodyLimitBytes: Int?
    /// How long the exchange may take altogether.
    var wholeLimit: TimeAmount?
}
