import Foundation
import PortSupport
import Testing

/// The agent beside devices that snmpsim plays.
@Suite(.peers(.snmpsimd, .snmpget, .snmptrap))
struct WatchedSystemTests {
    private static let fixtures: [DeviceFixture] = [.ipbs3, .ipbl, .sick, .broken, .ipvm]

    private struct Device: Decodable {
        struct Feed: Decodable {
            var kind: String
            var freshness: String
        }
        var number: Int
        var name: String
        var model: String?
        var version: String
        var freshness: String
        var alarms: Int
        var feeds: [Feed]
    }

    private struct DeviceStatus: Decodable {
        var fresh: Int
        var inFlight: Int
    }

    private struct Alarm: Decodable {
        var number: UInt32
        var code: String
        var device: String
        var source: String
        var text: String
    }

    private func settings(_ simulator: DeviceSimulator, traps: UInt16, devices: Int? = nil) -> AgentSettingsText {
        var settings = AgentSettingsText()
        settings.lines = [
            "config change FEED0 /interval 10 /traps 127.0.0.1:\(traps)",
            "config change FEED0-CREDENTIALS1 /name simulator /snmp v1 /snmp-port \(simulator.port)",
        ]
        for place in 0..<(devices ?? simulator.count) {
            settings.lines.append("config change FEED0-DEVICE\(place + 1) /address \(DeviceSimulator.address(place))")
        }
        return settings
    }

    private func listed<Value: Decodable>(_ agent: AgentProcess, _ words: String..., as type: Value.Type) async throws
        -> Value
    {
        let result = try await runTool(
            #require(AgentProcess.executable), words + ["--json", "--state", agent.folder])
        try #require(result.exitCode == 0, "\(words): \(result.output) \(result.errors)")
        return try JSONDecoder().decode(Value.self, from: Data(result.output.utf8))
    }

    private func devices(_ agent: AgentProcess, when isReady: @Sendable ([Device]) -> Bool) async throws -> [Device] {
        let found = try await eventually(within: 60) { () -> [Device]? in
            let devices = try await listed(agent, "devices", as: [Device].self)
            return isReady(devices) ? devices : nil
        }
        return try #require(found, "the devices did not come up: \(agent.daemon.printed.suffix(2000))")
    }

    @Test func `devices of five kinds become visible beside a simulated site, each marked`() async throws {
        let traps = try LoopbackPort.free()
        try await DeviceSimulator.run(Self.fixtures.map(SimulatedDevice.fixture)) { simulator in
            try await AgentProcess.run(settings(simulator, traps: traps)) { agent in
                let devices = try await devices(agent) { $0.count == 5 && $0.allSatisfy { $0.freshness == "fresh" } }
                #expect(devices.map(\.model) == ["ipbs3", "ipbl", "ipbs3", nil, "ipvm"])
                #expect(devices[0].version == "12.1.5" && devices[1].version == "11.2.4")
                #expect(devices[2].alarms == 44, "the sick one: \(devices[2].alarms)")
                let alarms = try await listed(agent, "alarms", as: [Alarm].self)
                let sick = alarms.filter { $0.device == devices[2].name }
                #expect(sick.count == 44 && Set(sick.map { "\($0.code) \($0.source)" }).count == 44)
                #expect(alarms.contains { $0.device == devices[1].name && $0.code == "0x000f0001" })
                // What is simulated and what is real is told apart, where a manager, a scrape and a page look.
                let metrics = try await runTool(.curl, ["-sS", agent.url + "/metrics"]).output
                #expect(metrics.contains("ipdect_watched_devices{facts=\"fresh\"} 5"))
                let radios = try await runTool(
                    .curl,
                    [
                        "-sS", "--unix-socket", agent.folder + "/control.sock", "http://agent/api/v1/radios",
                    ]
                ).output
                #expect(radios.components(separatedBy: "\"isWatched\":true").count == 5)
                #expect(radios.components(separatedBy: "\"isSimulated\":true").count == 25)
                // The vendor's table, as a manager of the real devices reads it, has the alarms of both.
                let walk = try await runTool(
                    .snmpwalk,
                    [
                        "-v2c", "-c", "public", "-On", agent.snmpAddress, "1.3.6.1.4.1.27614.1.1.1.2.2.1.4",
                    ])
                #expect(walk.output.components(separatedBy: "\n").count { $0.contains("INTEGER") } >= 49)
            }
        }
    }

    @Test func `a thin trap raises its alarm, and one of a stranger is noted`() async throws {
        let traps = try LoopbackPort.free()
        try await DeviceSimulator.run(.ipvm, .ipbs2) { simulator in
            try await AgentProcess.run(settings(simulator, traps: traps, devices: 1)) { agent in
                let devices = try await devices(agent) { $0.allSatisfy { $0.freshness == "fresh" } }
                let (code, oid) = ("917509", "1.3.6.1.4.1.27614.1.1.1.1.3.0")
                for sender in [DeviceSimulator.address(0), "127.9.9.9"] {
                    let sent = try await runTool(
                        .snmptrap,
                        [
                            "-v1", "-c", "public", "127.0.0.1:\(traps)", "1.3.6.1.4.1.27614", sender, "6", "12",
                            "345600000", oid, "i", code,
                        ])
                    #expect(sent.exitCode == 0, "\(sent.errors)")
                }
                // The device's list does not have it: it was over before the list was read, so it is an event, not an alarm.
                let told = try await eventually(within: 60) { () -> Bool? in
                    let events = try await agent.command("events", "--json").output
                    return events.contains("0x000e0005") && events.contains(devices[0].name) ? true : nil
                }
                #expect(told == true)
                let status = try await agent.command("devices", "status", "--json").output
                #expect(status.contains("\"notificationsTaken\" : 2"), "\(status)")
            }
        }
    }

    @Test func `a search proposes what it finds, and its list goes into the settings`() async throws {
        let traps = try LoopbackPort.free()
        try await DeviceSimulator.run(.ipbs3, .ipbl, .innovaphone) { simulator in
            try await AgentProcess.run(settings(simulator, traps: traps, devices: 1)) { agent in
                let list = agent.folder + "/found.csv"
                let refused = try await agent.command("devices", "discover", "224.0.0.0/24")
                #expect(refused.exitCode != 0 && refused.errors.contains("multicast"), "\(refused.errors)")
                let fast = try await runTool(
                    .curl,
                    [
                        "-sS", "--unix-socket", agent.folder + "/control.sock", "-H", "Content-Type: application/json",
                        "-d", #"{"networks":["127.1.0.0/29"],"loopback":true,"rate":5000}"#,
                        "http://agent/api/v1/devices/discovery",
                    ]
                ).output
                #expect(fast.contains(#""field":"rate""#) && fast.contains("5000"), "\(fast)")
                let search = try await agent.command(
                    "devices", "discover", "127.1.0.0/29", "--loopback", "--without-http", "--csv", list, "--json")
                try #require(search.exitCode == 0, "\(search.errors)")
                #expect(search.output.contains("ipbl-1d-40-02"), "\(search.output)")
                let check = try await agent.command("devices", "import", "--check", list)
                #expect(check.exitCode == 0 && check.output.contains("would be new"), "\(check.output)\(check.errors)")
                #expect(try await listed(agent, "devices", as: [Device].self).count == 1)
                let taken = try await agent.command("devices", "import", list)
                try #require(taken.exitCode == 0, "\(taken.errors)")
                let devices = try await devices(agent) { devices in
                    devices.count > 1 && devices.allSatisfy { $0.freshness == "fresh" }
                }
                #expect(devices.contains { $0.name == "ipbl-1d-40-02" })
                let export = try await agent.command("devices", "export")
                #expect(export.output.hasPrefix("number,address,kind,name,mac,credentials,feeds,interval"))
                let wrong = agent.folder + "/wrong.csv"
                try "address,kind\n127.1.0,ipbs3\n".write(toFile: wrong, atomically: true, encoding: .utf8)
                let broken = try await agent.command("devices", "import", wrong)
                #expect(broken.exitCode != 0 && broken.errors.contains("line 2"), "\(broken.errors)")
            }
        }
    }

    @Test func `a test says of each feed what works and what does not`() async throws {
        let traps = try LoopbackPort.free()
        try await DeviceSimulator.run(.sick) { simulator in
            try await AgentProcess.run(settings(simulator, traps: traps)) { agent in
                let result = try await agent.command("devices", "test", DeviceSimulator.address(0))
                #expect(
                    result.exitCode == 0 && result.output.contains("44 alarms stand"), "\(result.everything)")
                #expect(result.output.contains("the credentials name no /http-user"))
                #expect(result.output.contains("LOG0-RELAY is off"))
                let nobody = try await agent.command("devices", "test", "127.1.0.77")
                #expect(nobody.output.contains("fails"), "\(nobody.output)")
            }
        }
    }

