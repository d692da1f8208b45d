import Foundation
public import Hummingbird
import NIOCore
public import Performance
public import WebServer

/// The way to a destination for the command line: a line of JSON for each hop, as soon as it is known.
///
/// `host` is an address or a name; `method` (udp, icmp), `family` (any, ipv4, ipv6), `hops` at most (30), `packets` for
/// each hop (3) and `timeout` in milliseconds (2000) may be given.
public struct TracerouteRoutes: WebRoute {
    /// Starts a trace.
    public typealias Start = @Sendable (Traceroute) -> AsyncStream<Traceroute.Event>

    private let places = DiagnosticPlaces(8, of: "traces")
    private let start: Start

    /// Makes the route; `start` is how traces are made.
    public init(start: @escaping Start = { $0.events() }) { self.start = start }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        let (places, start) = (places, start)
        router.get("api/v1/traceroute") { request, _ in
            let trace = Traceroute(
                to: try request.destination(), method: try request.choice("method", default: Traceroute.Method.udp),
                family: try request.choice("family", default: Echo.Family.any),
                maximumHops: try request.integer("hops", in: 1...64, default: 30),
                packetsPerHop: try request.integer("packets", in: 1...10, default: 3),
                timeoutMilliseconds: try request.integer("timeout", in: 100...10_000, default: 2000))
            let place = try places.take()
            return Response.lines(
                start(trace).map { event in
                    try withExtendedLifetime(place) { try ByteBuffer.line(of: TracerouteView(event)) }
                })
        }
    }
}
