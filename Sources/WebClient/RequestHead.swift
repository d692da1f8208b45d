import NIOHTTP1

/// Makes the header of a request. What comes from callers is checked octet by octet, so that nothing can smuggle a second
/// request into the first.
enum RequestHead {
    /// How the body is announced.
    enum Framing {
        case none
        case length(Int)
        case chunked
    }

    /// Fields that speak of the connection or of the body's length: they are ours.
    private static let ours: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "expect", "te", "upgrade",
        "proxy-connection", "trailer",
    ]

    static func make(
        _ method: String, target: String, host: String, fields: [(name: String, value: String)], framing: Framing
    ) throws(WebClientError) -> HTTPRequestHead {
        guard !method.isEmpty, method.utf8.allSatisfy(\.isTokenCharacter), method != "CONNECT" else {
            throw WebClientError(.invalidRequest, "expected a method such as GET, got something else")
        }
        guard target.utf8.first == UInt8(ascii: "/") || target == "*", target.utf8.allSatisfy({ 0x21...0x7e ~= $0 })
        else {
            throw WebClientError(
                .invalidURL, "expected a path and query that start with / and are percent-encoded, got something else")
        }
        var head = HTTPRequestHead(version: .http1_1, method: .init(rawValue: method), uri: target)
        head.headers.reserveCapacity(fields.count + 4)
        head.headers.add(name: "Host", value: host)
        for (name, value) in fields where !ours.contains(name.lowercased()) {
            guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenCharacter) else {
                throw WebClientError(.invalidRequest, "expected a header field with a name that is a token")
            }
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
                throw WebClientError(.invalidRequest, "expected no control characters in the header field \(name)")
            }
            head.headers.add(name: name, value: value)
        }
        switch framing {
        case .none: break
        case .length(let count): head.headers.add(name: "Content-Length", value: String(count))
        case .chunked: head.headers.add(name: "Transfer-Encoding", value: "chunked")
        }
        return head
    }
}
