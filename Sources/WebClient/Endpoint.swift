/// Where a server listens.
public enum Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// A UNIX socket, by its path.
    case unix(path: String)
    /// A TCP port of a host, by name or address.
    case tcp(host: String, port: Int)

    /// The text for people.
    public var description: String {
        switch self {
        case .unix(let path): path
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
