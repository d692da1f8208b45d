import LinkProtocols

/// Words for the numbers of LLDP: those that lldpcli's users know.
enum LLDPWords {
    /// Subtypes 1 to 7 of a chassis ID (IEEE 802.1AB-2016, table 8-2).
    private static let chassis = ["chassis", "ifalias", "port", "mac", "ip", "ifname", "local"]
    /// Subtypes 1 to 7 of a port ID (IEEE 802.1AB-2016, table 8-3).
    private static let port = ["ifalias", "port", "mac", "ip", "ifname", "circuit", "local"]
    /// Bits 0 to 10 of the system's capabilities (IEEE 802.1AB-2016, table 8-4).
    private static let capabilities = [
        "other", "repeater", "bridge", "wlan", "router", "telephone", "docsis", "station", "cvlan", "svlan", "tpmr",
    ]
    /// Applications 1 to 8 of a network policy (ANSI/TIA-1057, table 12).
    private static let applications = [
        "voice", "voice signalling", "guest voice", "guest voice signalling", "softphone voice", "video conferencing",
        "streaming video", "video signalling",
    ]
    /// Classes 1 to 4 of a device (ANSI/TIA-1057, table 11).
    private static let classes = [
        "generic endpoint (class I)", "media endpoint (class II)", "communication device (class III)",
        "network connectivity device",
    ]
    /// Bits 0 to 5 of the capabilities of LLDP-MED (ANSI/TIA-1057, table 10).
    private static let medKinds = ["capabilities", "policy", "location", "power source", "powered device", "inventory"]

    static func chassisType(_ subtype: UInt8) -> String { word(chassis, subtype, else: "subtype") }
    static func portType(_ subtype: UInt8) -> String { word(port, subtype, else: "subtype") }
    static func application(_ number: UInt8) -> String { word(applications, number, else: "application") }
    static func deviceClass(_ number: UInt8) -> String { word(classes, number, else: "class") }

    /// The capabilities that a system has, in the order of their bits.
    static func capabilities(_ value: LLDPCapabilities) -> [LLDPUnitView.Capability] {
        (0..<16).compactMap { bit in
            guard (value.available.rawValue | value.enabled.rawValue) & 1 << bit != 0 else { return nil }
            return LLDPUnitView.Capability(
                name: bit < capabilities.count ? capabilities[bit] : "bit \(bit)",
                isEnabled: value.enabled.rawValue & 1 << bit != 0)
        }
    }

    /// The kinds of TLVs of LLDP-MED that a system knows, in the order of their bits.
    static func medKinds(_ kinds: MEDCapabilities.Kinds) -> [String] {
        (0..<16).compactMap { bit in
            guard kinds.rawValue & 1 << bit != 0 else { return nil }
            return bit < medKinds.count ? medKinds[bit] : "bit \(bit)"
        }
    }

    /// What auto-negotiation advertises: bit 0 is the highest one (ifMauAutoNegCapAdvertisedBits of IANA-MAU-MIB).
    static func advertised(_ bits: UInt16) -> [String] {
        let names = [
            "other", "10BASE-T", "10BASE-T full duplex", "100BASE-T4", "100BASE-TX", "100BASE-TX full duplex",
            "100BASE-T2", "100BASE-T2 full duplex", "pause", "asymmetric pause", "symmetric pause",
            "asymmetric and symmetric pause", "1000BASE-X", "1000BASE-X full duplex", "1000BASE-T",
            "1000BASE-T full duplex",
        ]
        return names.indices.filter { bits & 0x8000 >> $0 != 0 }.map { names[$0] }
    }

    /// 1 unknown, 2 ifIndex, 3 system port (IEEE 802.1AB-2016, 8.5.9.5).
    static func interfaceNumbering(_ subtype: UInt8) -> String {
        word(["unknown", "ifIndex", "system port"], subtype, else: "subtype")
    }

    /// The family of an address by IANA's numbers.
    static func family(_ number: UInt8) -> String {
        switch number {
        case 1: "IPv4"
        case 2: "IPv6"
        case 6: "MAC"
        default: "family \(number)"
        }
    }

    /// Where power comes from, in both organizations: bits of the source, read by who tells them.
    static func powerSource(_ number: UInt8, ofDevice: Bool) -> String {
        let words =
            ofDevice ? ["unknown", "PSE", "local", "PSE and local"] : ["unknown", "primary", "backup", "reserved"]
        return words[Int(number & 3)]
    }

    /// How much power matters, in both organizations.
    static func powerPriority(_ number: UInt8) -> String {
        let words = ["unknown", "critical", "high", "low"]
        return Int(number) < words.count ? words[Int(number)] : "priority \(number)"
    }

    /// Octets in pairs of hexadecimal digits, parted by commas as lldpcli does.
    static func digits(_ octets: some Collection<UInt8>, separator: String = "") -> String {
        octets.map { octet in
            let digits = String(octet, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: separator)
    }

    private static func word(_ words: [String], _ number: UInt8, else name: String) -> String {
        number >= 1 && Int(number) <= words.count ? words[Int(number) - 1] : "\(name) \(number)"
    }
}
