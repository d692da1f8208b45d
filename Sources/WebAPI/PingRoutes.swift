import Foundation
import HTTPTypes
public import Hummingbird
import NIOCore
public import Performance
import ServiceLifecycle
import Synchronization
public import WebServer

/// Pings for the command line: a line of JSON for each request, as soon as its answer is there.
///
/// `host` is an address or a name; `count` (4), `interval` in seconds (1), `timeout` in milliseconds (2000) and `family`
/// (any, ipv4, ipv6) may be given.
public struct PingRoutes: WebRoute {
    private let places = DiagnosticPlaces(8, of: "pings")
    private let send: PingService.Send

    /// Makes the route; `send` is how requests go out.
    public init(
        send: @escaping PingService.Send = { await Echo.send(to: $0, $1, timeoutMilliseconds: $2) }
    ) {
        self.send = send
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        let (places, send) = (places, send)
        router.get("api/v1/ping") { request, _ in
            let lines = PingLines(
                host: try request.destination(), family: try request.choice("family", default: Echo.Family.any),
                count: try request.integer("count", in: 1...1000, default: 4),
                intervalSeconds: try request.integer("interval", in: 1...60, default: 1),
                timeoutMilliseconds: try request.integer("timeout", in: 100...10_000, default: 2000), send: send,
                place: try places.take())
            return Response.lines(lines)
        }
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
    let place: DiagnosticPlaces.Place

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
            return try .line(of: view)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(lines: self) }
}
