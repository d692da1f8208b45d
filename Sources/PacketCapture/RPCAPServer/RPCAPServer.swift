import CaptureFormats
import Logging
import NIOCore
import NIOPosix
import NetworkValues
import ServiceLifecycle
import Sockets
import Synchronization
import TLSKit
import Waking

/// Serves Remote PCAP on its ports: a session for each connection, as many at once as the settings allow.
final class RPCAPServer: Sendable {
    /// Seconds until a port that could not be opened is tried again.
    private static let retrySeconds = 10

    private struct State {
        var settings: PacketCaptureSettings
        var listeners: [RPCAPServerStatus.Listener] = []
        var connections: [ObjectIdentifier: RPCAPConnection] = [:]
        var counters = RPCAPServerStatus.Counters()
    }

    private let surroundings: PacketCaptureSurroundings
    private let engine: CaptureEngine
    private let state: Mutex<State>
    private let changed = Doorbell()

    init(_ settings: PacketCaptureSettings, engine: CaptureEngine, _ surroundings: PacketCaptureSurroundings) {
        self.engine = engine
        self.surroundings = surroundings
        state = Mutex(State(settings: settings))
    }

    var status: RPCAPServerStatus {
        state.withLock { state in
            RPCAPServerStatus(
                isEnabled: state.settings.isEnabled, listeners: state.listeners,
                sessions: state.connections.values.map(\.status).sorted { $0.since < $1.since },
                counters: state.counters)
        }
    }

    /// Takes other settings: ports are closed and opened again, and clients let go.
    func apply(_ settings: PacketCaptureSettings) {
        let isNew = state.withLock { state in
            defer { state.settings = settings }
            return state.settings != settings
        }
        if isNew { changed.ring() }
    }

    /// Opens ports again because the certificates changed. Without TLS there is no reason to let clients go.
    func reopen() {
        if state.withLock({ $0.settings.isEnabled && $0.settings.tlsPort > 0 }) { changed.ring() }
    }

    /// Serves until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            let settings = state.withLock { $0.settings }
            let (channels, dataPorts) = settings.isEnabled ? await open(settings) : ([], [])
            let hasFailed = state.withLock { $0.listeners.contains { !$0.error.isEmpty } }
            let sleep = surroundings.sleep
            if hasFailed {
                await changed.wait { try await sleep(.seconds(Self.retrySeconds)) }
            } else {
                await changed.wait()
            }
            for channel in channels { try? await channel.close().get() }
            for port in dataPorts { await port.close() }
            for connection in state.withLock({ Array($0.connections.values) }) { connection.close() }
        }
    }

    // MARK: Listening

    private func open(_ settings: PacketCaptureSettings) async -> ([any Channel], [RPCAPDataPort]) {
        var channels: [any Channel] = []
        var dataPorts: [RPCAPDataPort] = []
        var states: [RPCAPServerStatus.Listener] = []
        for address in settings.addresses.map({ "\($0)" }) {
            for (port, usesTLS) in [(settings.port, false), (settings.tlsPort, true)] where port > 0 {
                var listener = RPCAPServerStatus.Listener(
                    address: address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)",
                    usesTLS: usesTLS, error: "")
                do {
                    let tls = usesTLS ? try surroundings.tls() : nil
                    var dataPort: RPCAPDataPort?
                    // A second port needs a port of its own for packets: the first one would not encrypt them.
                    if settings.dataPort > 0 {
                        let number = settings.dataPort + (usesTLS && settings.port > 0 ? 1 : 0)
                        let opened = try await RPCAPDataPort.open(
                            address, port: number, group: surroundings.group, tls: tls)
                        dataPorts.append(opened)
                        dataPort = opened
                    }
                    channels.append(try await listen(address, port, settings, tls, dataPort))
                } catch {
                    listener.error = "\(error)"
                }
                states.append(listener)
            }
        }
        let isNew = state.withLock { state in
            defer { state.listeners = states }
            return state.listeners != states
        }
        if isNew { await surroundings.onListening(states) }
        return (channels, dataPorts)
    }

    private func listen(
        _ address: String, _ port: Int, _ settings: PacketCaptureSettings, _ tls: TLSContext?,
        _ dataPort: RPCAPDataPort?
    ) async throws -> any Channel {
        let around = surroundings(settings, tls, dataPort)
        return
            try await ServerBootstrap(group: surroundings.group)
            .only(address)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let peer = channel.remoteAddress.flatMap({ IPAddress($0) }) else {
                        throw ChannelError.unknownLocalAddress
                    }
                    let mail = RPCAPMail()
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(TLSDetector(tls, peer: "\(peer)", mail: mail)) }
                    try pipeline.addHandler(
                        RPCAPMailHandler(mail) {
                            self.serve(RPCAPConnection(channel, from: peer, mail, around), on: channel)
                        })
                }
            }
            .bind(host: address, port: port).get()
    }

    private func surroundings(
        _ settings: PacketCaptureSettings, _ tls: TLSContext?, _ dataPort: RPCAPDataPort?
    ) -> RPCAPConnection.Surroundings {
        RPCAPConnection.Surroundings(
            engine: engine, settings: settings, group: surroundings.group, tls: tls, dataPort: dataPort,
            count: { [weak self] counter in self?.state.withLock { $0.counters[keyPath: counter] += 1 } },
            onLogin: surroundings.onLogin, now: surroundings.now, sleep: surroundings.sleep)
    }

    /// Serves a connection in a task of its own, unless there are too many.
    private func serve(_ connection: RPCAPConnection, on channel: any Channel) {
        let key = ObjectIdentifier(connection)
        let isTaken = state.withLock { state in
            state.counters.connections += 1
            guard state.connections.count < state.settings.sessionLimit else {
                state.counters.overLimit += 1
                return false
            }
            state.connections[key] = connection
            return true
        }
        guard isTaken else { return channel.close(promise: nil) }
        Task {
            await connection.run()
            state.withLock { $0.connections[key] = nil }
        }
    }
}
