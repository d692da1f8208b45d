public import LinkProtocols
public import Settings

/// What the agent does with DHCP for IPv4 on a port of the LAN (manual 4.2.1, 4.2.2 and I.4): `DHCP0` for LAN1, `DHCP1` for
/// LAN2.
public struct DHCPSettings: SettingsModule, Hashable {
    /// What is done.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// The lease is read that the host's own client got.
        case read
        /// Options are asked for; the address comes from elsewhere.
        case inform
        /// The agent gets the address.
        case client
        /// Nothing.
        case off
    }

    /// The module's name in the settings, without its number.
    public static let name = "DHCP"
    /// LAN1 and LAN2.
    public static let instances: ClosedRange<Int>? = 0...1
    /// What the module is for.
    public static let summary = "Says how the address and options of LAN1 (DHCP0) and LAN2 (DHCP1) are got for IPv4."
    /// The module's options.
    public static let options =
        [
            SettingsOption(
                name: "mode", kind: .choice(Mode.allCases.map(\.rawValue)), default: "read",
                help: "read takes the lease that the host's own client got; inform asks for options alone; client gets "
                    + "an address; off does nothing. inform and client need an interface that no other client serves.",
                manualSection: "4.2.1"),
            DHCPModuleOptions.interface,
            SettingsOption(
                name: "no-vlan", kind: .flag, help: "Passes over the VLAN and its priority in a lease.",
                manualSection: "I.4"),
        ] + DHCPModuleOptions.common + [
            SettingsOption(
                name: "no-keep", kind: .flag,
                help: "Does not keep the lease for the next start.", manualSection: "I.6"),
            SettingsOption(
                name: "lease-files", kind: .list(of: .text), length: 2...255,
                help: "Files that leases are read from, in the place of those of known clients; {name} and {index} "
                    + "stand for the interface, and * in a file's name for anything."),
        ]

    /// What is done.
    public var mode: Mode
    /// The interface that is served; `nil` for that of the port.
    public var interface: String?
    /// Whether VLANs of leases are passed over.
    public var ignoresVLAN: Bool
    /// Whether all vendor options are passed over.
    public var ignoresVendorOptions: Bool
    /// Whether leases are kept for the next start.
    public var keepsLease: Bool
    /// The server that is preferred; `nil` for any.
    public var selectedServer: DHCPSelectedServer?
    /// The host's name that is told; `nil` for its own.
    public var hostName: String?
    /// The vendor class that is told; empty for none.
    public var vendorClass: String
    /// Files that leases are read from; empty for those of known clients.
    public var leaseFiles: [String]

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        mode = values.text("mode").flatMap(Mode.init) ?? .read
        interface = values.text("interface")
        ignoresVLAN = values.flag("no-vlan")
        ignoresVendorOptions = values.flag("no-vendor")
        keepsLease = !values.flag("no-keep")
        selectedServer = try DHCPModuleOptions.selectedServer(values)
        hostName = try DHCPModuleOptions.hostName(values)
        vendorClass = values.text("vendor-class") ?? ""
        leaseFiles = values.texts("lease-files")
        for file in leaseFiles where !file.hasPrefix("/") {
            throw SettingsError(
                .invalidValue, "expected a path that begins with / in /lease-files, got \(file)",
                option: "lease-files")
        }
        if interface == nil, mode == .client || mode == .inform {
            throw DHCPModuleOptions.missingInterface(mode.rawValue)
        }
    }

    /// Which vendor options are passed over. `ignoresUpdates` is `UP1 /no-dhcp`.
    public func policy(ignoresUpdates: Bool) -> DHCPPolicy {
        DHCPPolicy(
            ignoresUpdates: ignoresUpdates, ignoresVLAN: ignoresVLAN, ignoresVendorOptions: ignoresVendorOptions)
    }
}

/// Options that both modules of DHCP have, and their rules.
enum DHCPModuleOptions {
    static let interface = SettingsOption(
        name: "interface", kind: .text, length: 1...15,
        help: "The interface that the agent may serve; must be given for inform and client, so that it never takes one "
            + "that it was not given.")

    static let common = [
        SettingsOption(
            name: "no-vendor", kind: .flag, help: "Passes over all vendor options.", manualSection: "I.4"),
        SettingsOption(
            name: "selected-server", kind: .flag,
            help: "Takes a lease only from a server that gives vendor option 250.", manualSection: "4.2.2"),
        SettingsOption(
            name: "wait", kind: .integer(0...3600),
            help: "Seconds that the selected server is waited for before another one's lease is taken; for ever when "
                + "not given.", manualSection: "4.2.2"),
        SettingsOption(
            name: "server-id", kind: .text, length: 1...128,
            help: "The object identifier that the selected server gives in vendor option 250, such as "
                + "1.3.6.1.4.1.27614.1.1; any when not given.", manualSection: "4.2.2"),
        SettingsOption(
            name: "hostname", kind: .text, length: 1...63,
            help: "The host's name that is told to servers, of letters, digits and hyphens; the host's own when not "
                + "given.", manualSection: "4.2.2"),
        SettingsOption(
            name: "vendor-class", kind: .text, default: "1.3.6.1.4.1.27614", length: 0...255,
            help: "The vendor class that is told to servers, by which they know whom to give vendor options."),
    ]

    static func missingInterface(_ mode: String) -> SettingsError {
        SettingsError(
            .missingOption, "expected /interface with /mode \(mode): the interface that the agent may serve, got none",
            option: "interface")
    }

    static func selectedServer(_ values: ModuleValues) throws(SettingsError) -> DHCPSelectedServer? {
        let identifier = values.text("server-id")
        if let identifier, !isObjectIdentifier(identifier) {
            throw SettingsError(
                .invalidValue,
                "expected numbers parted by dots in /server-id, such as 1.3.6.1.4.1.27614.1.1, got \(identifier)",
                option: "server-id")
        }
        guard values.flag("selected-server") else { return nil }
        return DHCPSelectedServer(identifier: identifier, waitSeconds: values.integer("wait").map(Int64.init))
    }

    static func hostName(_ values: ModuleValues) throws(SettingsError) -> String? {
        guard let name = values.text("hostname") else { return nil }
        let isName = name.utf8.allSatisfy { octet in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= octet | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= octet
                || octet == UInt8(ascii: "-")
        }
        guard isName, !name.hasPrefix("-"), !name.hasSuffix("-") else {
            throw SettingsError(
                .invalidValue, "expected letters, digits and hyphens in /hostname, got \(name)", option: "hostname")
        }
        return name
    }

    private static func isObjectIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 2
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } && UInt32($0) != nil }
    }
}
