import HTTPTypes
public import Hummingbird
import LogProtocols
public import LogRelay
import NetworkValues
public import WebServer

/// `/log`: takes lines of logs in the devices' web form, as the query of a GET or the content of a POST (manual 4.9.2).
/// The answer 204 says that the line is on the disk.
public struct LogFormRoute: WebRoute {
    private let relay: LogRelayService

    /// Makes the route over the relay.
    public init(_ relay: LogRelayService) {
        self.relay = relay
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        router.get("log") { request, context in
            try await take(Array((request.uri.query ?? "").utf8), context)
        }
        router.post("log") { request, context in
            let body = try await request.body.collect(upTo: 65_536)
            return try await take(
                body.readableBytes > 0 ? Array(body.readableBytesView) : Array((request.uri.query ?? "").utf8), context)
        }
    }

    private func take(_ octets: [UInt8], _ context: WebContext) async throws -> Response {
        let form: LogForm
        do throws(FormError) {
            form = try LogForm(octets.span)
        } catch {
            throw Problem.malformed(error.description)
        }
        guard let source = context.remoteAddress else { throw HTTPError(.forbidden) }
        do throws(LogRelayService.Refusal) {
            try await relay.receive(form, from: source)
        } catch .notAllowed {
            throw HTTPError(.forbidden, message: "lines of logs are not taken from \(source)")
        } catch .tooFast(let milliseconds) {
            throw HTTPError(.tooManyRequests, headers: [.retryAfter: "\((milliseconds + 999) / 1000)"])
        } catch {
            throw HTTPError(.serviceUnavailable, headers: [.retryAfter: "1"], message: "the journal cannot take it now")
        }
        return Response(status: .noContent)
    }
}
