public import Exposition
import HTTPTypes
public import Hummingbird
import NIOCore
public import Snapshot
public import WebServer

/// `GET /metrics`: the whole page from one snapshot.
public struct MetricsRoute: WebRoute {
    private let page: MetricsPage
    private let store: SnapshotStore

    /// Makes the route over a page and the snapshots it is made from.
    public init(_ page: MetricsPage, of store: SnapshotStore) {
        self.page = page
        self.store = store
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        let page = page
        let store = store
        router.get("metrics") { request, _ in
            let format = ExpositionFormat.negotiated(accept: request.headers[.accept])
            let bytes = page.rendered(store.current, as: format)
            var headers: HTTPFields = [.contentType: format.contentType, .vary: "Accept, Accept-Encoding"]
            if acceptsGzip(request.headers[.acceptEncoding]), let member = Gzip.compressed(bytes) {
                headers[.contentEncoding] = "gzip"
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: member)))
            }
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }
}
