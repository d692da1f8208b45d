import CaptureFormats
import NIOCore
import NetworkValues
import Sockets
import Synchronization
import TLSKit
import Waking

/// One client of Remote PCAP, from its connection to its end: what its session wants done is done here.
final class RPCAPConnection: Sendable {
    /// What a connection finds around itself.
    struct Surroundings: Sendable {
        var engine: CaptureEngine
        var settings: PacketCaptureSettings
        var group: any EventLoopGroup
        /// Makes the context of a connection under TLS; `nil` in the clear.
        var tls: TLSContext?
        /// The port that all clients fetch their packets from; `nil` when each gets one of its own.
        var dataPort: RPCAPDataPort?
        var count: @Sendable (any WritableKeyPath<RPCAPServerStatus.Counters, UInt64> & Sendable) -> Void
        var onLogin: @Sendable (_ user: String, IPAddress, _ refusal: String?) -> Void
        var now: @Sendable () -> Timestamp
        var sleep: @Sendable (Duration) async throws -> Void
    }

    /// A capture that runs for the client.
    private struct Running: Sendable {
        var reader: CaptureReader
        var pump: Task<Void, Never>
        var data: DataWay
    }

    /// How packets will travel.
    private struct DataWay: Sendable {
        var channel: EventLoopFuture<RPCAPDataChannel>
        /// What the client is told.
        var port: UInt16 = 0
        /// The port that is there for this capture alone.
        var own: RPCAPDataPort?
        /// Waits no longer for the client to connect.
        var giveUp: @Sendable () -> Void = {}
    }

    /// How long a client may take to fetch what was captured when its capture ends.
    private static let farewell = Duration.seconds(1)

    /// The client's address.
    let peer: IPAddress
    /// When it connected.
    let since: Timestamp
    private let channel: any Channel
    private let mail: RPCAPMail
    private let around: Surroundings
    private let session: Mutex<RPCAPSession>
    private let running: Mutex<Running?> = Mutex(nil)
    private let controlEnd: FlowEnd?

    /// Octets of the client that are kept while an earlier request is worked on.
    private static let mailLimit = 256 << 10

    init(_ channel: any Channel, from peer: IPAddress, _ mail: RPCAPMail, _ around: Surroundings) {
        self.channel = channel
        self.peer = peer
        self.mail = mail
        self.around = around
        since = around.now()
        var rules = RPCAPRules(
            allowsNullAuthentication: around.settings.allowsNobody, isEncrypted: around.tls != nil)
        rules.nameLimit = 256
        session = Mutex(RPCAPSession(rules: rules, now: since))
        controlEnd = channel.remoteAddress?.port.map { FlowEnd(peer, UInt16(clamping: $0)) }
    }

    var status: RPCAPServerStatus.Session {
        RPCAPServerStatus.Session(
            peer: peer, user: session.withLock { $0.user }, since: since,
            capture: running.withLock { $0?.reader.id })
    }

    /// Serves the client until it goes, or must.
    func run() async {
        if let controlEnd { around.engine.ownTraffic.add(controlEnd) }
        var decoder = RPCAPDecoder(.client)
        await handle(.connected(hostIsAllowed: around.settings.allows(peer)))
        while !isOver {
            await step(&decoder)
        }
        await stopCapture()
        if let controlEnd { around.engine.ownTraffic.remove(controlEnd) }
        try? await channel.close().get()
    }

    /// Lets the client go because the agent ends, or listens elsewhere.
    func close() { mail.close() }

    private var isOver: Bool { session.withLock { $0.isOver } }

    private func step(_ decoder: inout RPCAPDecoder) async {
        if mail.takeClear() { return await handle(.clearText) }
        if let end = mail.takeCaptureEnd() { return await captureEnded(end) }
        let (wantsInput, deadline) = session.withLock { ($0.wantsInput, $0.deadline) }
        if wantsInput, let input = mail.next(&decoder) { return await take(input) }
        if let deadline, deadline <= around.now() { return await handle(.timer) }
        if mail.isClosed { return await handle(.disconnected) }
        if mail.waiting < Self.mailLimit { channel.read() }
        guard let deadline else { return await mail.bell.wait() }
        let pause = deadline.milliseconds(since: around.now())
        let sleep = around.sleep
        await mail.bell.wait { try await sleep(.milliseconds(max(1, pause))) }
    }

