import AgentRuntime
import Faults
import Glibc
import Journal
import Logging
import NetworkValues
import SNMPAgent
import Settings
import Snapshot
import Synchronization

/// Measures what 1,000 notifications a second to four targets cost, two of which are dead: one where nobody listens, one
/// that never answers.
///
///     AgentStopwatch FOLDER SECONDS inform|trap
enum InformStopwatch {
    /// Notifications that come together, and the pause behind them: 1,000 a second.
    private static let together = 10
    private static let pause = Duration.milliseconds(10)

    static func run(in folder: String, seconds: Int, kind: String) async throws {
        let live = try [AnsweringReceiver(), AnsweringReceiver()]
        let silent = try AnsweringReceiver(answers: false)
        let closed = try AnsweringReceiver(answers: false)
        let nobody = closed.port
        closed.stop()
        let clock = SystemClock()
        var logger = Logger(label: "stopwatch")
        logger.logLevel = .critical
        let journal = try Journal(path: folder + "/informs.sqlite", logger: logger, now: { clock.now() })
        let status = AgentStatus(version: "stopwatch", startedAt: clock.now())
        let store = SnapshotStore(Snapshot(time: clock.now(), agent: status))
        let ports = live.map(\.port) + [silent.port, nobody]
        let targets = ports.enumerated().map { number, port in
            "config change SNMP0-TARGET\(number + 1) /address 127.0.0.1 /port \(port) /community public /kind \(kind)"
        }
        let text = """
            config change SNMP0 /enable /address 127.0.0.1 /port \(nobody ^ 1) /hold 0 /link-traps off
            \(targets.joined(separator: "\n"))
            """
        let document = SettingsDocument(ConfigText(text), schema: AgentSettings.schema)
        var random = SystemRandomNumberGenerator()
        let snmp = SNMPService(
            try SNMPConfiguration(document), identity: .new(using: &random), isColdStart: true, journal: journal,
            snapshots: store, logger: logger, now: { clock.now() })
        let running = Task { await snmp.run() }
        while live.contains(where: { $0.arrivals.isEmpty }) { try await Task.sleep(for: .milliseconds(10)) }
        let began = live.map { $0.arrivals.count }
        let (used, lent) = (processorSeconds, live.map(\.processorSeconds).reduce(0, +) + silent.processorSeconds)
        let start = ContinuousClock.now
        var sent: [ContinuousClock.Instant] = []
        for round in 0..<seconds * 1000 / together {
            try await Task.sleep(until: start + pause * round)
            sent += Array(repeating: ContinuousClock.now, count: together)
            let records = (0..<together).map {
                JournalContent.fault(record(UInt32(round * together + $0 + 1), clock.now()))
            }
            _ = try await journal.append(records)
        }
        try await Task.sleep(for: .seconds(2))
        let wall = Double(seconds) + 2
        let others = live.map(\.processorSeconds).reduce(0, +) + silent.processorSeconds - lent
        let share = (processorSeconds - used - others) / wall * 100
        var delays: [Duration] = []
        for (place, receiver) in live.enumerated() {
            let arrivals = receiver.arrivals.dropFirst(began[place])
            delays += zip(arrivals, sent).map { $0 - $1 }
        }
        delays.sort()
        let p99 = delays.isEmpty ? .zero : delays[delays.count * 99 / 100]
        print(
            "kind=\(kind) sent=\(sent.count) arrived=\(delays.count) core_percent=\((share * 10).rounded() / 10)",
            "p50_milliseconds=\(milliseconds(delays.isEmpty ? .zero : delays[delays.count / 2]))",
            "p99_milliseconds=\(milliseconds(p99))")
        running.cancel()
        await running.value
        for receiver in live + [silent] { receiver.stop() }
        await journal.close()
    }

    private static func milliseconds(_ time: Duration) -> Double {
        Double((time / .microseconds(1)).rounded()) / 1000
    }

    private static var processorSeconds: Double { cpu(CLOCK_PROCESS_CPUTIME_ID) }

    static func cpu(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func record(_ number: UInt32, _ time: Timestamp) -> FaultRecord {
        FaultRecord(
            activity: .alarm, alarmNumber: number, code: .ipInterfaceDown, severity: .major, seriousness: .error,
            subject: FaultSubject(
                device: DeviceID(rawValue: 0x0001_3e00_0001), deviceName: "ipbs3-00-00-01", address: nil),
            source: "IP", text: "stopwatch", time: time)
    }
}

/// A receiver on a thread of its own: notes when each notification came first, and acknowledges informs.
final class AnsweringReceiver: Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let answers: Bool
    private let state = Mutex(State())

    private struct State {
        var arrivals: [ContinuousClock.Instant] = []
        var processorSeconds = 0.0
        var isOver = false
    }

    init(answers: Bool = true) throws {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.answers = answers
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(descriptor, raw, length) == 0 && getsockname(descriptor, raw, &length) == 0
            }
        }
        guard isBound else { throw StopwatchError() }
        port = UInt16(bigEndian: address.sin_port)
        var wait = timeval(tv_sec: 0, tv_usec: 100_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<AnsweringReceiver>.fromOpaque(context).takeRetainedValue().listen()
                return nil
            }, context)
        pthread_detach(thread)
    }

    struct StopwatchError: Error {}

    var arrivals: [ContinuousClock.Instant] { state.withLock { $0.arrivals } }
    var processorSeconds: Double { state.withLock { $0.processorSeconds } }
    func stop() { state.withLock { $0.isOver = true } }

    private func listen() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !state.withLock({ $0.isOver }) {
            var peer = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let count = withUnsafeMutablePointer(to: &peer) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    recvfrom(descriptor, &buffer, buffer.count, 0, $0, &length)
                }
            }
            let now = ContinuousClock.now
            if count > 0, answers {
                // The PDU's tag is the only octet that an acknowledgement has otherwise (RFC 3416 4.2.7).
                if let place = buffer[6..<max(6, min(count, 64))].firstIndex(of: 0xa6) {
                    buffer[place] = 0xa2
                    withUnsafePointer(to: &peer) { pointer in
                        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                            _ = sendto(descriptor, buffer, count, 0, $0, length)
                        }
                    }
                }
            }
            let used = InformStopwatch.cpu(CLOCK_THREAD_CPUTIME_ID)
            state.withLock { state in
                if count > 0 { state.arrivals.append(now) }
                state.processorSeconds = used
            }
        }
        close(descriptor)
    }
}
