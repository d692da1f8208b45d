import AgentRuntime
import DeviceFeeds
import Faults
import Glibc
import IPDECTCore
import Journal
import Logging
import NetworkValues
import SNMPAgent
import Settings
import Snapshot

/// Measures the time from a raised alarm to its trap on the wire, through the parts that the agent is made of: core,
/// journal on disk, notifications, a UDP socket.
///
///     AgentStopwatch FOLDER COUNT
///     AgentStopwatch FOLDER SECONDS inform|trap     (see InformStopwatch)
///
/// Prints one line of name=value, times in milliseconds.
@main
struct AgentStopwatch {
    static func main() async {
        if CommandLine.arguments.count == 4, let seconds = Int(CommandLine.arguments[2]) {
            do {
                return try await InformStopwatch.run(
                    in: CommandLine.arguments[1], seconds: seconds, kind: CommandLine.arguments[3])
            } catch {
                print("AgentStopwatch: \(error)")
                exit(1)
            }
        }
        guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[2]), count > 0 else {
            print("usage: AgentStopwatch FOLDER COUNT")
            exit(2)
        }
        do {
            let times = try await measure(in: CommandLine.arguments[1], count: count).sorted()
            print(
                "alarms=\(count) p50_milliseconds=\(milliseconds(times[count / 2]))",
                "p99_milliseconds=\(milliseconds(times[count * 99 / 100]))",
                "max_milliseconds=\(milliseconds(times[count - 1]))")
        } catch {
            print("AgentStopwatch: \(error)")
            exit(1)
        }
    }

    private static func milliseconds(_ time: Duration) -> Double {
        Double((time / .microseconds(1)).rounded()) / 1000
    }

    private static func measure(in folder: String, count: Int) async throws -> [Duration] {
        let receiver = try Receiver()
        let clock = SystemClock()
        var logger = Logger(label: "stopwatch")
        logger.logLevel = .critical
        let journal = try Journal(path: folder + "/journal.sqlite", logger: logger, now: { clock.now() })
        let status = AgentStatus(version: "stopwatch", startedAt: clock.now())
        let store = SnapshotStore(Snapshot(time: clock.now(), agent: status))
        let core = SiteCore(
            agent: status, alarms: AlarmTable(), severities: SeverityMap(), journal: journal, store: store,
            clock: clock, logger: logger)
        let text = """
            config change SNMP0 /enable /address 127.0.0.1 /port \(receiver.port ^ 1) /hold 0 /link-traps off
            config change SNMP0-TARGET1 /address 127.0.0.1 /port \(receiver.port) /community public
            """
        let document = SettingsDocument(ConfigText(text), schema: AgentSettings.schema)
        var random = SystemRandomNumberGenerator()
        let snmp = SNMPService(
            try SNMPConfiguration(document), identity: .new(using: &random), isColdStart: true, journal: journal,
            snapshots: store, logger: logger, now: { clock.now() })
        let running = [Task { try await core.run() }, Task { await snmp.run() }]
        // The first datagram is coldStart: from then on the pump runs.
        try await receiver.next()
        let base = DeviceID(rawValue: 0x0001_3e00_0001)
        let subject = FaultSubject(device: base, deviceName: "ipbs3-00-00-01", address: nil)
        var times: [Duration] = []
        for number in 0..<count {
            let start = ContinuousClock.now
            async let arrival = receiver.next()
            await core.submit([.fault(.raise(.ipInterfaceDown, on: subject, source: "IP \(number)", text: "stopwatch"))]
            )
            try await times.append(arrival - start)
        }
        for task in running { task.cancel() }
        for task in running { try? await task.value }
        await journal.close()
        return times
    }
}
