import Faults
import Foundation
import Journal
import LogProtocols
import Logging
import NIOCore
import NIOPosix
import NetworkValues
import Settings
import Synchronization
import TLSKit
import Testing

@testable import LogRelay

/// A relay over a journal in a folder of its own, with a clock that stands until it is set.
final class RelayBench: Sendable {
    struct NoTLS: Error {}

    static let start = Timestamp(seconds: 1_795_435_200)

    let folder: String
    let journal: Journal
    let service: LogRelayService
    let time = Mutex(RelayBench.start)

    init(_ options: String, maximumPending: Int? = nil) throws {
        folder = NSTemporaryDirectory() + "/relay-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let settings = try Self.settings(options)
        let box = Box()
        var limits = JournalSettings()
        if let maximumPending { limits.maximumPending = maximumPending }
        journal = try Journal(
            path: folder + "/journal.sqlite", settings: limits, logger: quiet, now: { RelayBench.start })
        service = LogRelayService(
            settings, journal: journal, group: MultiThreadedEventLoopGroup.singleton,
            device: { $0 == .v4(0x7f00_0001) ? DeviceID(rawValue: 77) : .agent }, tls: { _ in throw NoTLS() },
            now: { box.bench.withLock { $0 }?.time.withLock { $0 } ?? RelayBench.start }, logger: quiet)
        box.bench.withLock { $0 = self }
    }

    static func settings(_ options: String) throws -> LogRelaySettings {
        let document = SettingsDocument(
            ConfigText("config change LOG0-RELAY /enable /address 127.0.0.1 \(options)\n"),
            schema: SettingsSchema([LogRelaySettings.self]))
        return try document.module(as: LogRelaySettings.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private final class Box: Sendable {
        let bench = Mutex<RelayBench?>(nil)
    }

    /// The lines in the journal, once there are so many.
    func lines(_ count: Int) async throws -> [LogRecord] {
        let end = ContinuousClock.now.advanced(by: .seconds(60))
        while journal.lastNumber < UInt64(count), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(5))
        }
        return try await journal.records(after: 0, limit: 10_000).compactMap { record in
            if case .log(let log) = record.content { log } else { nil }
        }
    }

    /// Runs the relay while `body` runs, which gets the port.
    func running(_ transport: String, _ body: @Sendable (Int) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.service.run() }
            defer { group.cancelAll() }
            try await waitForListeners(1)
            let listener = try #require(service.status.listeners.first { $0.transport == transport })
            try #require(listener.error.isEmpty, "\(listener.error)")
            try await body(Int(listener.address.split(separator: ":").last ?? "") ?? 0)
        }
    }

    /// Waits until so many ports are open.
    func waitForListeners(_ count: Int) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(60))
        while service.status.listeners.count < count, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    static func connect(_ port: Int, from address: String? = nil) async throws -> any Channel {
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if let address { bootstrap = bootstrap.bind(to: try SocketAddress(ipAddress: address, port: 0)) }
        return try await bootstrap.connect(host: "127.0.0.1", port: port).get()
    }

    /// Connects, and returns what comes back until the end.
    static func talk(_ port: Int) async throws -> (any Channel, AsyncStream<String>) {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Listener(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return (channel, stream)
    }

    private final class Listener: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let continuation: AsyncStream<String>.Continuation

        init(_ continuation: AsyncStream<String>.Continuation) { self.continuation = continuation }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(String(buffer: unwrapInboundIn(data)))
        }

        func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    }

    /// Waits until what is counted of all sources is as wanted.
    func total(where isWanted: (LogRelayStatus.Source) -> Bool) async throws -> LogRelayStatus.Source {
        let end = ContinuousClock.now.advanced(by: .seconds(60))
        while !isWanted(service.status.total), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(5))
        }
        return service.status.total
    }
}
