import HTTPTypes
public import Hummingbird
import NIOCore
import NetworkValues
public import Snapshot
public import WebServer

/// `GET /health` for probes, and a page at `/` that says what is here.
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
        router.get("/") { _, _ in
            let version = store.current.agent.version
            let page = """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>ipdect-agent</title>
                <h1>ipdect-agent \(version)</h1>
                <p><a href="/metrics">Metrics</a> for Prometheus. <a href="/health">Health</a> for probes.
                The command line shows the rest: <code>ipdect-agent status</code>.</p></html>
                """
            return Response(
                status: .ok,
                headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: page)))
        }
    }
}
