import PortSupport
import Testing

/// Net-SNMP's snmptrapd as the receiver of notifications.
@Suite(.builtAgent, .peers(.snmptrapd, .snmpget))
struct SnmptrapdTests {
    /// An agent whose simulated site has alarms soon, and which tells them to `port`.
    private func settings(_ targets: [AgentSettingsText.Target], users: [AlgorithmPair] = []) -> AgentSettingsText {
        AgentSettingsText(scenario: "alarm-storm", speed: 100, users: users.map(\.user), targets: targets)
    }

    @Test func `an alarm arrives as a trap of version 2c with all that is known of it`() async throws {
        let port = try LoopbackPort.free()
        try await TrapReceiver.run(port: port) { receiver in
            try await AgentProcess.run(settings([.init(port: port, version: "2c")])) { _ in
                let raised = try await receiver.first { $0.name == OIDs.notifications + ".1" }
                #expect(raised.sender == "TRAP2, SNMP v2c, community public")
                #expect(raised.variables.count == 17)
                #expect(Int(raised.notice(1) ?? "") ?? 0 >= 1)
                #expect(Int(raised.notice(2) ?? "") ?? 0 >= 0x0001_0001)
                #expect(raised.notice(11)?.isEmpty == false)
                #expect(raised.notice(15) == "1", "a simulated alarm must say so")

                let cleared = try await receiver.first(within: 90) { $0.name == OIDs.notifications + ".2" }
                let begin = receiver.notifications.first { $0.notice(1) == cleared.notice(1) }
                #expect(begin?.name == OIDs.notifications + ".1", "an alarm that ends under its number began under it")
                #expect(begin?.notice(2) == cleared.notice(2))
                #expect(begin?.notice(6) == cleared.notice(6))
            }
        }
    }

    @Test func `records arrive in order and once`() async throws {
        let port = try LoopbackPort.free()
        try await TrapReceiver.run(port: port) { receiver in
            try await AgentProcess.run(settings([.init(port: port, version: "2c")])) { _ in
                let numbers = try await eventually(within: 60) { () -> [Int]? in
                    let numbers = receiver.notifications.compactMap { $0.notice(14) }.compactMap { Int($0) }
                    return numbers.count >= 20 ? numbers : nil
                }
                let received = try #require(numbers, "\(receiver.daemon.printed.suffix(2000))")
                #expect(zip(received, received.dropFirst()).allSatisfy { $0 < $1 })
            }
        }
    }

    @Test func `a trap of version 1 has enterprise and specific number`() async throws {
        let port = try LoopbackPort.free()
        try await TrapReceiver.run(port: port) { receiver in
            try await AgentProcess.run(settings([.init(port: port, version: "1")])) { _ in
                // RFC 3584 3.1: the enterprise is the notification's name without its last two numbers (…0.1).
                let raised = try await receiver.first { $0.specific == 1 && $0.generic == 6 }
                #expect(raised.sender == "TRAP, SNMP v1, community public")
                #expect(raised.enterprise == OIDs.root + ".2.4")
                #expect(raised.variables.count == 15)
            }
        }
    }

