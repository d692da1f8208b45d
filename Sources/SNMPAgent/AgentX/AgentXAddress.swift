public import NetworkValues

/// Where a master listens (RFC 2741 8).
public enum AgentXAddress: Hashable, Sendable, CustomStringConvertible {
    /// A socket in the file system.
    case path(String)
    /// A TCP port.
    case tcp(IPAddress, port: UInt16)

    /// Where Net-SNMP's snmpd listens as Debian builds it.
    public static let standard = AgentXAddress.path("/var/agentx/master")
    /// The port of AgentX (RFC 2741 8.1.2).
    public static let standardPort: UInt16 = 705
    /// The longest path that fits into a socket's address.
    static let maximumPath = 107

    /// Reads an address as snmpd.conf writes it: `/var/agentx/master`, `unix:/var/agentx/master`, `tcp:localhost:705`,
    /// `tcp:127.0.0.1`, `tcp:[::1]:705`. No host names are looked up. `nil` when it is none of these.
    public init?(_ text: String) {
        if let rest = text.afterPrefix("tcp:") {
            self.init(tcp: rest)
            return
        }
        let path = text.afterPrefix("unix:") ?? text
        guard path.hasPrefix("/"), path.utf8.count <= Self.maximumPath, !path.utf8.contains(0) else { return nil }
        self = .path(path)
    }

    private init?(tcp text: String) {
        var host = text
        var port: UInt16? = Self.standardPort
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            host = String(text[text.index(after: text.startIndex)..<end])
            let rest = text[text.index(after: end)...]
            if !rest.isEmpty { port = rest.hasPrefix(":") ? UInt16(rest.dropFirst()) : nil }
        } else if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
            host = String(text[..<colon])
            port = UInt16(text[text.index(after: colon)...])
        }
        guard let port, port > 0, let address = host == "localhost" ? .loopback : IPAddress(host) else { return nil }
        self = .tcp(address, port: port)
    }

    /// Whether only this host is reached.
    public var isLocal: Bool {
        switch self {
        case .path: true
        case .tcp(let address, _):
            switch address.unmapped {
            case .v4(let value): value >> 24 == 127
            case .v6(let high, let low, _): high == 0 && low == 1
            }
        }
    }

    /// The address as it is written in the settings.
    public var description: String {
        switch self {
        case .path(let path): "unix:\(path)"
        case .tcp(.v4(let value), let port): "tcp:\(IPAddress.v4(value)):\(port)"
        case .tcp(let address, let port): "tcp:[\(address)]:\(port)"
        }
    }
}

extension String {
    /// What stands behind `prefix`; `nil` when the text does not begin with it.
    fileprivate func afterPrefix(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
