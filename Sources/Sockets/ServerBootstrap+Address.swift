import NIOCore
public import NIOPosix

extension ServerBootstrap {
    /// Takes IPv6 alone where `address` is one: :: and 0.0.0.0 each have a socket of their own.
    public func only(_ address: String) -> ServerBootstrap {
        address.contains(":") ? serverChannelOption(IPv6.only, value: 1) : self
    }
}

extension DatagramBootstrap {
    /// Takes IPv6 alone where `address` is one: :: and 0.0.0.0 each have a socket of their own.
    public func only(_ address: String) -> DatagramBootstrap {
        address.contains(":") ? channelOption(IPv6.only, value: 1) : self
    }
}

private enum IPv6 {
    static let only = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)
}
