import Faults
import NetworkValues
import SNMPProtocol
import Synchronization

@testable import SNMPAgent

/// A writer that keeps what it is asked for, fails as it is told, and can be held.
final class TestWriter: ManagedWriter {
    struct State {
        var applied: [(changes: [ManagedChange], origin: WriteOrigin)] = []
        var failure: WriteFailure?
        var held: CheckedContinuation<Void, Never>?
        var holds = false
    }

    private let state = Mutex(State())

    var applied: [(changes: [ManagedChange], origin: WriteOrigin)] { state.withLock { $0.applied } }
    var isHeld: Bool { state.withLock { $0.held != nil } }

    func fail(_ failure: WriteFailure?) { state.withLock { $0.failure = failure } }
    func hold() { state.withLock { $0.holds = true } }
    func release() {
        let held = state.withLock { state in
            defer { state.held = nil }
            state.holds = false
            return state.held
        }
        held?.resume()
    }

    func apply(_ changes: [NumberedChange], by origin: WriteOrigin) async throws(WriteFailure) {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                state.applied.append((changes.map(\.change), origin))
                if state.holds { state.held = continuation }
                return !state.holds
            }
            if goesOn { continuation.resume() }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}

/// Replies that came late.
final class LateReplies: LateReplyPath {
    private let replies = Mutex<[[UInt8]]>([])

    var all: [[UInt8]] { replies.withLock { $0 } }

    func wayBack(for position: Int) -> (@Sendable ([UInt8]) -> Void)? {
        { [self] octets in replies.withLock { $0.append(octets) } }
    }
}

/// An engine with all objects that can be written, a manager that may write, and a worker that works when it is told.
final class SetEngine {
    static let fault = FaultCode(rawValue: 0x0003_0204)
    static let tree = OwnTree(.standard)
    static let system: [UInt32] = [1, 3, 6, 1, 2, 1, 1]
    static let contact = system + [4, 0]
    static let location = system + [6, 0]
    static let traps: [UInt32] = [1, 3, 6, 1, 2, 1, 11, 30, 0]
    static let serial: [UInt32] = [1, 3, 6, 1, 6, 3, 1, 1, 6, 1, 0]
    static let seriousness = tree.objects(.alarm) + [4, 1, 12, fault.rawValue]
    static let acknowledged = tree.objects(.alarm) + [2, 1, 16, 7]

    let shared: EngineShared
    let counters = SNMPCounters()
    let engine: SocketlessEngine
    let late = LateReplies()
    let writer = TestWriter()
    let worker: WriteWorker
    let serialNumber: SetSerialNumber
    let published = Atomic(0)
    var manager: TestManager

    init(
        views: [MIBView] = [], writeView: String = "all", privacy: PrivacyProtocol? = .aes128,
        limits: ResponderLimits = .init(), serial: Int32 = 4711
    ) throws {
        serialNumber = SetSerialNumber(first: serial)
        manager = TestManager(.sha256, privacy, writeView: writeView)
        let policy = AccessPolicy(
            views: views, communities: [SNMPCommunity(name: "public".utf8)], users: [manager.keys])
        guard let identity = EngineIdentity(engineID: TestManager.engineID, boots: 7) else {
            preconditionFailure("the identity is well-formed")
        }
        let time = TestTime()
        shared = EngineShared(
            images: MIBImageStore(try Self.image()), identity: identity, clock: EngineClock { time.milliseconds },
            counters: counters, policy: policy,
            writable: WritableObjects(root: .standard, serialNumber: serialNumber), onFailure: { _ in })
        engine = SocketlessEngine(shared, limits: limits)
        engine.late = late
        let writer = writer
        worker = WriteWorker(shared, writer: { writer }, publish: {})
    }

    static func image() throws -> MIBImage {
        var alarms = TableBuilder(TableLayout(entry: tree.objects(.alarm) + [2, 1], columns: [15, 16]))
        alarms.row(7, revision: 0) { row in
            row.integer(15, 1)
            row.integer(16, 2)
        }
        var faults = TableBuilder(TableLayout(entry: tree.objects(.alarm) + [4, 1], columns: [12]))
        faults.row(fault.rawValue, revision: 0) { $0.integer(12, 4) }
        let scalars = ScalarGroup(TableLayout(entry: system, columns: [1, 4, 5, 6]), revision: 0) { row in
            for column: UInt32 in [1, 4, 5, 6] { row.octetString(column, "text \(column)") }
        }
        let snmp = ScalarGroup(TableLayout(entry: [1, 3, 6, 1, 2, 1, 11], columns: [30]), revision: 0) { row in
            row.integer(30, 2)
        }
        return try MIBImage([.scalars(scalars), .scalars(snmp), .table(alarms.table()), .table(faults.table())])
    }

    static func pdu(_ bindings: [(name: [UInt32], value: [UInt8])], id: Int = 77) -> [UInt8] {
        BER.element(
            PDUType.set.rawValue,
            BER.integer(id) + BER.integer(0) + BER.integer(0)
                + BER.element(0x30, bindings.flatMap { BER.binding($0.name, $0.value) }))
    }

    /// Sends a SET. Returns what is answered at once.
    @discardableResult
    func send(_ bindings: [(name: [UInt32], value: [UInt8])], id: Int = 77) -> ReadPDU? {
        send(Self.pdu(bindings, id: id))
    }

    @discardableResult
    func send(_ pdu: [UInt8]) -> ReadPDU? {
        manager.read(engine.respond(to: manager.message(pdu), from: source))?.pdu
    }

    let source = MessageSource(address: .v4(0x0a01_0203), port: 50_000)

    /// Carries out the request that waits longest. Returns the last reply that was sent.
    func work() async -> ReadPDU? {
        guard let pending = await shared.writes.next() else { return nil }
        await worker.carryOut(pending)
        return manager.read(late.all.last)?.pdu
    }

    /// Sends a SET that is carried out. Returns its answer.
    func set(_ bindings: [(name: [UInt32], value: [UInt8])], id: Int = 77) async -> ReadPDU? {
        if let answer = send(bindings, id: id) { return answer }
        return await work()
    }

    func count(_ counter: SNMPCounter) -> UInt64 { counters.value(counter) }
}

/// Values in BER.
func text(_ value: String) -> [UInt8] { BER.element(4, Array(value.utf8)) }
