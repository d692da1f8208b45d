import Foundation
import HTTPTypes
public import Hummingbird
import NIOCore
public import Performance
import ServiceLifecycle
import Synchronization

/// Pings for the command line: a line of JSON for each request, as soon as its answer is there.
///
/// `host` is an address or a name; `count` (4), `interval` in seconds (1), `timeout` in milliseconds (2000) and `family`
/// (any, ipv4, ipv6) may be given.
public struct PingRoutes: WebRoute {
    /// Pings that run at once.
    static let limit = 8

    private let running = Running()
    private let send: PingService.Send

    /// Makes the route; `send` is how requests go out.
    public init(
        send: @escaping PingService.Send = { await Echo.send(to: $0, $1, timeoutMilliseconds: $2) }
    ) {
        self.send = send
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        let (running, send) = (running, send)
        router.get("api/v1/ping") { request, _ in
            guard let host = request.uri.queryParameters["host"].map(String.init), (1...253).contains(host.utf8.count)
            else { throw Problem.malformed("expected host with an address or a name") }
            let text = request.uri.queryParameters["family"].map(String.init) ?? "any"
            guard let family = Echo.Family(rawValue: text) else {
                throw Problem.malformed("expected family to be any, ipv4 or ipv6, got \(text)")
            }
            let lines = PingLines(
                host: host, family: family, count: try request.integer("count", in: 1...1000, default: 4),
                intervalSeconds: try request.integer("interval", in: 1...60, default: 1),
                timeoutMilliseconds: try request.integer("timeout", in: 100...10_000, default: 2000), send: send,
                place: try running.place())
            return Response(
                status: .ok, headers: [.contentType: "application/x-ndjson"],
                body: .init(asyncSequence: lines.cancelOnGracefulShutdown()))
        }
    }

    /// Counts what runs.
    final class Running: Sendable {
        private let count = Mutex(0)

        /// Room for one more; it is given back when nobody holds it.
        func place() throws -> Place {
            let isRoom = count.withLock { count in
                guard count < PingRoutes.limit else { return false }
                count += 1
                return true
            }
            guard isRoom else {
                throw Problem(
                    status: 429, title: "Too many",
                    detail: "\(PingRoutes.limit) pings run already; wait for one of them")
            }
            return Place(self)
        }

        fileprivate func leave() { count.withLock { $0 -= 1 } }
    }

    /// Room for one that runs.
    final class Place: Sendable {
        private let running: Running

        init(_ running: Running) { self.running = running }

        deinit { running.leave() }
    }
}

/// The lines of one ping.
struct PingLines: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let host: String
    let family: Echo.Family
    let count: Int
    let intervalSeconds: Int
    let timeoutMilliseconds: Int
    let send: PingService.Send
    let place: PingRoutes.Place

    struct AsyncIterator: AsyncIteratorProtocol {
        let lines: PingLines
        var number = 0
        var due = ContinuousClock.now

        mutating func next() async throws -> ByteBuffer? {
            guard number < lines.count else { return nil }
            if number > 0 { try await Task.sleep(until: due, clock: .continuous) }
            due = ContinuousClock.now.advanced(by: .seconds(lines.intervalSeconds))
            number += 1
            let echo = await lines.send(lines.host, lines.family, lines.timeoutMilliseconds)
            let view = PingView(number, echo)
            // What cannot be sent now cannot be sent in a second either.
            if view.state == "unresolved" || view.state == "forbidden" { number = lines.count }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            var buffer = ByteBuffer(bytes: try encoder.encode(view))
            buffer.writeInteger(UInt8(ascii: "\n"))
            return buffer
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(lines: self) }
}
