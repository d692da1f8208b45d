import Foundation
import Testing

/// Users that may write, those that may not, and the objects that can be written.
enum SetSettings {
    static let passwords =
        "/auth-password \(AgentSettingsText.authenticationPassword) /priv-password \(AgentSettingsText.privacyPassword)"
    static let lines = [
        "config change SNMP0-VIEW1 /name place /include 1.3.6.1.2.1.1.6",
        "config change SNMP0-USER1 /name writer \(passwords) /write-view all",
        "config change SNMP0-USER2 /name reader \(passwords)",
        "config change SNMP0-USER3 /name porter \(passwords) /write-view place",
        "config change SNMP0-USER4 /name perl-writer /auth SHA \(passwords) /write-view all",
    ]
    static let text = AgentSettingsText(lines: lines)

    static let traps = ".1.3.6.1.2.1.11.30.0"
    /// snmpSetSerialNo.
    static let serial = ".1.3.6.1.6.3.1.1.6.1.0"
    /// The seriousness of masterRadioRegDown, whose standard is error(4).
    static let seriousness = OIDs.root + ".2.4.1.4.1.12.197124"
    static let acknowledged = OIDs.root + ".2.4.1.2.1.16"

    static func user(_ name: String) -> [String] {
        [
            "-v3", "-u", name, "-l", "authPriv", "-a", "SHA-256", "-A", AgentSettingsText.authenticationPassword, "-x",
            "AES", "-X", AgentSettingsText.privacyPassword, "-On", "-t", "3", "-r", "1",
        ]
    }
}

extension AgentProcess {
    /// Runs snmpset as a user.
    func set(_ user: String, _ words: String...) async throws -> ToolResult {
        try await runTool(.snmpset, SetSettings.user(user) + [snmpAddress] + words)
    }

    /// What snmpget reads.
    func value(_ oid: String) async throws -> String {
        let result = try await runTool(.snmpget, Credentials.v2c.arguments + ["-On", snmpAddress, oid])
        return try #require(result.variables.first, "\(result.everything)").value
    }
}
