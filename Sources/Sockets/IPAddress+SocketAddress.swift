public import NIOCore
public import NetworkValues

extension IPAddress {
    /// The address of a socket; one of IPv4 within IPv6 as IPv4. `nil` for a socket that has none.
    public init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.init(text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text)
    }
}
