import CLinux
import Glibc
public import NetworkValues
import Synchronization
import Threads

/// One UDP socket and the thread that serves it: takes the datagrams that wait in one system call, answers each, sends the
/// replies in one more. Nothing is ever held back to make a batch larger.
final class DatagramLoop: LateReplyPath {
    /// The address and port that the socket is bound to.
    let address: IPAddress
    let port: UInt16

    private let descriptor: Int32
    private let wake: Int32
    nonisolated(unsafe) private let batch: OpaquePointer
    private let isStopping = Atomic(false)
    private let shared: EngineShared
    private let limits: ResponderLimits
    private let thread: Mutex<SystemThread?> = Mutex(nil)

    /// Datagrams taken at once.
    private static let slots: UInt32 = 64
    /// What the kernel keeps for us while a batch is worked on.
    private static let receiveBuffer: Int32 = 1 << 20

    /// Binds a socket. Throws `SocketError` when that fails.
    init(address: IPAddress, port: UInt16, shared: EngineShared, limits: ResponderLimits) throws(SocketError) {
        var endpoint = ipd_endpoint(address, port: port)
        let descriptor = ipd_udp_open(&endpoint, Self.receiveBuffer)
        guard descriptor >= 0 else { throw SocketError(address: address, port: port, number: -descriptor) }
        let wake = ipd_wake_open()
        guard wake >= 0 else {
            close(descriptor)
            throw SocketError(address: address, port: port, number: -wake)
        }
        let capacity = UInt32(ReplyRoom.capacity(forMessagesOf: limits.maximumReply))
        guard let batch = ipd_batch_create(Self.slots, UInt32(limits.maximumRequest), capacity) else {
            close(descriptor)
            close(wake)
            throw SocketError(address: address, port: port, number: ENOMEM)
        }
        self.batch = batch
        self.address = address
        self.port = UInt16(clamping: ipd_udp_port(descriptor))
        self.descriptor = descriptor
        self.wake = wake
        self.shared = shared
        self.limits = limits
    }

    deinit {
        close(descriptor)
        close(wake)
        ipd_batch_destroy(batch)
    }

    /// Starts the thread. Throws when the system has none left.
    func start() throws(SocketError) {
        let name = if case .v4 = address { "snmp-udp4" } else { "snmp-udp6" }
        guard let started = SystemThread(name: name, body: { self.run() }) else {
            throw SocketError(address: address, port: port, number: EAGAIN)
        }
        thread.withLock { $0 = started }
    }

    /// Stops the thread after the batch that it is at, and waits for that.
    func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        ipd_wake(wake)
        let started = thread.withLock { thread in
            let started = thread
            thread = nil
            return started
        }
        started?.join()
    }

    private func run() {
        guard let datagrams = ipd_batch_datagrams(batch) else { return }
        let responder = Responder(shared, limits: limits)
        var spin = SpinPolicy()
        while !isStopping.load(ordering: .relaxed) {
            let count = ipd_batch_receive(batch, descriptor, 0)
            if count > 0 {
                spin.worked()
                answer(datagrams, Int(count), responder)
                var error: Int32 = 0
                let failed = ipd_batch_send(batch, descriptor, UInt32(count), &error)
                if failed > 0 { shared.counters.add(.sendFailures, UInt64(failed)) }
            } else if count == -EAGAIN {
                let now = EngineClock.nanoseconds
                if spin.looksAgain(at: now) {
                    sched_yield()
                } else {
                    _ = ipd_wait(descriptor, wake, -1)
                    spin.slept(EngineClock.nanoseconds &- now)
                }
            }
        }
    }

    /// Only the loop's own thread asks, while it answers a batch.
    func wayBack(for position: Int) -> (@Sendable ([UInt8]) -> Void)? {
        var way = ipd_return()
        ipd_batch_return(batch, UInt32(position), &way)
        return { [weak self, way] octets in self?.send(octets, way) }
    }

    private func send(_ octets: [UInt8], _ way: ipd_return) {
        let error = withUnsafePointer(to: way) { ipd_return_send(descriptor, $0, octets, UInt32(octets.count)) }
        if error != 0 { shared.counters.add(.sendFailures) }
    }

    /// Answers a batch. All of its messages see one image and one policy.
    private func answer(
        _ datagrams: UnsafeMutablePointer<ipd_datagram>, _ count: Int, _ responder: Responder
    ) {
        let image = shared.images.current
        let policy = shared.policy
        let context = Responder.Context(
            image: image, policy: policy, now: shared.clock.milliseconds, late: self)
        withExtendedLifetime((image, policy)) {
            for position in 0..<count {
                let datagram = datagrams + position
                let arrival = Responder.Arrival(
                    message: ReceivedMessage(
                        octets: datagram.pointee.request, count: Int(datagram.pointee.request_count)),
                    isTruncated: datagram.pointee.is_truncated != 0, source: MessageSource(datagram.pointee.source),
                    position: position)
                let room = ReplyRoom(base: datagram.pointee.room)
                if let reply = responder.respond(to: arrival, context: context, room: room) {
                    datagram.pointee.reply = reply.start
                    datagram.pointee.reply_count = UInt32(reply.count)
                }
            }
        }
    }
}

/// A socket cannot be opened or served.
public struct SocketError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The address.
    public let address: IPAddress
    /// The port.
    public let port: UInt16
    /// The system's error number.
    public let number: Int32
    /// What was to be opened: `UDP`, `TCP` or `TLS`.
    public var transport = "UDP"
    /// What is wrong when it is not the system that says so.
    public var reason: String?

    /// Whether the host does not speak the address's version of IP at all.
    var isWithoutFamily: Bool { number == EAFNOSUPPORT }

    /// The address, the port and the system's words.
    public var description: String {
        let host = if case .v6 = address { "[\(address)]" } else { address.description }
        return "could not open \(transport) \(host):\(port): \(reason ?? String(cString: strerror(number)))"
    }
}
