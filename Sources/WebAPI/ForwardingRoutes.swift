public import AlarmForwarding
public import Exposition
public import Hummingbird
public import WebServer

/// How the reception of alarms and remote write stand.
public struct ForwardingRoutes: WebRoute {
    private let collector: AlarmCollector
    private let remoteWrite: @Sendable () -> [RemoteWriteStatus]

    /// Makes the routes; `remoteWrite` gives the servers that figures are written to.
    public init(collector: AlarmCollector, remoteWrite: @escaping @Sendable () -> [RemoteWriteStatus]) {
        self.collector = collector
        self.remoteWrite = remoteWrite
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        router.get("api/v1/alarm-collector") { _, _ in
            let counts = collector.counts
            return try JSON.response(
                AlarmCollectorView(
                    isEnabled: collector.isEnabled, path: collector.path, taken: counts.taken,
                    refused: counts.refused))
        }
        router.get("api/v1/remote-write") { _, _ in
            try JSON.response(remoteWrite().map { RemoteWriteView($0) })
        }
    }
}
