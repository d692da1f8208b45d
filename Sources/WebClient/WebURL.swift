/// A URL of HTTP (RFC 3986, RFC 9110 4.2): `http://[2001:db8::1]:8080/path?query`.
///
/// A user or password in a URL is refused, since URLs are shown: they belong to `WebCredentials`. A fragment is dropped,
/// since it is not sent.
public struct WebURL: Hashable, Sendable {
    /// How the server is spoken to.
    public enum Scheme: String, Hashable, Sendable {
        /// In the clear, port 80 unless the URL says otherwise.
        case http
        /// Over TLS, port 443 unless the URL says otherwise.
        case https

        /// The port of a URL that names none.
        public var standardPort: Int { self == .http ? 80 : 443 }
    }

    /// How the server is spoken to.
    public let scheme: Scheme
    /// The server's name in lower case, or its address; an IPv6 address stands without brackets.
    public let host: String
    /// The server's port.
    public let port: Int
    /// The path and query, percent-encoded. It starts with a slash.
    public var target: String

    init(scheme: Scheme, host: String, port: Int, target: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target
    }

    /// What requests to one server have in common: a connection serves all of them.
    struct Origin: Hashable, Sendable, CustomStringConvertible {
        var scheme: Scheme
        var host: String
        var port: Int

        /// Host and port, as in an error.
        var peer: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
        var description: String { "\(scheme.rawValue)://\(peer)" }
    }

    var origin: Origin { Origin(scheme: scheme, host: host, port: port) }

    /// The target without its query.
    var path: String {
        let octets = target.utf8
        return String(target[..<(octets.firstIndex(of: UInt8(ascii: "?")) ?? octets.endIndex)])
    }

    /// The field Host: the port stands there unless it is the scheme's own.
    var hostField: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == scheme.standardPort ? name : "\(name):\(port)"
    }

    /// The URL without its query, which may tell more than an error should.
    var place: String { "\(scheme.rawValue)://\(hostField)\(path)" }
}

extension WebURL: CustomStringConvertible {
    /// The URL.
    public var description: String { "\(scheme.rawValue)://\(hostField)\(target)" }
}
