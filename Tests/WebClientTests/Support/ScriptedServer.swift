import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A server on loopback that does, for each connection, exactly what a script says.
enum ScriptedServer {
    typealias Script = @Sendable (ScriptedConnection) async throws -> Void

    /// Every connection, for as long as the tests run: NIO ends the process when one goes that nobody has served, as when a
    /// test ends while a connection is being accepted.
    private static let kept = Mutex<[NIOAsyncChannel<ByteBuffer, ByteBuffer>]>([])

    /// Runs `body` with the port of a server. `script` serves each connection; when it returns, the connection is closed.
    @discardableResult
    static func run<Answer: Sendable>(
        _ script: @escaping Script, _ body: (Int) async throws -> Answer
    ) async throws -> Answer {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    kept.withLock { $0.append(connection) }
                    return connection
                }
            }
        let port = try #require(server.channel.localAddress?.port)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.executeThenClose { connections in
                    try await withThrowingDiscardingTaskGroup { tasks in
                        var number = 0
                        for try await connection in connections {
                            number += 1
                            let current = number
                            tasks.addTask { try? await serve(connection, number: current, script) }
                        }
                    }
                }
            }
            defer { group.cancelAll() }
            return try await body(port)
        }
    }

    private static func serve(
        _ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, number: Int, _ script: Script
    ) async throws {
        try await channel.executeThenClose { inbound, outbound in
            try await script(
                ScriptedConnection(number: number, inbound: inbound, outbound: outbound, channel: channel.channel))
        }
    }
}
