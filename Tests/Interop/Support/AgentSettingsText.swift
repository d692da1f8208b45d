/// The settings file of an agent under test. Every name of the settings language that these tests use stands here.
struct AgentSettingsText: Sendable {
    /// A user of SNMPv3; algorithms by their names in the settings, `nil` for none.
    struct User: Sendable {
        var name: String
        var authentication: String?
        var privacy: String?
    }

    /// A receiver of notifications.
    struct Target: Sendable {
        var port: UInt16
        /// `1`, `2c` or `3`.
        var version: String
        var user: String?
        /// `own`, `vendor` or `both`.
        var set = "own"
        var minimum: String?
        /// Further options, as they are.
        var options = ""
    }

    /// The passwords of all users.
    static let authenticationPassword = "authentication-password"
    static let privacyPassword = "privacy-password"

    /// Where its SNMP responder listens.
    var snmpAddress = "127.0.0.1"
    var snmpPort: UInt16 = 0
    var httpPort: UInt16 = 0
    var radios = 24
    var scenario = "quiet"
    var speed: Int?
    var users: [User] = []
    var targets: [Target] = []
    /// Whether a wrong community raises a trap.
    var hasAuthenticationTrap = false
    /// Further lines, as they are.
    var lines: [String] = []

    /// The file's text.
    var text: String {
        var all = [
            // Frames of tests stay in namespaces of tests: who tests LLDP switches it on there.
            "config add LLDP0 /disable",
            "config change SNMP0 /enable /address \(snmpAddress) /port \(snmpPort) /community public /hold 0"
                + " /name interop /contact \"Erika Mustermann\" /location \"Test bench\""
                + (hasAuthenticationTrap ? " /auth-trap" : ""),
            "config change HTTP0 /enable /address 127.0.0.1 /port \(httpPort)",
            "config change SIM0 /enable /radios \(radios) /seed 1 /scenario \(scenario)"
                + (speed.map { " /speed \($0)" } ?? ""),
        ]
        for (number, user) in users.enumerated() {
            var line = "config change SNMP0-USER\(number + 1) /name \(user.name)"
            if let algorithm = user.authentication {
                line += " /auth \(algorithm) /auth-password \(Self.authenticationPassword)"
            }
            if let algorithm = user.privacy { line += " /priv \(algorithm) /priv-password \(Self.privacyPassword)" }
            all.append(line)
        }
        for (number, target) in targets.enumerated() {
            var line = "config change SNMP0-TARGET\(number + 1) /address 127.0.0.1 /port \(target.port)"
            line += " /version \(target.version) /set \(target.set)"
            if let user = target.user { line += " /user \(user)" }
            if target.version != "3" { line += " /community public" }
            if let minimum = target.minimum { line += " /minimum \(minimum)" }
            if !target.options.isEmpty { line += " " + target.options }
            all.append(line)
        }
        return (all + lines).joined(separator: "\n") + "\n"
    }
}
