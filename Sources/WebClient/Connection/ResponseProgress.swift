import NIOCore
import NIOHTTP1

/// How far the response to one request has come. A plain value: parts go in, and what they mean comes out.
struct ResponseProgress {
    /// What a part means.
    enum Event {
        /// Nothing to do.
        case nothing
        /// The server wants the body of the request.
        case proceed
        /// The final header is there.
        case head
        /// Some of the body is there.
        case body
        /// The response is whole.
        case end
    }

    /// Interim responses that are taken before the final one.
    static let interimLimit = 16

    let peer: String
    /// The most octets of the body; `nil` when it is streamed and its reader sets the pace.
    let bodyLimitBytes: Int?
    private(set) var head: HTTPResponseHead?
    private(set) var isEnded = false
    /// The body, whole.
    private(set) var whole = ByteBuffer()
    /// The body since it was last taken.
    private(set) var chunks: [ByteBuffer] = []
    private(set) var chunksBytes = 0
    private var interimCount = 0

    init(peer: String, bodyLimitBytes: Int?) {
        self.peer = peer
        self.bodyLimitBytes = bodyLimitBytes
    }

    /// Takes the next part.
    mutating func receive(_ part: HTTPClientResponsePart) throws(WebClientError) -> Event {
        guard !isEnded else { throw malformed("octets behind the response") }
        switch part {
        case .head(let head): return try receive(head)
        case .body(let buffer):
            guard head != nil else { throw malformed("a body without a header") }
            try receive(buffer)
            return .body
        case .end:
            guard head != nil else { throw malformed("the end of a body without a header") }
            isEnded = true
            return .end
        }
    }

    private mutating func receive(_ head: HTTPResponseHead) throws(WebClientError) -> Event {
        guard self.head == nil else { throw malformed("a second header") }
        switch head.status.code {
        case 101: throw malformed("a switch of protocols that nobody asked for")
        case 100..<200:
            interimCount += 1
            guard interimCount <= Self.interimLimit else {
                throw malformed("more than \(Self.interimLimit) interim responses")
            }
            return head.status.code == 100 ? .proceed : .nothing
        case 200..<600: break
        default: throw malformed("status \(head.status.code)")
        }
        self.head = head
        if let bodyLimitBytes, let length = head.headers.first(name: "Content-Length").flatMap({ Int($0) }) {
            guard length <= bodyLimitBytes else { throw tooLarge(bodyLimitBytes, "\(length)") }
        }
        return .head
    }

    private mutating func receive(_ buffer: ByteBuffer) throws(WebClientError) {
        guard let bodyLimitBytes else {
            chunks.append(buffer)
            chunksBytes += buffer.readableBytes
            return
        }
        let count = whole.readableBytes + buffer.readableBytes
        guard count <= bodyLimitBytes else { throw tooLarge(bodyLimitBytes, "more") }
        if whole.readableBytes == 0 { whole = buffer } else { whole.writeImmutableBuffer(buffer) }
    }

    /// Takes what has come of a streamed body; `nil` when there is nothing and more will come.
    mutating func takeChunks() -> ReceivedChunks? {
        guard isEnded || !chunks.isEmpty else { return nil }
        defer {
            chunks = []
            chunksBytes = 0
        }
        return ReceivedChunks(buffers: chunks, isEnd: isEnded)
    }

    private func malformed(_ what: String) -> WebClientError {
        WebClientError(.malformed, "expected a response of HTTP/1.1 from \(peer), got \(what)")
    }

    private func tooLarge(_ limit: Int, _ count: String) -> WebClientError {
        WebClientError(.tooLarge, "expected at most \(limit) octets from \(peer), got \(count)")
    }
}
