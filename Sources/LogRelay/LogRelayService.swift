public import Faults
public import Journal
public import LogProtocols
public import Logging
public import NIOCore
import NIOPosix
public import NetworkValues
public import ServiceLifecycle
import Sockets
import Synchronization
public import TLSKit
import Waking

/// Receives logs and appends them to the journal. Who forwards them reads there: between the two stands the disk.
public final class LogRelayService: Service {
    /// Why a form was not taken.
    public enum Refusal: Error, Hashable, Sendable {
        /// Forms are not taken at all, or not from that address.
        case notAllowed
        /// The source sends too fast: in how many milliseconds it may go on.
        case tooFast(milliseconds: Int64)
        /// The journal cannot take it now.
        case overloaded
    }

    /// Seconds until a port that could not be opened is tried again.
    static let retrySeconds = 10

    private let intake: LineIntake
    private let group: any EventLoopGroup
    private let tls: @Sendable (LogRelaySettings.ClientCertificate) throws -> TLSContext
    private let onListening: @Sendable ([LogRelayStatus.Listener]) async -> Void
    private let sleep: @Sendable (Duration) async throws -> Void
    private let changed = Doorbell()
    private let listeners = Mutex<[LogRelayStatus.Listener]>([])
    /// What new connections to the TLS port are made with; `nil` while there is no such port.
    private let context = Mutex<TLSContext?>(nil)
    /// Held while a context is made, so that the newest settings and certificates are in the one that stays.
    private let renewing = Mutex(())

    /// Makes the service. `device` says which device an address belongs to; `tls` makes the context of the TLS port;
    /// `onListening` hears of the ports, those that could not be opened among them, each time that they change.
    public init(
        _ settings: LogRelaySettings, journal: Journal, group: any EventLoopGroup,
        device: @escaping @Sendable (IPAddress) -> DeviceID = { _ in .agent },
        tls: @escaping @Sendable (LogRelaySettings.ClientCertificate) throws -> TLSContext,
        onListening: @escaping @Sendable ([LogRelayStatus.Listener]) async -> Void = { _ in },
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        intake = LineIntake(settings, journal: journal, device: device, now: now, sleep: sleep, logger: logger)
        self.group = group
        self.tls = tls
        self.onListening = onListening
        self.sleep = sleep
    }

    /// How reception stands.
    public var status: LogRelayStatus {
        LogRelayStatus(
            isEnabled: intake.settings.isEnabled, listeners: listeners.withLock { $0 },
            connections: intake.connections, sources: intake.sources.statuses)
    }

    /// Takes other settings: ports are closed and opened again.
    public func apply(_ settings: LogRelaySettings) {
        guard settings != intake.settings else { return }
        intake.settings = settings
        changed.ring()
    }

    /// Certificates have changed: new connections under TLS go by them, those that stand go on.
    public func renewTLS() {
        guard intake.settings.isEnabled, intake.settings.tlsPort > 0 else { return }
        do {
            try renewContext()
        } catch {
            intake.logger.error("logs are received with the certificates of before: \(error)")
        }
    }

    private func renewContext() throws {
        try renewing.withLock { _ in
            let renewed = try tls(intake.settings.clientCertificate)
            context.withLock { $0 = renewed }
        }
    }

    /// Takes a line in the devices' web form; returns when it is durable. Throws why it was not taken.
    public func receive(_ form: LogForm, from source: IPAddress) async throws(Refusal) {
        let settings = intake.settings
        guard settings.isEnabled, settings.takesForms, intake.isAllowed(source) else { throw .notAllowed }
        let now = intake.now()
        let size = form.message.utf8.count
        let pause = intake.sources.take(messages: 1, bytes: size, from: source, settings, at: now)
        guard pause == 0 else {
            intake.sources.giveBack(messages: 1, bytes: size, to: source, at: now)
            intake.sources.update(source, at: now) { $0.overRate += 1 }
            throw .tooFast(milliseconds: pause)
        }
        var reader = intake.reader(for: source)
        let record = reader.record(form, at: now)
        let isTaken = await intake.tryToAppend([record])
        intake.sources.update(source, at: now) { status in
            status.received += isTaken ? 1 : 0
            status.receivedBytes += isTaken ? UInt64(size) : 0
            status.overload += isTaken ? 0 : 1
            status.lastSeen = now
        }
        guard isTaken else { throw .overloaded }
    }

