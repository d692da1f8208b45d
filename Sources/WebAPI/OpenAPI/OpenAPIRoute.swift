import Foundation
public import Hummingbird
import NIOCore
import Synchronization
public import WebServer

/// `GET /api/v1/openapi.json`: the API described for programs.
public struct OpenAPIRoute: WebRoute {
    private let document: Document

    /// Makes the route; `version` is that of the agent. The document is made when it is asked for the first time.
    public init(version: String) {
        document = Document(version: version)
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        let document = document
        router.get("api/v1/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: try document.content()))
        }
    }

    private final class Document: Sendable {
        private let version: String
        private let made = Mutex<ByteBuffer?>(nil)

        init(version: String) { self.version = version }

        func content() throws -> ByteBuffer {
            try made.withLock { made in
                if let made { return made }
                let content = ByteBuffer(
                    bytes: try OpenAPIDocument(APIOperations.all, version: version).encoded())
                made = content
                return content
            }
        }
    }
}
