import HummingbirdCore
import Logging
import NIOCore
import TLSKit

/// A connection of a server as the network is offered it: guarded against clients that only hold it, then the handshake
/// of TLS if there is one, then whatever `base` does.
struct GuardedChannel<Base: ServerChildChannel>: ServerChildChannel {
    /// The connection as `base` knows it, and who is at its other end.
    struct Value: ServerChildChannelValue {
        let base: Base.Value
        /// `nil` without TLS.
        let client: ClientIdentity?
        var channel: any Channel { base.channel }
    }

    private let base: Base
    private let tls: (@Sendable () throws -> TLSContext)?

    init(_ base: Base, tls: (@Sendable () throws -> TLSContext)?) {
        self.base = base
        self.tls = tls
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(ConnectionGuard())
            return try tls.map { try Self.add(try $0(), to: channel) }
        }.flatMap { client in
            base.setup(channel: channel, logger: logger).map { Value(base: $0, client: client) }
        }
    }

    /// Puts TLS into a channel. The client's certificate is known before the first octet of a request is read.
    private static func add(_ context: TLSContext, to channel: any Channel) throws -> ClientIdentity {
        let peer = channel.remoteAddress.map { address in
            let host = address.ipAddress ?? "?"
            return (host.contains(":") ? "[\(host)]" : host) + ":\(address.port ?? 0)"
        }
        let handler = TLSHandler(context, serverName: nil, peer: peer ?? "a client")
        try channel.pipeline.syncOperations.addHandler(handler)
        let client = ClientIdentity()
        if context.configuration.requiresPeerCertificate {
            handler.handshake.whenSuccess { client.take($0) }
        }
        return client
    }

    func handle(value: Value, logger: Logger) async {
        await ClientIdentity.$current.withValue(value.client) {
            await base.handle(value: value.base, logger: logger)
        }
    }
}