    /// Receives until the task is cancelled or the agent shuts down.
    public func run() async {
        intake.start()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let channels = await self.open()
                let hasFailed = self.listeners.withLock { $0.contains { !$0.error.isEmpty } }
                let sleep = self.sleep
                if hasFailed {
                    await self.changed.wait { try await sleep(.seconds(Self.retrySeconds)) }
                } else {
                    await self.changed.wait()
                }
                await LineIntake.close(channels)
                await LineIntake.close(self.intake.openChannels)
            }
        }
        await intake.end()
    }

    // MARK: Listening

    /// Opens all ports; returns what listens and everything accepted below it.
    private func open() async -> [any Channel] {
        let settings = intake.settings
        var channels: [any Channel] = []
        var states: [LogRelayStatus.Listener] = []
        func open(_ transport: String, _ port: Int, _ bind: (String) async throws -> any Channel) async {
            guard settings.isEnabled, port > 0 else { return }
            for address in settings.addresses {
                let text = "\(address)"
                var state = LogRelayStatus.Listener(
                    transport: transport, address: text.contains(":") ? "[\(text)]:\(port)" : "\(text):\(port)",
                    error: "")
                do { channels.append(try await bind(text)) } catch { state.error = "\(error)" }
                states.append(state)
            }
        }
        await open("udp", settings.udpPort) { try await datagrams($0, settings.udpPort) }
        await open("tcp", settings.tcpPort) { try await stream($0, settings.tcpPort) }
        await open("tls", settings.tlsPort) { address in
            try renewContext()
            return try await stream(address, settings.tlsPort, usesTLS: true)
        }
        await open("relp", settings.relpPort) { try await stream($0, settings.relpPort, usesRELP: true) }
        let isNew = listeners.withLock { listeners in
            defer { listeners = states }
            return listeners != states
        }
        if isNew { await onListening(states) }
        return channels
    }

    private func stream(
        _ address: String, _ port: Int, usesTLS: Bool = false, usesRELP: Bool = false
    ) async throws -> any Channel {
        let intake = intake
        return
            try await ServerBootstrap(group: group)
            .only(address)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.tcpOption(.keepIdle), value: 60)
            .childChannelOption(.tcpOption(.keepInterval), value: 20)
            .childChannelOption(.tcpOption(.keepCount), value: 3)
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
            .childChannelOption(.maxMessagesPerRead, value: 2)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let remote = channel.remoteAddress, let source = IPAddress(remote) else {
                        throw ChannelError.unknownLocalAddress
                    }
                    let pipeline = channel.pipeline.syncOperations
                    if usesTLS, let context = context.withLock({ $0 }) {
                        try pipeline.addHandler(TLSHandler(context, serverName: nil, peer: "\(source)"))
                    }
                    try pipeline.addHandler(StreamHandler(intake, source: source, usesRELP: usesRELP))
                }
            }
            .bind(host: address, port: port).get()
    }

    private func datagrams(_ address: String, _ port: Int) async throws -> any Channel {
        let intake = intake
        return
            try await DatagramBootstrap(group: group)
            .only(address)
            .channelOption(.socketOption(.so_reuseaddr), value: 0)
            .channelOption(.socketOption(.so_rcvbuf), value: 4 << 20)
            .channelOption(.datagramVectorReadMessageCount, value: 64)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 * 9216))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramHandler(intake))
                }
            }
            .bind(host: address, port: port).get()
    }
}

extension NIOBSDSocket.Option {
    /// TCP_KEEPIDLE, in seconds.
    fileprivate static var keepIdle: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 4) }
    /// TCP_KEEPINTVL, in seconds.
    fileprivate static var keepInterval: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 5) }
    /// TCP_KEEPCNT.
    fileprivate static var keepCount: NIOBSDSocket.Option { NIOBSDSocket.Option(rawValue: 6) }
}
