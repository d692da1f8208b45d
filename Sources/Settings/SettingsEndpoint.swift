public import NetworkValues

/// An address with a port, as an option of kind `.endpoint` takes it.
public struct SettingsEndpoint: Hashable, Sendable {
    /// The address.
    public let address: IPAddress
    /// The port, 1 to 65535; `nil` when the address stood alone and the module's usual port is meant.
    public let port: UInt16?

    /// Makes an endpoint.
    public init(address: IPAddress, port: UInt16?) {
        self.address = address
        self.port = port
    }

    /// Reads `a.b.c.d`, `a.b.c.d:port`, IPv6 text, or `[IPv6 text]:port`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        var host = Substring(text)
        var port: Substring?
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            let rest = host[host.index(after: end)...]
            host = host[host.index(after: host.startIndex)..<end]
            if !rest.isEmpty {
                guard rest.hasPrefix(":") else { return nil }
                port = rest.dropFirst()
            }
            guard case .v6? = IPAddress(host) else { return nil }
        } else if colons == 1, let colon = host.firstIndex(of: ":") {
            port = host[host.index(after: colon)...]
            host = host[..<colon]
        }
        guard let address = IPAddress(host) else { return nil }
        self.address = address
        guard let port else {
            self.port = nil
            return
        }
        guard let number = UInt16(port), number > 0, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        self.port = number
    }
}

extension SettingsEndpoint: CustomStringConvertible {
    /// The endpoint as it is written in a file.
    public var description: String {
        guard let port else { return address.description }
        if case .v6 = address { return "[\(address)]:\(port)" }
        return "\(address):\(port)"
    }
}
