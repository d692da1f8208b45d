import Foundation
import Testing

/// The built command line against a running agent whose site has some trouble: radios are lost and come back.
@Suite(.builtAgent, .serialized, .agent(AgentSettingsText(radios: 64, scenario: "radio-loss", speed: 20)))
struct CommandLineTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private static let lostRegistration = "0x00030204"

    /// Runs a command that must succeed, and returns its lines.
    private func lines(_ arguments: String...) async throws -> [String] {
        let result = try await agent.run(arguments)
        #expect(result.exitCode == 0 && result.errors.isEmpty, "\(arguments) \(result.everything)")
        return result.lines
    }

    /// Runs a command that must be refused with exit code 1, and returns the sentence on standard error.
    private func refusal(_ arguments: String...) async throws -> String {
        let result = try await agent.run(arguments)
        #expect(result.exitCode == 1 && result.output.isEmpty, "\(arguments) \(result.everything)")
        return result.errors
    }

    /// Runs a command with `--json` and decodes what it prints.
    private func decoded<Value: Decodable>(_ type: Value.Type, _ arguments: String...) async throws -> Value {
        let result = try await agent.run(arguments + ["--json"])
        #expect(result.exitCode == 0, "\(arguments) \(result.everything)")
        return try JSONDecoder().decode(type, from: Data(result.output.utf8))
    }

    private struct Alarm: Decodable {
        var number: Int
        var code: String
        var device: String
        var isAcknowledged: Bool
    }

    private struct Radio: Decodable {
        var name: String
        var mac: String
        var registration: String
        var rfpi: String?
        var locationID: String
        var locationDescription: String
    }

    /// Waits for the alarm of a radio that is lost, the last one: it stays away for some seconds more.
    private func lastLoss() async throws -> Alarm {
        let alarm = try await eventually(within: 15) { () -> Alarm? in
            let lost = try await decoded([Radio].self, "radios").filter { $0.registration == "static" }.map(\.name)
            return try await decoded([Alarm].self, "alarms").last {
                $0.code == Self.lostRegistration && lost.contains($0.device)
            }
        }
        return try #require(alarm, "no radio was lost")
    }

    /// Waits until a change is seen: what is shown is the snapshot, which is up to half a second old.
    private func becomes(
        _ place: SourceLocation = #_sourceLocation, _ condition: @Sendable () async throws -> Bool
    ) async throws {
        let held = try await eventually(within: 3) { try await condition() ? true : nil }
        #expect(held == true, "the change was not seen", sourceLocation: place)
    }

    // MARK: Reading

    @Test func `status shows the system at a glance`() async throws {
        let table = try await lines("status")
        #expect(table.first?.split(separator: " ") == ["What", "State"])
        #expect(table.contains { $0.hasPrefix("System ") && $0.hasSuffix("(simulated)") })
        #expect(table.contains { $0.hasPrefix("Radios ") && $0.hasSuffix(" 0 uninitialized") })
        #expect(table.contains { $0.hasPrefix("mobilityMaster ") && $0.hasSuffix("active, serving") })
        #expect(table.contains { $0.hasPrefix("Feed ") && $0.hasSuffix("simulation") })
    }

    @Test(arguments: [
        ["status"], ["alarms"], ["alarms", "list"], ["events"], ["events", "--limit", "3"], ["faults"],
        ["faults", "show", lostRegistration], ["radios"], ["radios", "--troubled"],
        ["radios", "show", "01:3e:10:00:00"],
        ["calls"], ["sync"], ["sync", "tree", "0"], ["traffic"], ["snmp"], ["snmp", "test-notification"],
        ["config", "reload"],
    ])
    func `what --json prints is JSON without colours`(arguments: [String]) async throws {
        var arguments = arguments
        if arguments.starts(with: ["radios", "show"]) {
            arguments[2] = try #require(try await decoded([Radio].self, "radios").first).mac
        }
        let result = try await agent.run(arguments + ["--json", "--color", "always"])
        #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.everything)")
        #expect(!result.output.contains("\u{1B}"))
        let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        #expect(value is [Any] || value is [String: Any])
    }

    @Test func `check ends with 1 for major alarms`() async throws {
        _ = try await lastLoss()
        let check = try await eventually { () -> ToolResult? in
            let check = try await agent.run(["check"])
            return check.exitCode == 1 ? check : nil
        }
        #expect(check?.output.hasPrefix("IPDECT WARNING - 0 critical, ") == true && check?.lines.count == 1)
    }

    @Test func `lists have a heading and a line for each`() async throws {
        let radios = try await lines("radios")
        #expect(radios.first?.hasPrefix("Name ") == true && radios.count >= 60)
        let faults = try await lines("faults")
        #expect(faults.first?.hasPrefix("Code ") == true && faults.count > 150)
        #expect(try await lines("events", "-l", "1").count == 2)
        #expect(try await lines("traffic").contains { $0.hasPrefix("Busy hour call attempts ") })
        #expect(try await lines("sync").first?.contains("Active master") == true)
        let calls = try await lines("calls")
        #expect(calls.first == "No call is going on." || calls.first?.contains("Direction") == true)
    }

    @Test func `the sync tree has every radio of its region once`() async throws {
        let tree = try await lines("sync", "tree", "0")
        for radio in try await decoded([Radio].self, "radios") {
            #expect(tree.filter { $0.contains(" \(radio.name)") }.count == 1, "\(radio.name)")
        }
        #expect(try await lines("sync", "tree", "249") == ["Region 249 has no radios."])
    }

    @Test func `a fault is explained`() async throws {
        let text = try await lines("faults", "show", Self.lostRegistration)
        #expect(text.first?.hasPrefix("0x00030204  ") == true)
        #expect(text.contains("Seriousness here: error"))
        #expect(try await refusal("faults", "show", "0x00990001").contains("no fault has the code 0x00990001"))
        #expect(try await refusal("faults", "show", "größer/2").contains("got größer/2"))
    }

    // MARK: Operating

    @Test func `an alarm is noted once it is acknowledged`() async throws {
        let alarm = try await lastLoss()
        #expect(try await lines("alarms", "acknowledge", "\(alarm.number)") == ["Alarm \(alarm.number) is noted."])
        try await becomes {
            // The alarm may be over by now.
            try await decoded([Alarm].self, "alarms").first { $0.number == alarm.number }?.isAcknowledged ?? true
        }
        #expect(try await refusal("alarms", "acknowledge", "999999").contains("has the number 999999"))
    }

    @Test func `a lost radio is deleted`() async throws {
        let name = try await lastLoss().device
        #expect(try await lines("radios", "delete", name) == ["\(name) is deleted."])
        try await becomes { try await !decoded([Radio].self, "radios").contains { $0.name == name } }
        #expect(try await refusal("radios", "show", name).contains("no radio has the name or MAC address \(name)"))
        #expect(try await refusal("radios", "delete", name).contains(name))
    }

    @Test func `the RFPI of a lost radio moves to a registered one`() async throws {
        let name = try await lastLoss().device
        let radios = try await decoded([Radio].self, "radios")
        let lost = try #require(radios.first { $0.name == name })
        let other = try #require(radios.last { $0.registration == "registered" })
        let rfpi = try #require(lost.rfpi)
        #expect(
            try await lines("radios", "move", name, other.mac) == ["The RFPI of \(name) is now that of \(other.mac)."])
        try await becomes { try await !decoded([Radio].self, "radios").contains { $0.mac == lost.mac } }
        let after = try await decoded([Radio].self, "radios")
        #expect(after.filter { $0.rfpi == rfpi }.map(\.mac) == [other.mac])
    }

    @Test func `what the state of a radio does not allow is refused`() async throws {
        let radios = try await decoded([Radio].self, "radios").filter { $0.registration == "registered" }
        let (first, last) = (try #require(radios.first), try #require(radios.last))
        #expect(try await refusal("radios", "delete", first.name).contains("is registered, which does not allow this"))
        #expect(try await refusal("radios", "add", first.mac).contains("is registered, which does not allow this"))
        #expect(try await refusal("radios", "move", first.name, last.name).contains("does not allow this"))
        #expect(try await refusal("radios", "move", first.name, "attic").contains("attic"))
        #expect(try await refusal("radios", "locate", "broom cupboard", "1").contains("broom cupboard"))
        let region = try await agent.run(["radios", "add", first.name, "--region", "300"])
        #expect(region.exitCode == 64 && region.errors.contains("300"))
    }

    @Test func `a location ID is set, whatever letters its description has`() async throws {
        let radios = try await decoded([Radio].self, "radios").filter { $0.registration == "registered" }
        let radio = try #require(radios.first)
        _ = try await lines("radios", "locate", radio.mac.uppercased(), "4711", "--description", "Flur \"Süd\", 2/3")
        try await becomes {
            let after = try await decoded(Radio.self, "radios", "show", radio.name)
            return after.locationID == "4711" && after.locationDescription == "Flur \"Süd\", 2/3"
        }
        let long = try await refusal("radios", "locate", radio.name, String(repeating: "9", count: 65))
        #expect(long.contains("expected at most 64 octets for locationID, got 65"))
    }

    @Test func `counters are set to zero and the list of events is emptied`() async throws {
        #expect(try await lines("traffic", "clear") == ["The traffic counters are zero."])
        try await becomes {
            try await lines("traffic").contains { $0.hasPrefix("Cleared (UTC)") && !$0.hasSuffix("never") }
        }
        #expect(try await lines("sync", "clear", "0") == ["The statistics of region 0 are zero."])
        #expect(try await refusal("sync", "clear", "250").contains("expected a sync region from 0 to 249, got 250"))
        #expect(try await lines("events", "clear") == ["The list of events is empty."])
        try await becomes { try await decoded([EventTime].self, "events").count < 10 }
    }

    private struct EventTime: Decodable { var time: String }

    @Test func `SNMP is shown, and a test without a target says so`() async throws {
        let text = try await lines("snmp")
        #expect(text.first == "Listening on 127.0.0.1:\(agent.snmpPort)")
        #expect(text.contains { $0.hasPrefix("Engine ID 0x80001f88") } && text.last == "No notification target is set.")
        #expect(try await lines("snmp", "test-notification") == ["No notification target is set."])
        let unknown = try await refusal("snmp", "test-notification", "night watch")
        #expect(unknown.contains("no notification target has the name night watch"))
    }
}

extension AgentProcess {
    /// Runs a command against this agent.
    func run(
        _ arguments: [String], environment: [String: String] = [:], input: String = ""
    ) async throws -> ToolResult {
        let executable = try #require(Self.executable)
        return try await runTool(
            executable, arguments + ["--state", folder], environment: environment, input: input)
    }
}
