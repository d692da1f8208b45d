import Faults
import Foundation
import Glibc
import Journal
import Logging
import NetworkValues
import Snapshot
import Synchronization
import Testing

@testable import SNMPAgent

/// A clock that tests move by hand.
final class ManualClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ start: Timestamp = TableFixture.start) {
        time = Mutex(start)
    }

    var now: Timestamp { time.withLock { $0 } }

    func advance(milliseconds: Int64) {
        time.withLock { $0 = $0.adding(milliseconds: milliseconds) }
    }
}

/// A sealer that knows nobody.
struct NoSealer: NotificationSealer {
    var engineID: [UInt8] { [0x80, 0, 0x1f, 0x88, 5, 1, 2, 3, 4] }
    var overhead: Int { 200 }
    func seal(_ scopedPDU: [UInt8], user: String, messageID: Int32) throws(NotificationSealError) -> [UInt8] {
        throw NotificationSealError("expected a user of the settings, not \(user)")
    }
}

/// A receiver on loopback that keeps the datagrams.
final class Receiver: Sendable {
    let port: UInt16
    private let descriptor: Int32

    /// Listens on `port`, or on one that is free.
    init?(port: UInt16 = 0) {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(descriptor, raw, length) == 0 && getsockname(descriptor, raw, &length) == 0
            }
        }
        guard bound else {
            close(descriptor)
            return nil
        }
        self.port = UInt16(bigEndian: address.sin_port)
        var wait = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
    }

    /// The next datagram; `nil` when none comes within five seconds.
    func next() async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [descriptor] in
                var buffer = [UInt8](repeating: 0, count: 2048)
                let count = recv(descriptor, &buffer, buffer.count, 0)
                continuation.resume(returning: count > 0 ? Array(buffer.prefix(count)) : nil)
            }
        }
    }

    /// The next message of version 2c.
    func message() async -> TrapMessage? {
        await next().flatMap(TrapMessage.init)
    }
}

/// A message with an SNMPv2-Trap-PDU, or a Trap-PDU of SNMPv1, read the slow way.
struct TrapMessage {
    var version: Int
    var community: String
    /// The PDU's fields before the variables.
    var head: [(tag: UInt8, content: [UInt8])] = []
    var variables: [ReadCell] = []

    init?(_ octets: [UInt8]) {
        var outer = octets[...]
        guard var body = CellReader.element(&outer)?.1, let version = CellReader.element(&body)?.1.last,
            let community = CellReader.element(&body)?.1, var pdu = CellReader.element(&body)?.1
        else { return nil }
        self.version = Int(version)
        self.community = String(decoding: community, as: UTF8.self)
        while let (tag, content) = CellReader.element(&pdu) {
            guard tag == 0x30 else {
                head.append((tag, Array(content)))
                continue
            }
            var list = content
            while !list.isEmpty {
                let start = list.startIndex
                guard CellReader.element(&list) != nil else { return nil }
                guard let cell = CellReader.read(Array(content[start..<list.startIndex])) else { return nil }
                variables.append(cell)
            }
        }
    }

    /// snmpTrapOID.0 of version 2c.
    var name: [UInt32]? { variables.dropFirst().first.map { CellReader.arcs($0.content[...]) } }

    /// The value of the object below ipdectNotice.
    func notice(_ object: OwnNotifications.Object) -> [UInt8]? {
        let name = OwnTree(.standard).objects(.alarm) + [6, object.rawValue, 0]
        return variables.first { $0.name == name }?.content
    }

    func number(_ object: OwnNotifications.Object) -> UInt64? {
        notice(object)?.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// A journal in a folder of its own, and a service over it.
final class NotificationBench: Sendable {
    let journal: Journal
    let service: NotificationService
    let snapshots: SnapshotStore
    let counters = SNMPCounters()
    /// The number of the notice of the start, which is the first that the service writes.
    let start: UInt64
    private let folder: URL

    init(
        targets: [NotificationTarget], settings: NotificationSettings = NotificationSettings(holdSeconds: 0),
        journal given: Journal? = nil, sealer: any NotificationSealer = NoSealer(), users: [SNMPUser] = [],
        policy: AccessPolicy? = nil, resolve: (@Sendable (String) async -> [IPAddress])? = nil,
        now: @escaping @Sendable () -> Timestamp = NotificationBench.time
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ipdect-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        journal =
            try given ?? Journal(path: folder.appending(path: "journal").path, logger: logger, now: Self.time)
        start = journal.lastNumber + 1
        let source = TableFixture.source()
        snapshots = SnapshotStore(source.snapshot)
        var agent = NotificationAgent(
            root: .standard, objectID: TableSettings().objectID, name: { "host" }, upTime: { 4711 },
            counters: counters, sealer: sealer, users: { name in users.first { $0.name == name } })
        if let policy { agent.notifyView = { policy.notifyView(of: $0) } }
        service = NotificationService(
            journal: journal, snapshots: snapshots, agent: agent, targets: targets, settings: settings, logger: logger,
            now: now, resolve: resolve)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Appends faults behind the notice of the start, once the service has its cursors.
    func append(_ records: [FaultRecord]) async throws {
        let hasBegun = await until {
            service.targets.allSatisfy { journal.cursorNames.contains($0.cursorName) } && journal.lastNumber >= start
        }
        try #require(hasBegun)
        _ = try await journal.append(records.map { .fault($0) })
    }

    /// Where the first receiver's cursor stands, counted from behind the notice of the start.
    var position: UInt64? {
        journal.status.cursors.first.map { $0.position > start ? $0.position - start : 0 }
    }

    static let time: @Sendable () -> Timestamp = {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// Runs the service while `body` does.
    func running(_ body: () async throws -> Void) async throws {
        let task = Task { await service.run() }
        do {
            try await body()
        } catch {
            task.cancel()
            await task.value
            throw error
        }
        task.cancel()
        await task.value
    }

    /// Waits until `condition` holds, at most five seconds.
    func until(_ condition: () -> Bool) async -> Bool {
        for _ in 0..<500 {
            if condition() { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return condition()
    }
}

/// Records for tests.
enum TestRecords {
    static func alarm(
        _ number: UInt32, _ activity: FaultActivity = .alarm, seriousness: Seriousness = .error,
        text: String = "Radio does not answer"
    ) -> FaultRecord {
        FaultRecord(
            activity: activity, alarmNumber: number, code: .masterRadioRegistrationDown, severity: .major,
            seriousness: seriousness, subject: TableFixture.subject(3), source: "DECT MASTER", text: text,
            time: TableFixture.now, count: 2, isSimulated: true)
    }

    static func event(_ seriousness: Seriousness = .warning) -> FaultRecord {
        FaultRecord(
            activity: .error, alarmNumber: 0, code: .masterAbnormalCallRelease, severity: .indeterminate,
            seriousness: seriousness, subject: TableFixture.subject(3), source: "DECT MASTER", text: "Call broke",
            time: TableFixture.now)
    }
}
