import CaptureFormats
import NIOCore
import NIOPosix
import NetworkValues
import Sockets
import TLSKit

/// Where the packets of a session go to.
enum RPCAPDataChannel: Sendable {
    /// A connection: messages one behind the other.
    case stream(any Channel)
    /// A socket of UDP: a datagram for each message.
    case datagrams(any Channel)

    /// Connects to a port of the client, as it wants in active mode.
    static func connect(
        to peer: IPAddress, port: UInt16, group: any EventLoopGroup, tls: TLSContext?
    ) async throws -> RPCAPDataChannel {
        let channel = try await ClientBootstrap(group: group)
            .connectTimeout(.seconds(10))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let tls else { return }
                    try channel.pipeline.syncOperations.addHandler(
                        TLSHandler(tls, serverName: nil, peer: "\(peer)"))
                }
            }
            .connect(host: "\(peer)", port: Int(port)).get()
        return .stream(channel)
    }

    /// Opens a socket of UDP towards a port of the client.
    static func datagrams(
        to peer: IPAddress, port: UInt16, group: any EventLoopGroup
    ) async throws -> RPCAPDataChannel {
        .datagrams(
            try await DatagramBootstrap(group: group)
                .channelOption(.socketOption(.so_sndbuf), value: 4 << 20)
                .connect(host: "\(peer)", port: Int(port)).get())
    }

    /// The channel.
    var channel: any Channel {
        switch self {
        case .stream(let channel), .datagrams(let channel): channel
        }
    }

    /// The far end, which captures leave out.
    var farEnd: FlowEnd? {
        guard let remote = channel.remoteAddress, let address = IPAddress(remote), let port = remote.port else {
            return nil
        }
        return FlowEnd(address.unmapped, UInt16(clamping: port))
    }

    /// Sends messages; returns when the system has taken them.
    func send(_ messages: [UInt8]) async throws {
        switch self {
        case .stream(let channel):
            try await channel.writeAndFlush(channel.allocator.buffer(bytes: messages)).get()
        case .datagrams(let channel):
            guard let peer = channel.remoteAddress else { throw ChannelError.unknownLocalAddress }
            var rest = messages[...]
            while let length = Self.length(rest), length <= rest.count {
                let buffer = channel.allocator.buffer(bytes: rest.prefix(length))
                rest = rest.dropFirst(length)
                // A datagram that the network does not take is lost, as datagrams are; its number shows that.
                channel.write(AddressedEnvelope(remoteAddress: peer, data: buffer), promise: nil)
            }
            channel.flush()
            // Nothing waits longer than the system takes to accept it.
            try await channel.eventLoop.submit {}.get()
        }
    }

    /// The octets of the first message.
    private static func length(_ octets: ArraySlice<UInt8>) -> Int? {
        guard octets.count >= RPCAPHeader.length else { return nil }
        let payload = octets.dropFirst(4).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        return RPCAPHeader.length + payload
    }
}
