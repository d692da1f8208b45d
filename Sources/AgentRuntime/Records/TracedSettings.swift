import LogForwarding
import SNMPAgent
import Settings
import TLSKit
import WebAccess
import WebClient

/// The settings whose changes are logged whatever the topics say, after the manual's list (4.23.1.1):
///
/// | manual | here |
/// |---|---|
/// | admin username and password, Kerberos users, LDAP users | the console's access, whole; SNMP users, groups and views; every user's name |
/// | passwords of the DECT system, Mobility Master, Crypto Master; Kerberos password | every secret |
/// | SNMP community | every secret, and the communities' modules whole |
/// | certificate trust list, device certificates | `AgentRecords.changed`, and how TLS is spoken |
/// | IP address, hostname | every option that is an address or a name |
/// | config restore | `AgentRecords.settingsRead` |
///
/// And what the log itself writes: who switches topics off leaves a trace.
enum TracedSettings {
    private static let options: Set<String> = ["address", "name", "user", "community", "url"]
    private static let modules = [
        SNMPUserSettings.name, SNMPCommunitySettings.name, SNMPGroupSettings.name, SNMPViewSettings.name,
        WebClientURLSettings.name, TLSSettings.name,
        AccessSettings.name, AccountSettings.name, TokenSettings.name,
    ]

    /// Whether a difference is logged in any case. What we do not know may be on the list.
    static func contains(_ difference: SettingsDifference) -> Bool {
        guard let option = difference.option, !difference.isSecret else { return true }
        return options.contains(option) || difference.module == LogSettings.name
            || modules.contains { difference.module.hasPrefix($0) }
    }
}
