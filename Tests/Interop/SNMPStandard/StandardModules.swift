import Foundation
import PortSupport
import Testing

/// The standard modules that show the host, the site and its alarms, by their names.
enum StandardModules {
    /// Where each begins.
    static let roots = [
        "HOST-RESOURCES-MIB": ".1.3.6.1.2.1.25", "ENTITY-MIB": ".1.3.6.1.2.1.47",
        "ENTITY-SENSOR-MIB": ".1.3.6.1.2.1.99",
        "IP-MIB": ".1.3.6.1.2.1.4", "ALARM-MIB": ".1.3.6.1.2.1.118", "ITU-ALARM-MIB": ".1.3.6.1.2.1.121",
        "NOTIFICATION-LOG-MIB": ".1.3.6.1.2.1.92",
    ]

    static let names = roots.keys.sorted()

    /// The texts, which are not shipped: who has them puts them, with what they import, into the folder `.build-mibs`.
    static let folder = Repository.root + "/.build-mibs"

    /// Those that are not there.
    static var missing: [String] {
        names.filter { !FileManager.default.isReadableFile(atPath: "\(folder)/\($0)") }
    }

    /// What Net-SNMP's tools need to use them.
    static let environment = ["MIBDIRS": folder, "MIBS": names.joined(separator: ":")]
}

/// Net-SNMP's own agent on another port of loopback, as a second opinion about the same host.
struct ReferenceAgent: Sendable {
    let snmpAddress: String

    static func run<Value: Sendable>(_ body: @Sendable (ReferenceAgent) async throws -> Value) async throws -> Value {
        try await withFolder { folder in
            let port = try LoopbackPort.free()
            let settings = "agentaddress udp:127.0.0.1:\(port)\nrocommunity public 127.0.0.1\n"
            try settings.write(toFile: folder + "/snmpd.conf", atomically: true, encoding: .utf8)
            return try await Daemon.run(
                try #require(Peer.snmpd.path), ["-f", "-Lo", "-C", "-c", folder + "/snmpd.conf"],
                environment: ["SNMP_PERSISTENT_FILE": folder + "/state"], log: folder + "/log"
            ) { daemon in
                let agent = ReferenceAgent(snmpAddress: "127.0.0.1:\(port)")
                let isUp = try await eventually(within: 30) { () -> Bool? in
                    let answer = try await runTool(
                        .snmpget,
                        Credentials.v2c.arguments + ["-t", "0.5", "-r", "0", "-On", agent.snmpAddress, OIDs.sysName])
                    return answer.exitCode == 0 ? true : nil
                }
                try #require(isUp == true, "\(daemon.printed)")
                return try await body(agent)
            }
        }
    }
}

extension Peer {
    static let df = Peer("df", package: "coreutils")
}
