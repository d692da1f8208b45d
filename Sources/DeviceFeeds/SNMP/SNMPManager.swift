public import DeviceProtocols
public import NetworkValues

/// The manager's side of SNMP (RFC 3416, RFC 3414): asks many devices at once, and waits for all of them with one thread.
///
/// One socket of each address family carries all questions; answers are told apart by their numbers and believed only
/// when they come from where was asked. A device that does not answer costs a few hundred octets of memory and a place
/// in a heap.
public actor SNMPManager {
    let thread: SNMPThread
    let mostInFlight: Int
    var sockets: [Int: SNMPSocket] = [:]
    var inFlight: [Int: SNMPExchange] = [:]
    /// The numbers on the wire, and whose they are: two spaces, as request-id and msgID are.
    var byRequestID: [Int32: Int] = [:]
    var byMessageID: [Int32: Int] = [:]
    var byEndpoint: [SNMPEndpoint: Set<Int>] = [:]
    var deadlines = SNMPDeadlines()
    var engines = SNMPEngines()
    var counted = SNMPManagerStatus()
    var isStopped = false
    private var lastKey = 0
    private let alarm: Int
    private var alarmTime: UInt64?

    /// Runs on the thread of Net-SNMP's library.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    /// Makes a manager. `mostInFlight` bounds the questions in flight; what comes beyond fails as overloaded.
    /// Throws `stopped` when the system has no thread left.
    public init(mostInFlight: Int = 8192) throws(SNMPManagerError) {
        guard let thread = SNMPThread.shared else {
            throw SNMPManagerError(
                SNMPTrouble(.stopped, "a thread for SNMP was asked for; the system has none left"),
                SNMPEndpoint(.v4(0), 0))
        }
        self.thread = thread
        self.mostInFlight = max(1, mostInFlight)
        alarm = thread.alarm()
    }

    // MARK: Asking

    /// The values of some names, in their order. A name that a device does not have is `noSuchObject` or
    /// `noSuchInstance`, whatever the version.
    public func get(
        _ names: [[UInt32]], from target: SNMPTarget
    ) async throws(SNMPManagerError) -> [SNMPVariable] {
        var plan = SNMPGetPlan(names)
        do throws(SNMPTrouble) {
            while let question = plan.question { try plan.take(try await ask(question, of: target)) }
        } catch {
            throw SNMPManagerError(error, target.endpoint)
        }
        return plan.variables
    }

    /// The rows of some columns of one table, walked side by side: at most `limit` of them.
    public func rows(
        of columns: [[UInt32]], from target: SNMPTarget, limit: Int
    ) async throws(SNMPManagerError) -> SNMPRows {
        var walk = SNMPTableWalk(columns, limit: limit, usesBulk: target.credentials.version != .v1)
        do throws(SNMPTrouble) {
            while let question = walk.question() { try walk.take(try await ask(question, of: target)) }
        } catch {
            throw SNMPManagerError(error, target.endpoint)
        }
        return walk.result
    }

    // MARK: Status and the end

    /// What was done so far.
    public var status: SNMPManagerStatus {
        var status = counted
        status.inFlight = inFlight.count
        status.engines = engines.count
        return status
    }

    /// Whether a device with this engine ID was asked and answered; with `address` only when it is that one.
    public func knowsEngine(_ engineID: [UInt8], at address: IPAddress? = nil) -> Bool {
        engines.knows(engineID, at: address)
    }

    /// Forgets the engine ID and time of a device, as after it was replaced or set back to its factory settings.
    public func forgetEngine(of address: IPAddress, port: UInt16 = 161) {
        guard let engineID = engines.forget(SNMPEndpoint(address, port)) else { return }
        SNMPLibrary.forget(engineID)
    }

    /// Ends all questions with `stopped`, and closes the sockets. What is asked afterwards fails.
    public func shutDown() {
        isStopped = true
        for key in Array(inFlight.keys) {
            finish(key, .failure(SNMPTrouble(.stopped, "an answer was awaited; the manager was shut down")))
        }
        for socket in sockets.values { thread.unwatch(socket.descriptor) }
        sockets.removeAll()
        thread.clear(alarm)
        engines = SNMPEngines()
    }

    isolated deinit {
        for socket in sockets.values { thread.unwatch(socket.descriptor) }
        thread.clear(alarm)
    }

    // MARK: Parts of an exchange

    /// The number of a new exchange.
    func newKey() -> Int {
        lastKey += 1
        return lastKey
    }

    /// Sets the thread's alarm to the next deadline, when that comes before the one that it is set to.
    func setAlarm() {
        guard let next = deadlines.next else { return }
        if let alarmTime, alarmTime <= next { return }
        alarmTime = next
        thread.set(alarm, at: next) { [weak self] in
            self?.assumeIsolated { $0.runDeadlines() }
        }
    }

    private func runDeadlines() {
        alarmTime = nil
        for key in deadlines.due(at: SNMPThread.now()) { expire(key) }
        setAlarm()
    }
}
