public import AlarmForwarding
import HTTPTypes
public import Hummingbird
import NetworkValues
public import WebServer

/// Takes the alarms and events that base stations forward: a GET with a query, or a POST with a form or JSON. The answer
/// 204 says that it is on the disk.
public struct CollectRoute: WebRoute {
    private let collector: AlarmCollector

    /// Makes the route over a collector.
    public init(_ collector: AlarmCollector) {
        self.collector = collector
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        let path = RouterPath(collector.path)
        router.get(path) { request, context in
            try await take(Array((request.uri.query ?? "").utf8), isJSON: false, context)
        }
        router.post(path) { request, context in
            let body = try await request.body.collect(upTo: 65_536)
            guard body.readableBytes > 0 else {
                return try await take(Array((request.uri.query ?? "").utf8), isJSON: false, context)
            }
            let isJSON = request.headers[.contentType]?.contains("json") ?? false
            return try await take(Array(body.readableBytesView), isJSON: isJSON, context)
        }
    }

    private func take(_ octets: [UInt8], isJSON: Bool, _ context: WebContext) async throws -> Response {
        guard let source = context.remoteAddress else { throw HTTPError(.forbidden) }
        do throws(AlarmCollector.Refusal) {
            try await collector.receive(octets, isJSON: isJSON, from: source)
        } catch .malformed(let reason) {
            throw Problem.malformed(reason)
        } catch .notSafe {
            throw HTTPError(
                .serviceUnavailable, headers: [.retryAfter: "10"],
                message: "the alarm cannot be written to the disk now; send it again")
        } catch .tooFast {
            throw HTTPError(.tooManyRequests, headers: [.retryAfter: "1"])
        } catch {
            throw HTTPError(.forbidden, message: "alarms are not taken from \(source)")
        }
        return Response(status: .noContent)
    }
}
