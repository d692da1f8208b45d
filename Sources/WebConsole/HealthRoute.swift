import HTTPTypes
import Hummingbird
import NIOCore
import NetworkValues
import Snapshot

/// `GET /health` for probes, and a page at `/` that says what is here.
struct HealthRoute: Sendable {
    private let store: SnapshotStore

    init(_ store: SnapshotStore) {
        self.store = store
    }

    func add(to router: Router<WebContext>) {
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