    @Test func `a thousand devices of one fixture are watched, each by its own name`() async throws {
        let traps = try LoopbackPort.free()
        try await DeviceSimulator.run(SimulatedDevice.made(1000)) { simulator in
            var settings = settings(simulator, traps: traps)
            // So few at once as snmpsim can answer, however slow the machine: the others wait for their turn.
            settings.lines[0] = "config change FEED0 /interval 10 /timeout 5000 /in-flight 8 /stale-after 3600"
            try await AgentProcess.run(settings) { agent in
                let status = try await eventually(within: 300) { () -> DeviceStatus? in
                    let status = try await listed(agent, "devices", "status", as: DeviceStatus.self)
                    return status.fresh == 1000 ? status : nil
                }
                let last = try #require(status, "\(agent.daemon.printed.suffix(2000))")
                #expect(last.inFlight <= 8)
                let devices = try await listed(agent, "devices", as: [Device].self)
                #expect(Set(devices.map(\.name)).count == 1000)
                #expect(devices[321].name == SimulatedDevice.name(321) && devices.allSatisfy { $0.model == "ipbs3" })
            }
        }
    }

    @Test func `alarms of devices stand, with their numbers, when the agent was killed`() async throws {
        let traps = try LoopbackPort.free()
        try await DeviceSimulator.run(.sick) { simulator in
            try await withFolder { folder in
                let settings = settings(simulator, traps: traps)
                let numbers = { @Sendable (agent: AgentProcess) async throws -> [UInt32] in
                    let name = try await devices(agent) { $0.allSatisfy { $0.alarms == 44 } }[0].name
                    let alarms = try await listed(agent, "alarms", as: [Alarm].self)
                    return alarms.filter { $0.device == name }.map(\.number).sorted()
                }
                let before = try await AgentProcess.run(settings, in: folder) { agent in
                    let found = try await numbers(agent)
                    kill(agent.daemon.process, SIGKILL)
                    return found
                }
                let after = try await AgentProcess.run(settings, in: folder) { try await numbers($0) }
                #expect(before.count == 44 && before == after)
            }
        }
    }
}
