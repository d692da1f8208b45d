/// A request of HTTP/1.1.
public struct WebRequest: Sendable {
    /// The method, such as `GET`.
    public var method: String
    /// The path and query, percent-encoded. `Exchange` sends it; `WebClient` takes that of the URL instead.
    public var target: String
    /// Header fields, in order; those of the connection and of the body's length are added when sent, and replaced where
    /// they stand here.
    public var headers: [(name: String, value: String)]
    /// The content.
    public var body: [UInt8]
    /// Whether doing it twice is the same as doing it once; `nil` takes it from the method (RFC 9110 9.2.2). Such a
    /// request is repeated when a connection that was kept turns out to be closed.
    public var isIdempotent: Bool?

    /// Makes a request.
    public init(
        _ method: String = "GET", _ target: String = "/", headers: [(name: String, value: String)] = [],
        body: [UInt8] = [], isIdempotent: Bool? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.isIdempotent = isIdempotent
    }

    /// Whether the request may be sent again without knowing what became of it.
    var mayRepeat: Bool {
        isIdempotent
            ?? ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PROPFIND", "MKCOL"].contains(method)
    }
}