    @Test(arguments: ["1", "2c"])
    func `the vendor's set is sent as the devices send it`(version: String) async throws {
        let port = try LoopbackPort.free()
        try await TrapReceiver.run(port: port) { receiver in
            try await AgentProcess.run(settings([.init(port: port, version: version, set: "vendor")])) { _ in
                let code = OIDs.vendor + ".1.1.1.1.3.0"
                let raised = try await receiver.first { (11...14).contains(Self.vendorNumber($0) ?? 0) }
                #expect(Int(raised.value(code) ?? "") ?? 0 >= 0x0001_0001)
                if version == "1" { #expect(raised.enterprise == OIDs.vendor && raised.generic == 6) }
                let cleared = try await receiver.first(within: 90) { Self.vendorNumber($0) == 15 }
                #expect(Int(cleared.value(code) ?? "") ?? 0 >= 0x0001_0001)
            }
        }
    }

    @Test func `a target of both sets hears of an alarm in both`() async throws {
        let port = try LoopbackPort.free()
        try await TrapReceiver.run(port: port) { receiver in
            try await AgentProcess.run(settings([.init(port: port, version: "2c", set: "both")])) { _ in
                let own = try await receiver.first { $0.name == OIDs.notifications + ".1" }
                let code = try #require(own.notice(2))
                let vendor = try await receiver.first {
                    (11...14).contains(Self.vendorNumber($0) ?? 0) && $0.value(OIDs.vendor + ".1.1.1.1.3.0") == code
                }
                #expect(vendor.variables.count == 3)
            }
        }
    }

    /// The number of one of the vendor's traps, whatever the version.
    private static func vendorNumber(_ notification: TrapReceiver.Notification) -> Int? {
        if notification.enterprise == OIDs.vendor { return notification.specific }
        guard let name = notification.name, name.hasPrefix(OIDs.vendor + ".0.") else { return nil }
        return Int(name.dropFirst(OIDs.vendor.count + 3))
    }

    @Test(arguments: [
        AlgorithmPair(), AlgorithmPair(authentication: .md5), AlgorithmPair(authentication: .sha, privacy: .des),
        AlgorithmPair(authentication: .sha256, privacy: .aes128),
        AlgorithmPair(authentication: .sha512, privacy: .aes256),
        AlgorithmPair(authentication: .sha224, privacy: .aes192Reeder),
    ])
    func `a trap of version 3 is accepted from the agent's own engine`(pair: AlgorithmPair) async throws {
        let port = try LoopbackPort.free()
        let target = AgentSettingsText.Target(port: port, version: "3", user: pair.userName)
        try await AgentProcess.run(settings([target], users: [pair])) { agent in
            // The receiver comes later than the first alarms: nothing may be lost by that.
            let asked = try await runTool(
                .snmpget, Credentials.v2c.arguments + ["-On", agent.snmpAddress, OIDs.snmpEngineID])
            let engineID = try #require(asked.variables.first?.value, "\(asked.everything)")
            try await TrapReceiver.run(port: port, users: [.init(engineID: engineID, pair: pair)]) { receiver in
                let raised = try await receiver.first { $0.name == OIDs.notifications + ".1" }
                #expect(raised.sender.hasPrefix("TRAP2, SNMP v3, user \(pair.userName),"))
            }
        }
    }

    @Test func `a receiver that was away gets what it missed`() async throws {
        let port = try LoopbackPort.free()
        try await AgentProcess.run(settings([.init(port: port, version: "2c")])) { agent in
            let before = try await eventually(within: 30) { () -> Bool? in
                let answer = try await agent.command("alarms", "--json")
                return answer.output.contains("\"number\"") ? true : nil
            }
            try #require(before != nil, "the site raises no alarm")
            try await TrapReceiver.run(port: port) { receiver in
                let first = try await receiver.first { $0.name == OIDs.notifications + ".1" }
                #expect(first.notice(1) == "1", "the first alarm was raised before anybody listened")
            }
        }
    }

    @Test func `a target hears nothing below its level`() async throws {
        let loud = try LoopbackPort.free()
        let quiet = try LoopbackPort.free()
        let targets = [
            AgentSettingsText.Target(port: loud, version: "2c"),
            AgentSettingsText.Target(port: quiet, version: "2c", minimum: "critical"),
        ]
        try await TrapReceiver.run(port: loud) { everything in
            try await TrapReceiver.run(port: quiet) { critical in
                try await AgentProcess.run(settings(targets)) { _ in
                    let many = try await eventually(within: 60) { everything.notifications.count > 20 ? true : nil }
                    #expect(many == true)
                    let others = critical.notifications.filter { $0.notice(5) != nil && $0.notice(5) != "5" }
                    #expect(others.isEmpty, "\(others.map(\.variables))")
                }
            }
        }
    }

    @Test func `a test notification arrives and the command says that it was sent`() async throws {
        let port = try LoopbackPort.free()
        let settings = AgentSettingsText(targets: [.init(port: port, version: "2c")])
        try await TrapReceiver.run(port: port) { receiver in
            try await AgentProcess.run(settings) { agent in
                let outcome = try await agent.command("snmp", "test-notification")
                #expect(outcome.exitCode == 0, "\(outcome.everything)")
                _ = try await receiver.first(within: 5) { $0.name == OIDs.notifications + ".5" }
            }
        }
    }

    @Test func `a wrong community raises an authentication trap when that is asked for`() async throws {
        let port = try LoopbackPort.free()
        let settings = AgentSettingsText(targets: [.init(port: port, version: "2c")], hasAuthenticationTrap: true)
        try await TrapReceiver.run(port: port) { receiver in
            try await AgentProcess.run(settings) { agent in
                _ = try await runTool(
                    .snmpget, ["-v2c", "-c", "privat", "-t", "0.2", "-r", "0", agent.snmpAddress, OIDs.sysName])
                _ = try await receiver.first(within: 10) { $0.name == ".1.3.6.1.6.3.1.1.5.5" }
            }
        }
    }
}
