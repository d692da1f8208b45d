import HummingbirdCore
import Logging
import NIOCore
import TLSKit

/// A connection of a server as the network is offered it: guarded against clients that only hold it, then the handshake
/// of TLS if there is one, then whatever `base` does.
struct GuardedChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    private let base: Base
    private let tls: (@Sendable () throws -> TLSContext)?

    init(_ base: Base, tls: (@Sendable () throws -> TLSContext)?) {
        self.base = base
        self.tls = tls
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(ConnectionGuard())
            guard let tls else { return }
            let peer = channel.remoteAddress.map { address in
                let host = address.ipAddress ?? "?"
                return (host.contains(":") ? "[\(host)]" : host) + ":\(address.port ?? 0)"
            }
            try channel.pipeline.syncOperations.addHandler(
                TLSHandler(try tls(), serverName: nil, peer: peer ?? "a client"))
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