    private func take(_ input: RPCAPInput) async {
        switch input {
        case .malformed, .unknown, .wrongVersion, .tlsHandshake: around.count(\.malformed)
        case .message: break
        }
        await handle(.input(input))
    }

    // MARK: What the session wants

    private func handle(_ event: RPCAPEvent) async {
        let now = around.now()
        for action in session.withLock({ $0.handle(event, now: now) }) { await perform(action) }
    }

    private func perform(_ action: RPCAPAction) async {
        switch action {
        case .reply(let message, let version):
            if case .error(.authenticationFailed, _) = message { around.count(\.refusedLogins) }
            var octets: [UInt8] = []
            message.append(version: version, to: &octets)
            await send(octets)
        case .send(let octets): await send(octets)
        case .authenticate(let user, let password): await authenticate(user, password)
        case .listInterfaces: await listInterfaces()
        case .open(let name): await open(name)
        case .startCapture(let request): await start(request)
        case .updateFilter(let program): await update(program)
        case .setSampling(let sampling): running.withLock { $0?.reader.take(sampling) }
        case .readStatistics: await readStatistics()
        case .stopCapture: await handle(.captureStopped(await stopCapture()))
        case .close(let reason): if reason == .hostNotAllowed { around.count(\.forbidden) }
        }
    }

    private func send(_ octets: [UInt8]) async {
        do {
            try await channel.writeAndFlush(channel.allocator.buffer(bytes: octets)).get()
        } catch {
            mail.close()
        }
    }

    private func authenticate(_ user: String, _ password: RPCAPPassword) async {
        let isRight = around.settings.accepts(user: user, password: password.octets)
        around.onLogin(user, peer, isRight ? nil : "user or password are wrong")
        await handle(.passwordChecked(isRight: isRight))
    }

    private func listInterfaces() async {
        do throws(CaptureError) {
            await handle(.interfaces(try RPCAPInterface.all(around.settings)))
        } catch {
            await handle(.failed(error.message))
        }
    }

    private func open(_ name: String) async {
        do throws(CaptureError) {
            let request = try around.settings.request(for: name, .rpcap, viewer: viewer)
            guard let interface = request.interface else { return await handle(.opened(.ethernet)) }
            await handle(.opened(try around.engine.linkType(of: interface)))
        } catch {
            await handle(.failed(error.message))
        }
    }

    private var viewer: String {
        let user = session.withLock { $0.user }.map { "\($0) from " } ?? ""
        return "\(user)\(peer) by Remote PCAP"
    }

    // MARK: The capture

    private func start(_ wanted: RPCAPCaptureRequest) async {
        do {
            guard wanted.wantsInbound, wanted.wantsOutbound else {
                throw CaptureError(.filter, "expected a capture of both directions, got one of a single direction")
            }
            var request = try around.settings.request(for: wanted.interface, .rpcap, viewer: viewer)
            request.isPromiscuous = wanted.isPromiscuous
            request.snapLength = min(
                Int(wanted.snapLength), wanted.transport.isDatagrams ? Int(RPCAPPacketWriter.datagramSnapLength) : .max,
                CaptureRequest.snapLengthLimit)
            if !wanted.filter.takesEverything { request.filter = .program(wanted.filter) }
            request.sampling = wanted.sampling
            let data = try await way(wanted.transport)
            let reader: CaptureReader
            do {
                reader = try around.engine.open(request)
            } catch {
                data.giveUp()
                await data.own?.close()
                throw error
            }
            let pump = pump(reader, into: data)
            running.withLock { $0 = Running(reader: reader, pump: pump, data: data) }
            await handle(
                .captureStarted(
                    RPCAPStartReply(bufferLength: Int32(clamping: around.settings.viewerOctets), dataPort: data.port)))
        } catch {
            await handle(.failed("\(error)"))
        }
    }

