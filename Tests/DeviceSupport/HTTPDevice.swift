import COpenSSL
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// TEST CODE. A device of our own that serves pages over HTTP as base stations may, and can do so badly. No page of it was
/// recorded from a real device: what they look like is what is publicly known, and guessed otherwise.
public final class ServedDevice: Sendable {
    /// How it wants to be logged in to.
    public enum LogIn: Sendable {
        /// Not at all.
        case none
        /// By Basic (RFC 7617).
        case basic
        /// By Digest (RFC 7616) with MD5.
        case digest
    }

    /// What it does wrong with a page.
    public enum Trouble: Hashable, Sendable {
        /// It never answers.
        case silent
        /// It closes the connection without an answer.
        case closes
        /// It closes the connection after so many octets of the body.
        case cut(after: Int)
        /// It announces so many octets more than it sends (or fewer, when negative), and closes.
        case wrongLength(by: Int)
        /// It answers what is not HTTP.
        case noHTTP
    }

    /// A page.
    public struct Page: Sendable {
        /// The status.
        public var status = 200
        /// Further fields of the header.
        public var fields: [(name: String, value: String)] = [("Content-Type", "text/xml")]
        /// The body.
        public var body: [UInt8]
        /// What it does wrong.
        public var trouble: Trouble?

        /// Makes a page of text.
        public init(_ text: String, status: Int = 200, trouble: Trouble? = nil) {
            body = Array(text.utf8)
            self.status = status
            self.trouble = trouble
        }

        /// Makes a redirect.
        public static func redirect(to location: String, status: Int = 302) -> Page {
            var page = Page("", status: status)
            page.fields = [("Location", location)]
            return page
        }
    }

    private struct State {
        var pages: [String: Page]
        var logIn: LogIn
        var date: String? = "Mon, 23 Nov 2026 12:00:30 GMT"
        var requests: [String] = []
        var connections = 0
        var channel: (any Channel)?
    }

    private let state: Mutex<State>
    private let user: String
    private let password: String
    private let nonce = String(UInt64.random(in: 1...UInt64.max), radix: 16)

    /// Listens on loopback.
    ///
    /// - Parameter pages: the pages by path and query.
    public init(
        _ pages: [String: Page] = [:], logIn: LogIn = .none, user: String = "admin", password: String = "ip!dect"
    ) async throws {
        state = Mutex(State(pages: pages, logIn: logIn))
        self.user = user
        self.password = password
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    self?.state.withLock { $0.connections += 1 }
                    try channel.pipeline.syncOperations.addHandlers([
                        ByteToMessageHandler(HTTPRequestDecoder()), Handler(self),
                    ])
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        state.withLock { $0.channel = channel }
    }

    /// Its port.
    public var port: UInt16 { UInt16(state.withLock { $0.channel?.localAddress?.port } ?? 0) }
    /// The requests so far: the status that they were answered with, and their target.
    public var requests: [String] { state.withLock { $0.requests } }
    /// The connections so far.
    public var connections: Int { state.withLock { $0.connections } }

    /// Serves another page; `nil` takes it away.
    public func serve(_ page: Page?, at target: String) { state.withLock { $0.pages[target] = page } }
    /// Wants another log-in.
    public func want(_ logIn: LogIn) { state.withLock { $0.logIn = logIn } }
    /// Shows another time in the field Date; `nil` leaves it out.
    public func show(date: String?) { state.withLock { $0.date = date } }
    /// Forgets the requests so far.
    public func forgetRequests() { state.withLock { $0.requests = [] } }

    /// Listens no more.
    public func stop() async { try? await state.withLock { $0.channel }?.close().get() }

    /// The octets of the answer, and whether the connection is closed behind them; `nil` when there is none.
    private func answer(_ head: HTTPRequestHead) -> (octets: [UInt8], closes: Bool)? {
        let (page, logIn, date) = state.withLock { state in
            (state.pages[head.uri] ?? Page("not here", status: 404), state.logIn, state.date)
        }
        let isLetIn = isLetIn(head, logIn)
        let status = isLetIn ? page.status : 401
        state.withLock { $0.requests.append("\(status) \(head.uri)") }
        let dateField = date.map { "Date: \($0)\r\n" } ?? ""
        guard isLetIn else {
            let challenge =
                logIn == .basic
                ? "Basic realm=\"device\"" : "Digest realm=\"device\", qop=\"auth\", nonce=\"\(nonce)\""
            let text =
                "HTTP/1.1 401 Unauthorized\r\n\(dateField)WWW-Authenticate: \(challenge)\r\nContent-Length: 0\r\n\r\n"
            return (Array(text.utf8), false)
        }
        var length = page.body.count
        var body = page.body
        switch page.trouble {
        case .silent: return nil
        case .closes: return ([], true)
        case .noHTTP: return (Array("220 device FTP server ready\r\n".utf8), true)
        case .cut(let count): body = Array(body.prefix(count))
        case .wrongLength(let more): length = max(0, length + more)
        case nil: break
        }
        let fields = page.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        let text =
            "HTTP/1.1 \(status) Status\r\nServer: device\r\n\(dateField)\(fields)Content-Length: \(length)\r\n\r\n"
        return (Array(text.utf8) + body, page.trouble != nil)
    }

    private func isLetIn(_ head: HTTPRequestHead, _ logIn: LogIn) -> Bool {
        let field = head.headers.first(name: "Authorization") ?? ""
        switch logIn {
        case .none: return true
        case .basic: return field == "Basic " + Self.base64(Array("\(user):\(password)".utf8))
        case .digest:
            guard field.hasPrefix("Digest ") else { return false }
            var values: [String: String] = [:]
            for part in field.dropFirst(7).split(separator: ", ") {
                let pair = part.split(separator: "=", maxSplits: 1)
                if pair.count == 2 { values[String(pair[0])] = pair[1].filter { $0 != "\"" } }
            }
            func value(_ name: String) -> String { values[name] ?? "" }
            let key = Self.md5("\(user):device:\(password)")
            let request = Self.md5("\(head.method.rawValue):\(head.uri)")
            let expected = Self.md5("\(key):\(nonce):\(value("nc")):\(value("cnonce")):auth:\(request)")
            return value("username") == user && value("uri") == head.uri && value("response") == expected
        }
    }

    private static func md5(_ text: String) -> String {
        let octets = Array(text.utf8)
        var out = [UInt8](repeating: 0, count: Int(ipd_digest_limit))
        let count = ipd_digest(Int32(ipd_md5), octets, octets.count, &out)
        return out[..<count].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func base64(_ octets: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: octets.count, by: 3) {
            let part = octets[start...].prefix(3)
            let bits = part.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for place in 0..<4 { text.append(place <= part.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=") }
        }
        return text
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = ByteBuffer
        private let device: ServedDevice?

        init(_ device: ServedDevice?) { self.device = device }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data), let answer = device?.answer(head) else { return }
            let loop = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer.octets))).whenComplete { _ in
                if answer.closes { loop.value.close(promise: nil) }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
