public import LinkProtocols
import Settings

/// What is done with DHCP on one port, for both families.
public struct LeaseSettings: Hashable, Sendable {
    /// IPv4.
    public var v4: DHCPSettings
    /// IPv6.
    public var v6: DHCP6Settings
    /// Which vendor options are passed over.
    public var policy: DHCPPolicy

    /// Reads the settings of a port: 0 for LAN1, 1 for LAN2.
    init(_ document: SettingsDocument, port: Int) throws(SettingsError) {
        v4 = try document.module("\(DHCPSettings.name)\(port)")
        v6 = try document.module("\(DHCP6Settings.name)\(port)")
        policy = v4.policy(ignoresUpdates: try document.module(as: UpdateSettings.self).ignoresLeases)
    }

    /// The settings for an interface: a client for another one than it was given does nothing.
    func on(_ interface: String) -> LeaseSettings {
        var settings = self
        if let given = v4.interface, given != interface { settings.v4.mode = .off }
        if let given = v6.interface, given != interface { settings.v6.mode = .off }
        return settings
    }
}
