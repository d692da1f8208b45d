import HTTPTypes
public import Hummingbird
import NetworkValues
public import Snapshot
public import WebServer

/// `GET /health` for probes.
public struct HealthRoute: WebRoute {
    private let store: SnapshotStore

    /// Makes the route over the snapshots.
    public init(_ store: SnapshotStore) {
        self.store = store
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        let store = store
        router.get("health") { _, _ in
            let snapshot = store.current
            return try JSON.response(["status": "up", "snapshot": "\(snapshot.number)", "time": "\(snapshot.time)"])
        }
    }
}
