import NIOCore
import Synchronization

/// One connection of a scripted server.
final class ScriptedConnection: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        var head: String
        var body: String

        /// The first line.
        var line: String { head.split(separator: "\r\n").first.map(String.init) ?? "" }

        /// A field of the header.
        func field(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { $0.dropFirst(name.count + 1).drop { $0 == " " }.description }
        }
    }

    /// The server was closed, or the client went away.
    struct Ended: Error {}

    /// 1 for the first connection of the server.
    let number: Int
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let channel: any Channel
    private let reader: Reader

    init(
        number: Int, inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, channel: any Channel
    ) {
        self.number = number
        self.outbound = outbound
        self.channel = channel
        reader = Reader(inbound)
    }

    /// Reads what comes.
    private actor Reader {
        private let stream: NIOAsyncChannelInboundStream<ByteBuffer>
        private var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator?
        private var octets: [UInt8] = []

        init(_ stream: NIOAsyncChannelInboundStream<ByteBuffer>) {
            self.stream = stream
        }

        private func more() async throws {
            var current = iterator ?? stream.makeAsyncIterator()
            iterator = nil
            let buffer = try await current.next(isolation: #isolation)
            iterator = current
            guard let buffer else { throw Ended() }
            octets.append(contentsOf: buffer.readableBytesView)
        }

        func take(until end: String) async throws -> String {
            let end = Array(end.utf8)
            while true {
                if let range = octets.firstRange(of: end) {
                    defer { octets.removeSubrange(..<range.upperBound) }
                    return String(decoding: octets[..<range.upperBound], as: UTF8.self)
                }
                try await more()
            }
        }

        func take(_ count: Int) async throws -> String {
            while octets.count < count { try await more() }
            defer { octets.removeFirst(count) }
            return String(decoding: octets.prefix(count), as: UTF8.self)
        }
    }

    /// The next header, without its body.
    func head() async throws -> Request {
        Request(head: try await reader.take(until: "\r\n\r\n"), body: "")
    }

    /// The next octets of a body.
    func octets(_ count: Int) async throws -> String { try await reader.take(count) }

    /// What comes up to and with `end`.
    func text(until end: String) async throws -> String { try await reader.take(until: end) }

    /// The next request with its body.
    func request() async throws -> Request {
        var request = try await head()
        if let count = request.field("content-length").flatMap({ Int($0) }), count > 0 {
            request.body = try await octets(count)
        }
        return request
    }

    /// Sends text as it is.
    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// Sends octets as they are.
    func send(octets: [UInt8]) async throws {
        try await outbound.write(ByteBuffer(bytes: octets))
    }

    /// Sends a response.
    func answer(_ status: String = "200 OK", _ body: String = "", fields: [String] = []) async throws {
        let fields = fields.map { $0 + "\r\n" }.joined()
        try await send("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    /// Waits until the client closes.
    func untilClosed() async throws {
        while true { _ = try await reader.take(1) }
    }
}
