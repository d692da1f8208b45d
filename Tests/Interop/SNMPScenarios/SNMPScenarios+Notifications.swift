import Foundation
import PortSupport
import Testing

extension SNMPScenarios {
    /// Traps and informs of every version and level, over IPv4 and IPv6, to a receiver that knows the users.
    @Suite(.peers(.snmptrapd)) struct Notifications {
        /// A receiver as the settings have it, and what snmptrapd says of what it sends.
        struct Case: CustomTestStringConvertible, Sendable {
            var version: String
            var pair: AlgorithmPair?
            var kind: String
            var address: String

            var testDescription: String { "\(kind) \(version) \(pair?.testDescription ?? "") to \(address)" }

            /// What the receiver prints of the sender.
            var sender: String {
                let name = version == "1" ? "TRAP" : kind == "inform" ? "INFORM" : "TRAP2"
                return "\(name), SNMP v\(version), " + (pair.map { "user \($0.userName)," } ?? "community public")
            }

            /// The line of settings for a receiver of this number.
            func line(_ port: UInt16, number: Int = 1) -> String {
                var line = "config change SNMP0-TARGET\(number) /address \(address) /port \(port) /version \(version)"
                line += kind == "inform" ? " /kind inform /timeout 1" : ""
                return line + (pair.map { " /user \($0.userName)" } ?? " /community public")
            }
        }

        static let users = [
            AlgorithmPair(), AlgorithmPair(authentication: .md5), AlgorithmPair(authentication: .sha, privacy: .aes128),
        ]
        static let cases: [Case] = ["127.0.0.1", "::1"].flatMap { address in
            [Case(version: "1", kind: "trap", address: address)]
                + ["trap", "inform"].flatMap { kind in
                    [Case(version: "2c", kind: kind, address: address)]
                        + users.map { Case(version: "3", pair: $0, kind: kind, address: address) }
                }
        }

        let agent: AgentProcess

        init() throws { agent = try .required() }

        @Test func `every version and level arrives over IPv4 and IPv6, as trap and as inform`() async throws {
            let port = try LoopbackPort.free()
            let engine = try #require(try await agent.ask(.snmpget, [OIDs.snmpEngineID]).variables.first).value
            let users = Self.users.flatMap { [TrapReceiver.User(engineID: engine, pair: $0), .init(pair: $0)] }
            let addresses = ["udp:127.0.0.1:\(port)", "udp6:[::1]:\(port)"]
            try await TrapReceiver.run(port: port, users: users, addresses: addresses) { receiver in
                try await change(Self.cases.enumerated().map { $1.line(port, number: $0 + 1) })
                let outcome = try await agent.command("snmp", "test-notification")
                #expect(outcome.exitCode == 0, "\(outcome.everything)")
                let arrived = try await eventually(within: 20) { () -> [TrapReceiver.Notification]? in
                    let tests = receiver.notifications.filter(\.isTest)
                    return tests.count >= Self.cases.count ? tests : nil
                }
                let all = try #require(arrived, "\(receiver.daemon.printed.suffix(4000))")
                for target in Self.cases {
                    let count = all.count { $0.sender.hasPrefix(target.sender) }
                    #expect(count == 2, "one over IPv4 and one over IPv6: \(target.sender)")
                }
                try await change((1...Self.cases.count).map { "config rem SNMP0-TARGET\($0)" })
                #expect(receiver.notifications.count(where: \.isTest) == Self.cases.count, "one of each and no more")
            }
        }

        /// Has several lines of settings take effect at once.
        private func change(_ lines: [String]) async throws {
            let result = try await runTool(
                #require(AgentProcess.executable), ["config", "change", "-", "--state", agent.folder],
                input: lines.joined(separator: "\n") + "\n")
            #expect(result.exitCode == 0, "\(result.everything)")
        }

        @Test(arguments: ["1", "2c"])
        func `a community that nobody has is told once, when that is asked for`(version: String) async throws {
            let port = try LoopbackPort.free()
            let target = Case(version: version, kind: "trap", address: "127.0.0.1")
            try await TrapReceiver.run(port: port) { receiver in
                for line in [target.line(port), "config add SNMP0 /auth-trap"] {
                    #expect(try await agent.command("config", "change", line).exitCode == 0)
                }
                let wrong = ["-v1", "-c", "wrongcommunity", "-t", "0.2", "-r", "0", agent.snmpAddress, OIDs.sysUpTime]
                // One is told each second at most: that of the version before may have been just now.
                let told = try await eventually(within: 10) { () async throws -> Bool? in
                    #expect(try await runTool(.snmpget, wrong).exitCode == 1)
                    return receiver.notifications.contains(where: \.isAuthenticationFailure) ? true : nil
                }
                #expect(told == true)
                for line in ["config rem SNMP0 /auth-trap", "config rem SNMP0-TARGET1"] {
                    #expect(try await agent.command("config", "change", line).exitCode == 0)
                }
                #expect(
                    receiver.notifications.count(where: \.isAuthenticationFailure) == 1, "\(receiver.daemon.printed)")
            }
        }

