import NetworkValues
public import Settings

/// SNMP over TLS as a whole (RFC 6353): off unless enabled.
public struct SNMPTLSSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-TLS"
    /// What the module is for.
    public static let summary = "Answers SNMP managers over TLS, who show a certificate."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "enable", kind: .flag,
            help: "Answers over TLS on the addresses of SNMP0, in the versions of TLS0's profile from TLS 1.2 on."
        ),
        SettingsOption(name: "port", kind: .integer(1...65_535), default: "10161", help: "The port to listen on."),
        SettingsOption(
            name: "prefix", kind: .flag,
            help: "Puts tls: in front of the names that certificates are mapped to (snmpTsmConfigurationUsePrefix)."),
    ]

    /// Whether managers are answered over TLS.
    public var isEnabled: Bool
    /// The port to listen on.
    public var port: UInt16
    /// Whether names get the prefix `tls:`.
    public var usesPrefix: Bool

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        port = UInt16(clamping: values.integer("port") ?? 10_161)
        usesPrefix = values.flag("prefix")
    }
}

/// Which certificate gets which name: a row of snmpTlstmCertToTSNTable (RFC 6353 7).
public struct SNMPTLSCertificateSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-TLS-CERT"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...64
    /// What the module is for.
    public static let summary = "A manager's certificate, or that of its authority, and the name that it is known by."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "fingerprint", kind: .text, isRequired: true, length: 64...95,
            help:
                "SHA-256 of the manager's certificate, which is then trusted for itself, or of an authority in the trust list."
        ),
        SettingsOption(
            name: "map", kind: .choice(CertificateMapping.Kind.allCases.map(\.name)), default: "specified",
            help: "Where the name comes from: from /name, or from this part of the manager's certificate."),
        SettingsOption(
            name: "name", kind: .text, length: 1...32, help: "The name of whom the certificate belongs to."),
        SettingsOption(
            name: "view", kind: .text, default: MIBView.all.name, length: 1...32,
            help: "What it may read: none, all, restricted, or the name of a view."),
        SettingsOption(
            name: "write-view", kind: .text, default: MIBView.none.name, length: 1...32,
            help: "What it may change: none, all, or the name of a view."),
    ]

    /// The row, whose number is to be set.
    public var mapping: CertificateMapping
    /// The first option that says what it may do; `nil` when that is left to a group, or to the standard.
    let ownAccess: String?

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let text = values.text("fingerprint") ?? ""
        guard let fingerprint = Self.octets(text) else {
            throw SettingsError(
                .invalidValue,
                "\(values.name) /fingerprint: expected SHA-256 as 64 hexadecimal digits, with colons or without, got \(text)",
                option: "fingerprint")
        }
        let kind = CertificateMapping.Kind.allCases.first { $0.name == values.text("map") } ?? .specified
        let name = values.text("name")
        if kind == .specified, name == nil {
            throw SettingsError(.missingOption, "\(values.name) needs /name, or another /map", option: "name")
        }
        if kind != .specified, name != nil {
            throw SettingsError(
                .invalidValue, "\(values.name) has /name, which only /map specified takes", option: "name")
        }
        ownAccess = ["view", "write-view"].first { values.isGiven($0) }
        mapping = CertificateMapping(
            number: 0, fingerprint: fingerprint, kind: kind, name: name ?? "",
            view: values.text("view") ?? MIBView.all.name,
            writeView: values.text("write-view") ?? MIBView.none.name)
    }

    /// The 32 octets of a fingerprint as people write it.
    private static func octets(_ text: String) -> [UInt8]? {
        let digits = Array(text.filter { $0 != ":" && $0 != " " })
        guard digits.count == 64 else { return nil }
        let octets = stride(from: 0, to: 64, by: 2).compactMap { UInt8(String(digits[$0..<($0 + 2)]), radix: 16) }
        return octets.count == 32 ? octets : nil
    }
}