    private func way(_ transport: RPCAPCaptureRequest.Transport) async throws -> DataWay {
        let loop = channel.eventLoop
        switch transport {
        case .serverListens:
            let address = channel.localAddress.flatMap { IPAddress($0) } ?? .loopback
            var own: RPCAPDataPort?
            if around.dataPort == nil {
                own = try await RPCAPDataPort.open("\(address)", port: 0, group: around.group, tls: around.tls)
            }
            guard let port = around.dataPort ?? own else { throw ChannelError.unknownLocalAddress }
            let (connection, number) = port.expect(peer)
            return DataWay(channel: connection.map { .stream($0) }, port: port.port, own: own) { port.giveUp(number) }
        case .serverConnects(let port):
            let data = try await RPCAPDataChannel.connect(to: peer, port: port, group: around.group, tls: around.tls)
            return DataWay(channel: loop.makeSucceededFuture(data))
        case .datagrams(let port):
            let data = try await RPCAPDataChannel.datagrams(to: peer, port: port, group: around.group)
            return DataWay(channel: loop.makeSucceededFuture(data))
        }
    }

    /// Carries packets from the reader to the client until one of them ends.
    private func pump(_ reader: CaptureReader, into way: DataWay) -> Task<Void, Never> {
        let (mail, own) = (mail, around.engine.ownTraffic)
        return Task {
            var end = CaptureEnd.stopped
            do {
                let data = try await way.channel.get()
                let farEnd = data.farEnd
                if let farEnd { own.add(farEnd) }
                defer { if let farEnd { own.remove(farEnd) } }
                await way.own?.close()
                data.channel.closeFuture.whenComplete { _ in reader.finish(.stopped) }
                var octets: [UInt8] = []
                while await reader.read(into: &octets) { try await data.send(octets) }
                if case .failed = reader.end { end = reader.end ?? end }
                try? await data.channel.close().get()
            } catch {
                await way.own?.close()
                end = .failed("the data connection failed: \(error)")
            }
            mail.captureEnded(end)
        }
    }

    private func update(_ program: BPFProgram) async {
        guard let reader = running.withLock({ $0?.reader }) else { return await handle(.failed("no capture runs")) }
        do throws(CaptureError) {
            try around.engine.setFilter(program.takesEverything ? .all : .program(program), of: reader)
            await handle(.filterUpdated)
        } catch {
            await handle(.failed(error.message))
        }
    }

    private func readStatistics() async {
        guard let reader = running.withLock({ $0?.reader }) else { return await handle(.failed("no capture runs")) }
        await handle(.statistics(RPCAPStatistics(await around.engine.count(reader))))
    }

    /// Ends the capture, and tells what it counted.
    @discardableResult
    private func stopCapture() async -> RPCAPStatistics {
        guard let capture = running.withLock({ $0 }) else { return RPCAPStatistics() }
        await around.engine.close(capture.reader)
        capture.data.giveUp()
        let sleep = around.sleep
        let limit = Task {
            guard (try? await sleep(Self.farewell)) != nil else { return }
            capture.data.channel.whenSuccess { $0.channel.close(promise: nil) }
        }
        await capture.pump.value
        limit.cancel()
        running.withLock { $0 = nil }
        _ = mail.takeCaptureEnd()
        return RPCAPStatistics(capture.reader.counts)
    }

    private func captureEnded(_ end: CaptureEnd) async {
        let statistics = await stopCapture()
        var failure: String?
        if case .failed(let reason) = end { failure = reason }
        await handle(.captureEnded(statistics, failure: failure))
    }
}

extension RPCAPStatistics {
    /// What a capture counted, as the client sees it.
    init(_ counts: CaptureCounts) {
        self.init(
            received: UInt32(truncatingIfNeeded: counts.received),
            droppedByInterface: UInt32(truncatingIfNeeded: counts.droppedByInterface),
            dropped: UInt32(truncatingIfNeeded: counts.droppedByKernel + counts.dropped),
            sent: UInt32(truncatingIfNeeded: counts.delivered))
    }
}

extension RPCAPCaptureRequest.Transport {
    fileprivate var isDatagrams: Bool {
        if case .datagrams = self { true } else { false }
    }
}
