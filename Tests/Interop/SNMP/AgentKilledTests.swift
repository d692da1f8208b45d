import Foundation
import PortSupport
import Testing

/// Informs to Net-SNMP's snmptrapd while the agent itself is killed again and again.
@Suite(.builtAgent, .peers(.snmptrapd, .python))
struct AgentKilledTests {
    /// How often the agent is killed.
    private let kills = 4
    /// The most that may come twice behind one kill: what was acknowledged since the cursor was written last.
    private let repeatedLimit = 100

    private func settings(_ port: UInt16) -> AgentSettingsText {
        AgentSettingsText(
            scenario: "alarm-storm", speed: 100,
            targets: [
                AgentSettingsText.Target(
                    port: port, version: "2c", minimum: "disabled", options: "/kind inform /timeout 1")
            ])
    }

    /// The numbers of the faults' records that arrived, as they came.
    private func records(_ receiver: TrapReceiver) -> [Int] {
        receiver.notifications.filter { $0.notice(1) != nil }.compactMap { $0.notice(14) }.compactMap { Int($0) }
    }

    /// How many notifications of a start arrived.
    private func starts(_ receiver: TrapReceiver) -> Int {
        receiver.notifications.count { $0.name?.hasPrefix(".1.3.6.1.6.3.1.1.5.") ?? false }
    }

    /// The numbers of all faults in the journal of a folder whose agent has ended.
    private func journal(_ folder: String) async throws -> [Int] {
        let script = """
            import sqlite3, sys
            for row in sqlite3.connect(sys.argv[1]).execute("SELECT number FROM record WHERE kind = 1 ORDER BY number"):
                print(row[0])
            """
        let result = try await runTool(.python, ["-c", script, folder + "/journal.sqlite"])
        try #require(result.exitCode == 0, "\(result.everything)")
        return result.lines.compactMap { Int($0) }
    }

    private func number(_ name: String, _ agent: AgentProcess) async throws -> Int {
        let answer = try await agent.command("snmp", "--json")
        let pattern = try Regex("\"\(name)\"\\s*:\\s*(\\d+)", as: (Substring, Substring).self)
        return answer.output.firstMatch(of: pattern).flatMap { Int($0.output.1) } ?? 0
    }

    /// Kills the agent and waits until it is gone.
    private func end(_ agent: AgentProcess) async throws {
        kill(agent.daemon.process, SIGKILL)
        let isGone = try await eventually(within: 10) { agent.daemon.hasEnded ? true : nil }
        try #require(isGone == true)
    }

    /// Nothing is missing up to the last that came, all came in order, and little came twice.
    private func check(_ received: [Int], _ folder: String) async throws {
        var seen: Set<Int> = []
        let first = received.filter { seen.insert($0).inserted }
        #expect(first == first.sorted(), "in order")
        let written = try await journal(folder)
        // What happened before the receiver had its place is none of its business.
        let begin = try #require(first.first)
        let wanted = written.filter { (begin...(first.max() ?? begin)).contains($0) }
        #expect(wanted == first, "nothing that happened is lost")
        let repeated = received.count - first.count
        #expect(repeated <= kills * repeatedLimit, "\(repeated) of \(first.count) came twice")
        print("agent killed \(kills) times: \(first.count) arrived, \(repeated) of them twice")
    }

    @Test func `nothing is lost between informs when the agent is killed`() async throws {
        let port = try LoopbackPort.free()
        try await withFolder { folder in
            let received = try await TrapReceiver.run(port: port) { receiver in
                for round in 0...kills {
                    try await AgentProcess.run(settings(port), in: folder) { agent async throws in
                        let before = Set(records(receiver)).count
                        // Each start is told, behind all that happened before it.
                        let isMore = try await eventually(within: 60) {
                            let isTold = round < kills || starts(receiver) > kills
                            return isTold && Set(records(receiver)).count >= before + 20 ? true : nil
                        }
                        try #require(isMore == true, "\(agent.daemon.printed.suffix(2000))")
                        try await end(agent)
                    }
                }
                return records(receiver)
            }
            try await check(received, folder)
        }
    }

    @Test func `an inform that was under way when the agent was killed arrives`() async throws {
        let port = try LoopbackPort.free()
        try await withFolder { folder in
            let received = try await TrapReceiver.run(port: port) { receiver in
                for round in 0...kills {
                    try await AgentProcess.run(settings(port), in: folder) { agent async throws in
                        let before = Set(records(receiver)).count
                        let isMore = try await eventually(within: 60) {
                            Set(records(receiver)).count >= before + 5 ? true : nil
                        }
                        try #require(isMore == true)
                        guard round < kills else { return }
                        // The receiver stands still, so that one inform stays without an answer.
                        kill(receiver.daemon.process, SIGSTOP)
                        defer { kill(receiver.daemon.process, SIGCONT) }
                        let stands = try await eventually(within: 30) { () -> Bool? in
                            try await number("retried", agent) >= 1 ? true : nil
                        }
                        try #require(stands == true)
                        try await end(agent)
                    }
                }
                return records(receiver)
            }
            try await check(received, folder)
        }
    }
}
