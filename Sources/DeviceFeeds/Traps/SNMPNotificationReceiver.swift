import CLinux
public import NetworkValues

/// The engine as which informs are received (RFC 3411, 3.1.1.1): the receiver of an inform is the authoritative side.
public struct SNMPOwnEngine: Hashable, Sendable {
    /// snmpEngineID, 5 to 32 octets.
    public var engineID: [UInt8]
    /// snmpEngineBoots, from 1 on; greater at each start of the process, as the engine's time begins anew then.
    public var boots: UInt32

    /// Makes an engine.
    public init(engineID: [UInt8], boots: UInt32) {
        self.engineID = engineID
        self.boots = boots
    }
}

/// Where a receiver listens.
public struct SNMPListenAddress: Hashable, Sendable {
    /// The address; 0.0.0.0 or :: for all.
    public var address: IPAddress
    /// The port; 0 for any that is free.
    public var port: UInt16

    /// Makes an address.
    public init(_ address: IPAddress, port: UInt16 = 162) {
        self.address = address
        self.port = port
    }
}

/// Receives notifications of devices: traps and informs of version 1, 2c and 3. An inform is answered when its reader
/// confirms it.
public actor SNMPNotificationReceiver {
    /// What is taken.
    public struct Acceptance: Sendable {
        /// The communities and users. A user's messages must be protected as well as his credentials say.
        public var credentials: [SNMPCredentials]
        /// Engine IDs whose traps are taken beside those that polling found.
        public var engineIDs: [[UInt8]]
        /// The engine as which informs of version 3 are taken; `nil` to take none.
        public var ownEngine: SNMPOwnEngine?

        /// Makes an acceptance.
        public init(
            credentials: [SNMPCredentials], engineIDs: [[UInt8]] = [], ownEngine: SNMPOwnEngine? = nil
        ) {
            self.credentials = credentials
            self.engineIDs = engineIDs
            self.ownEngine = ownEngine
        }
    }

    /// What came, for one reader, who confirms what is safe with him. What finds no room is dropped and counted.
    public nonisolated let notifications: AsyncStream<ReceivedNotification>

    let thread: SNMPThread
    var acceptance: Acceptance
    var givenEngines: Set<[UInt8]>
    let manager: SNMPManager?
    var engines = SNMPEngines()
    var counted = SNMPNotificationStatus()
    var recent = RecentInforms()
    private let continuation: AsyncStream<ReceivedNotification>.Continuation
    private var sockets: [Int32: SNMPSocket] = [:]
    /// Answers to informs that nobody confirmed yet. Bounded by the stream's room and the reader's hands.
    private var answers: [UInt64: HeldAnswer] = [:]
    private var lastReceipt: UInt64 = 0

    /// The answer to an inform.
    private struct HeldAnswer {
        var octets: [UInt8]
        var inform: ReceivedNotification
        var source: SNMPEndpoint
        var way: ipd_return
        var descriptor: Int32
    }

    /// Runs on the thread of Net-SNMP's library.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    /// Makes a receiver. `manager` knows the engine IDs of the devices that are polled; `limit` is the number of
    /// notifications that wait to be read. Throws `stopped` when the system has no thread left.
    public init(
        accepting acceptance: Acceptance, manager: SNMPManager? = nil, limit: Int = 1024
    ) throws(SNMPManagerError) {
        guard let thread = SNMPThread.shared else {
            throw SNMPManagerError(
                SNMPTrouble(.stopped, "a thread for SNMP was asked for; the system has none left"),
                SNMPEndpoint(.v4(0), 0))
        }
        self.thread = thread
        self.acceptance = acceptance
        givenEngines = Set(acceptance.engineIDs)
        self.manager = manager
        (notifications, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(max(1, limit)))
    }

    /// Begins to listen at an address, and returns the port. Throws `stopped` when it cannot be bound; the message
    /// says why.
    @discardableResult
    public func listen(at place: SNMPListenAddress) throws(SNMPManagerError) -> UInt16 {
        let endpoint = SNMPEndpoint(place.address, place.port)
        do throws(SNMPSocketError) {
            let socket = try SNMPSocket(bound: endpoint, replies: true)
            sockets[socket.descriptor] = socket
            thread.watch(socket.descriptor) { [weak self, descriptor = socket.descriptor] in
                self?.assumeIsolated { $0.read(descriptor) }
            }
            return socket.port
        } catch {
            throw SNMPManagerError(
                SNMPTrouble(.stopped, "a socket for notifications was to be bound there; \(error.text)"), endpoint)
        }
    }

    /// Changes what is taken from now on.
    public func accept(_ acceptance: Acceptance) {
        self.acceptance = acceptance
        givenEngines = Set(acceptance.engineIDs)
        engines = SNMPEngines()
    }

    /// What was done so far.
    public var status: SNMPNotificationStatus { counted }

    /// Closes the sockets and ends the stream.
    public func shutDown() {
        for descriptor in sockets.keys { thread.unwatch(descriptor) }
        sockets.removeAll()
        answers.removeAll()
        continuation.finish()
    }

    isolated deinit {
        for descriptor in sockets.keys { thread.unwatch(descriptor) }
        continuation.finish()
    }

    private func read(_ descriptor: Int32) {
        guard let socket = sockets[descriptor] else { return }
        socket.errors { _, _ in }
        socket.receive { receive($0, on: descriptor) }
    }

    /// A notification is safe with its reader: an inform is answered now. Without that its sender sends it again.
    public func confirm(_ notification: ReceivedNotification) {
        guard let answer = answers.removeValue(forKey: notification.receipt) else { return }
        recent.confirm(answer.inform, from: answer.source)
        guard let socket = sockets[answer.descriptor] else { return }
        counted.answered += 1
        socket.send(answer.octets, on: answer.way)
    }

    /// A notification is not safe with its reader: an inform stays unanswered, and counts as new when it comes again.
    public func forget(_ notification: ReceivedNotification) {
        guard let answer = answers.removeValue(forKey: notification.receipt) else { return }
        recent.forget(answer.inform, from: answer.source)
    }

    /// Hands an inform over, and keeps its answer until it is confirmed; `false` when there was no room for it.
    func deliver(
        _ inform: ReceivedNotification, answer: [UInt8], to datagram: SNMPSocket.Datagram, on descriptor: Int32
    ) -> Bool {
        guard let socket = sockets[descriptor] else { return false }
        lastReceipt += 1
        var inform = inform
        inform.receipt = lastReceipt
        guard deliver(inform) else { return false }
        answers[lastReceipt] = HeldAnswer(
            octets: answer, inform: inform, source: datagram.source, way: socket.wayBack(to: datagram),
            descriptor: descriptor)
        return true
    }

    /// Hands a notification over; `false` when there was no room for it.
    @discardableResult
    func deliver(_ notification: ReceivedNotification) -> Bool {
        counted.accepted += 1
        if case .enqueued = continuation.yield(notification) { return true }
        counted.dropped += 1
        return false
    }
}