        @Test func `receivers of versions 1 and 2c hear that the agent starts, under the same name`() async throws {
            let ports = [try LoopbackPort.free(), try LoopbackPort.free()]
            let targets = zip(ports, ["1", "2c"]).map { AgentSettingsText.Target(port: $0, version: $1) }
            try await TrapReceiver.run(
                port: 0, addresses: ports.map { "udp:127.0.0.1:\($0)" }
            ) { receiver in
                try await AgentProcess.run(AgentSettingsText(targets: targets)) { _ in
                    let old = try await receiver.first(within: 10) { $0.sender.hasPrefix("TRAP,") && $0.generic < 2 }
                    let new = try await receiver.first(within: 10) { $0.name?.hasPrefix(Self.traps) == true }
                    // RFC 3584 3.1: coldStart is the generic trap 0 and snmpTraps.1, warmStart 1 and snmpTraps.2.
                    #expect(new.name == "\(Self.traps).\(old.generic + 1)")
                    #expect(old.specific == 0 && new.variables.first?.oid == OIDs.sysUpTime)
                    // The number of the record and the time are the last two.
                    let last = ["14", "12"].map { "\(OIDs.notice).\($0).0" }
                    #expect(old.variables.map(\.oid) == last && new.variables.dropFirst(2).map(\.oid) == last)
                    #expect(old.notice(14) == new.notice(14) && old.notice(12) == new.notice(12))
                }
            }
        }

        @Test func `the notification log has each start under its number, also behind a restart`() async throws {
            let port = try LoopbackPort.free()
            let settings = AgentSettingsText(targets: [AgentSettingsText.Target(port: port, version: "2c")])
            try await withFolder { folder in
                try await TrapReceiver.run(port: port) { receiver in
                    for round in 1...2 {
                        try await AgentProcess.run(settings, in: folder) { agent in
                            let logged = try await eventually(within: 20) { () async throws -> [String: String]? in
                                let starts = try await Self.logged(agent).filter { Self.starts.contains($0.value) }
                                return starts.count >= round ? starts : nil
                            }
                            let told = try await eventually(within: 20) { () -> [TrapReceiver.Notification]? in
                                let starts = receiver.notifications.filter { Self.starts.contains($0.name ?? "") }
                                return Set(starts.compactMap { $0.notice(14) }).count >= round ? starts : nil
                            }
                            for start in try #require(told) {
                                #expect(logged?[start.notice(14) ?? ""] == start.name, "\(logged ?? [:])")
                            }
                        }
                    }
                }
            }
        }

        /// nlmLogNotificationID by nlmLogIndex.
        private static func logged(_ agent: AgentProcess) async throws -> [String: String] {
            let column = ".1.3.6.1.2.1.92.1.3.1.1.9"
            let walk = try await runTool(
                .snmpbulkwalk, Credentials.v2c.arguments + ["-On", agent.snmpAddress, column],
                environment: ["MIBS": ""])
            let rows = walk.variables.map { (String($0.oid.dropFirst(column.count + 3)), $0.value) }
            return Dictionary(rows, uniquingKeysWith: { first, _ in first })
        }

        private static let traps = ".1.3.6.1.6.3.1.1.5"
        private static let starts = [traps + ".1", traps + ".2"]

        @Test func `the table of receivers shows one while it is there`() async throws {
            let column = ".1.3.6.1.6.3.12.1.2.1.2"
            let target = Case(version: "2c", kind: "trap", address: "127.0.0.1")
            #expect(try await agent.command("config", "change", target.line(9)).exitCode == 0)
            let one = try await eventually { try await rows(column) == 1 ? true : nil }
            #expect(try await agent.command("config", "change", "config rem SNMP0-TARGET1").exitCode == 0)
            let none = try await eventually { try await rows(column) == 0 ? true : nil }
            #expect(one == true && none == true)
        }

        private func rows(_ column: String) async throws -> Int {
            // Communities do not see receivers.
            let walk = try await runTool(.snmpbulkwalk, SetSettings.user("writer") + [agent.snmpAddress, column])
            return walk.variables.count { $0.oid.hasPrefix(column + ".") }
        }
    }
}

extension TrapReceiver.Notification {
    /// Whether it is the agent's test notification, in any version (RFC 3584 3.1).
    fileprivate var isTest: Bool {
        name == OIDs.notifications + ".5" || (enterprise == OIDs.root + ".2.4" && generic == 6 && specific == 5)
    }

    /// Whether it is authenticationFailure, in any version.
    fileprivate var isAuthenticationFailure: Bool {
        name == ".1.3.6.1.6.3.1.1.5.5" || (sender.hasPrefix("TRAP,") && generic == 4 && specific == 0)
    }
}
