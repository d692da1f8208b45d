import Foundation
public import Hummingbird
public import LogForwarding
public import LogRelay
import NetworkValues
public import WebServer

/// How forwarding and reception of logs stand, for the command line.
public struct LogServerRoutes: WebRoute {
    private let forwarding: LogForwardingService
    private let relay: LogRelayService

    /// Makes the routes over the two services.
    public init(_ forwarding: LogForwardingService, _ relay: LogRelayService) {
        self.forwarding = forwarding
        self.relay = relay
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        router.get("api/v1/logs/servers") { _, _ in
            try JSON.response(forwarding.status.map { LogServerView($0) })
        }
        router.get("api/v1/logs/relay") { _, _ in try JSON.response(LogRelayView(relay.status)) }
    }
}
