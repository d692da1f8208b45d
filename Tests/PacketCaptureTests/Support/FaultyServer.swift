import NIOCore
import NIOPosix
import Synchronization

/// A WebDAV server in memory that does, when a script wants it, what real ones do on a bad day.
final class FaultyServer: Sendable {
    /// A request, without its content.
    struct Request: Sendable {
        var method: String
        var path: String
        var fields: [String: String]
        var length: Int { fields["content-length"].flatMap { Int($0) } ?? 0 }
    }

    /// What the server does with a request.
    enum Reaction: Sendable {
        /// What a WebDAV server does.
        case serve
        /// Answers without looking at the content.
        case answer(String, fields: [String] = [], text: String = "")
        /// Takes so many octets of the content, then is gone; by a reset if so.
        case die(after: Int, isReset: Bool)
        /// Takes the content in small bites, with pauses of so many milliseconds.
        case crawl(milliseconds: Int64)
        /// Never answers.
        case hang
    }

    typealias Script = @Sendable (Request) -> Reaction

    private struct State {
        var files: [String: [UInt8]] = [:]
        var folders: Set<String> = ["/dav/"]
        var requests: [String] = []
        var received = 0
    }

    private let state = Mutex(State())
    private let script: Script

    init(_ script: @escaping Script) { self.script = script }

    /// The files by path.
    var files: [String: [UInt8]] { state.withLock { $0.files } }
    /// The requests as `METHOD path`.
    var requests: [String] { state.withLock { $0.requests } }
    /// Octets of content that came.
    var received: Int { state.withLock { $0.received } }
    /// The names of the files in the order in which they were last stored.
    var names: [String] {
        requests.filter { $0.hasPrefix("PUT /dav/") }.map { String($0.dropFirst(9)) }
    }

    /// Removes all folders.
    func removeFolders() { state.withLock { $0.folders = [] } }

    /// Runs a server while `body` runs with its port.
    static func run<Answer: Sendable>(
        _ server: FaultyServer, port: Int = 0, _ body: @Sendable (Int) async throws -> Answer
    ) async throws -> Answer {
        let connections = Mutex<[(FaultyConnection, Task<Void, Never>)]>([])
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    _ = try FaultyConnection(channel) { connection in
                        let task = Task {
                            try? await server.serve(connection)
                            await connection.close()
                        }
                        connections.withLock { $0.append((connection, task)) }
                    }
                }
            }.bind(host: "127.0.0.1", port: port).get()
        let answer: Result<Answer, any Error>
        do { answer = .success(try await body(listener.localAddress?.port ?? 0)) } catch { answer = .failure(error) }
        try? await listener.close()
        for (connection, task) in connections.withLock(\.self) {
            task.cancel()
            await connection.close()
        }
        return try answer.get()
    }

    private struct Gone: Error {}

    private func serve(_ connection: FaultyConnection) async throws {
        while let head = await connection.text(until: "\r\n\r\n"), let request = Self.request(head) {
            state.withLock { $0.requests.append("\(request.method) \(request.path)") }
            let reaction = script(request)
            switch reaction {
            case .hang: try await Task.sleep(for: .seconds(3600))
            case .answer(let status, let fields, let text):
                await connection.send(Self.response(status, fields, text))
                if request.length > 0 { return }
            case .die(let after, let isReset):
                _ = try await content(of: request, upTo: after, connection)
                if isReset { await connection.reset() }
                return
            case .serve: await connection.send(perform(request, try await content(of: request, connection)))
            case .crawl(let milliseconds):
                let octets = try await content(of: request, pausing: milliseconds, connection)
                await connection.send(perform(request, octets))
            }
        }
    }

    private func content(
        of request: Request, upTo limit: Int = .max, pausing milliseconds: Int64 = 0, _ connection: FaultyConnection
    ) async throws -> [UInt8] {
        if request.fields["expect"] != nil {
            await connection.send(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"))
        }
        var content: [UInt8] = []
        while content.count < min(limit, request.length) {
            if milliseconds > 0 { try await Task.sleep(for: .milliseconds(milliseconds)) }
            let some = await connection.octets(upTo: min(limit, request.length) - content.count)
            guard !some.isEmpty else { throw Gone() }
            state.withLock { $0.received += some.count }
            content += some
        }
        return content
    }

    private func perform(_ request: Request, _ content: [UInt8]) -> ByteBuffer {
        state.withLock { state in
            let isFolder = state.folders.contains(request.path)
            let parent = request.path.prefix(upTo: request.path.lastIndex(of: "/") ?? request.path.startIndex) + "/"
            switch request.method {
            case "OPTIONS": return Self.response(isFolder ? "200 OK" : "404 Not Found", ["DAV: 1,2"])
            case "MKCOL":
                guard !isFolder else { return Self.response("405 Method Not Allowed") }
                state.folders.insert(request.path)
                return Self.response("201 Created")
            case "PUT":
                guard state.folders.contains(String(parent)) else { return Self.response("409 Conflict") }
                let isNew = state.files.updateValue(content, forKey: request.path) == nil
                return Self.response(isNew ? "201 Created" : "204 No Content")
            default: return Self.response("501 Not Implemented")
            }
        }
    }

    private static func request(_ head: String) -> Request? {
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description }
        }
        return Request(method: String(words[0]), path: String(words[1]), fields: fields)
    }

    private static func response(_ status: String, _ fields: [String] = [], _ text: String = "") -> ByteBuffer {
        let isEmpty = status.hasPrefix("204")
        let lines = fields + (isEmpty ? [] : ["Content-Length: \(text.utf8.count)"])
        return ByteBuffer(string: "HTTP/1.1 \(status)\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n" + text)
    }
}
