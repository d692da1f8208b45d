import Foundation
import Testing

/// Net-SNMP's snmptrapd, receiving on a port of the loopback interface.
struct TrapReceiver: Sendable {
    /// A notification as it arrived.
    struct Notification: Sendable, Equatable {
        /// The kind and who sent it, such as `TRAP2, SNMP v3, user u1, context `.
        var sender: String
        /// Enterprise, generic and specific number of a trap of version 1.
        var enterprise: String
        var generic: Int
        var specific: Int
        /// The variables, of versions 2c and 3 with sysUpTime and snmpTrapOID in front.
        var variables: [PrintedVariable]

        /// The notification's name (version 2c and 3).
        var name: String? { value(".1.3.6.1.6.3.1.1.4.1.0") }

        /// The value of a variable.
        func value(_ oid: String) -> String? { variables.first { $0.oid == oid }?.value }
        /// The value of an object that our notifications carry, by its number.
        func notice(_ number: Int) -> String? { value("\(OIDs.notice).\(number).0") }
    }

    /// A user of version 3 that may send.
    struct User: Sendable {
        /// The sender's engine ID as the tools print it, such as `80 00 1F 88 04`; empty for informs, which go by the
        /// receiver's own engine.
        var engineID = ""
        var pair: AlgorithmPair

        fileprivate var lines: [String] {
            let engine = engineID.isEmpty ? "" : "-e 0x\(engineID.filter(\.isHexDigit)) "
            var line = "createUser \(engine)\(pair.userName)"
            if let name = pair.authentication?.toolName {
                line += " \(name) \(AgentSettingsText.authenticationPassword)"
            }
            if let name = pair.privacy?.toolName { line += " \(name) \(AgentSettingsText.privacyPassword)" }
            let level = pair.authentication == nil ? "noauth" : pair.privacy == nil ? "auth" : "priv"
            return [line, "authUser log \(pair.userName) \(level)"]
        }
    }

    /// The process and what it printed.
    let daemon: Daemon

    /// Runs `body` while a receiver listens on `port` of 127.0.0.1, or at these addresses as Net-SNMP writes them.
    static func run<Value: Sendable>(
        port: UInt16, users: [User] = [], addresses: [String] = [],
        _ body: @Sendable (TrapReceiver) async throws -> Value
    ) async throws -> Value {
        let path = try #require(Peer.snmptrapd.path)
        return try await withFolder { folder in
            let lines = ["authCommunity log public", "doNotLogTraps no"] + users.flatMap(\.lines)
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: folder + "/snmptrapd.conf", atomically: false, encoding: .utf8)
            let arguments = [
                "-f", "-Le", "-C", "-c", folder + "/snmptrapd.conf", "-n", "-On", "-Ot", "-F",
                #"NOTIFICATION|%P|%N|%w|%q\n%v\nEND\n"#,
            ]
            let environment = ["MIBS": "", "SNMP_PERSISTENT_DIR": folder, "SNMPCONFPATH": folder]
            let places = addresses.isEmpty ? ["udp:127.0.0.1:\(port)"] : addresses
            return try await Daemon.run(
                path, arguments + places, environment: environment, log: folder + "/log"
            ) { daemon in
                let receiver = TrapReceiver(daemon: daemon)
                let isUp = try await eventually(within: 10) { daemon.printed.contains("NET-SNMP version") ? true : nil }
                try #require(isUp != nil, "snmptrapd did not start: \(daemon.printed)")
                return try await body(receiver)
            }
        }
    }

    /// What arrived so far.
    var notifications: [Notification] {
        var found: [Notification] = []
        var current: Notification?
        for line in daemon.printed.split(separator: "\n").map(String.init) {
            if line.hasPrefix("NOTIFICATION|") {
                let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
                guard fields.count == 5 else { continue }
                current = Notification(
                    sender: fields[1], enterprise: fields[2], generic: Int(fields[3]) ?? -1,
                    specific: Int(fields[4].drop { $0 == "." }) ?? -1, variables: [])
            } else if line == "END" {
                if let current { found.append(current) }
                current = nil
            } else {
                // snmptrapd puts all variables on one line, with tabs between them.
                current?.variables += line.split(separator: "\t").compactMap { PrintedVariable(line: String($0)) }
            }
        }
        return found
    }

    /// Waits for the first notification that is as wanted.
    func first(within seconds: Double = 30, where isWanted: @Sendable (Notification) -> Bool) async throws
        -> Notification
    {
        let found = try await eventually(within: seconds) { notifications.first(where: isWanted) }
        return try #require(found, "no such notification in \(seconds) s; received:\n\(daemon.printed.suffix(4000))")
    }
}
