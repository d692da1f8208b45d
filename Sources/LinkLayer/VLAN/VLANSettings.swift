import LinkProtocols
public import Settings

/// The VLAN of LAN1, and what is done with those that LLDP and DHCP name (manual 4.2.9 and 4.16).
public struct VLANSettings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "VLAN0"
    /// What the module is for.
    public static let summary =
        "The VLAN of LAN1: the one to use when neither LLDP nor DHCP names one, and what is done with the one in force."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "id", kind: .integer(0...4094), default: "0",
            help: "The VLAN; 0 for none, which switches quality of service off.", manualSection: "4.2.9"),
        SettingsOption(
            name: "priority", kind: .integer(0...7), default: "0", help: "The priority of frames in it.",
            manualSection: "4.2.9"),
        SettingsOption(
            name: "mode", kind: .choice(VLANControl.Mode.allCases.map(\.rawValue)), default: "observe",
            help: "observe says what would be done, apply does it."),
        SettingsOption(
            name: "confirm", kind: .integer(10...3600), default: "120",
            help: "Seconds after which a change is taken back that nobody confirmed."),
        SettingsOption(
            name: "operator", kind: .flag,
            help: "Only an operator confirms a change; without it, a gateway that answers in the new VLAN does."),
        SettingsOption(
            name: "follow-lldp", kind: .flag,
            help: "A VLAN from LLDP is followed although none was ever confirmed here.", manualSection: "4.16"),
    ]

    /// The VLAN; 0 for none.
    public var vlan: UInt16
    /// The priority in it.
    public var priority: UInt8
    /// What is done with decisions.
    public var mode: VLANControl.Mode
    /// Seconds within which a change must be confirmed.
    public var confirmSeconds: Int64
    /// Whether only an operator confirms.
    public var needsOperator: Bool
    /// Whether the first VLAN from LLDP is followed.
    public var followsFirstLLDP: Bool

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        vlan = UInt16(values.integer("id") ?? 0)
        priority = UInt8(values.integer("priority") ?? 0)
        mode = values.text("mode").flatMap { VLANControl.Mode(rawValue: $0) } ?? .observe
        confirmSeconds = Int64(values.integer("confirm") ?? 120)
        needsOperator = values.flag("operator")
        followsFirstLLDP = values.flag("follow-lldp")
    }

    /// What the settings say of the VLAN; `nil` for nothing.
    var offer: VLANOffers.Setting? { vlan == 0 ? nil : VLANOffers.Setting(vlan: vlan, priority: priority) }

    func control(of port: String) -> VLANControl.Settings {
        VLANControl.Settings(
            port: port, mode: mode, confirmSeconds: confirmSeconds, isConfirmedByGateway: !needsOperator,
            followsFirstLLDP: followsFirstLLDP)
    }
}
