public import NetworkValues
public import Settings

/// What may be captured, and who may do so from elsewhere (manual 4.23.2).
public struct PacketCaptureSettings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "PCAP0"
    /// What the module is for.
    public static let summary = "Lets packets be captured: by Wireshark over Remote PCAP, over HTTPS, and into files."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "enable", kind: .flag, help: "Serves Remote PCAP.", manualSection: "4.23.2"),
        SettingsOption(
            name: "trace", kind: .flag, help: "Puts the lines of the log between the packets.",
            manualSection: "4.23.2"),
        SettingsOption(
            name: "traffic", kind: .flag, help: "Lets the traffic of the interfaces be captured.",
            manualSection: "4.23.2"),
        SettingsOption(
            name: "address", kind: .list(of: .address), default: "0.0.0.0,::",
            help: "The addresses that Remote PCAP listens on; 0.0.0.0 and :: mean all."),
        SettingsOption(
            name: "port", kind: .integer(0...65_535), default: "2002",
            help: "The port of Remote PCAP in the clear; 0 for none."),
        SettingsOption(
            name: "tls-port", kind: .integer(0...65_535), default: "0",
            help: "The port of Remote PCAP under TLS (rpcaps); 0 for none."),
        SettingsOption(
            name: "data-port", kind: .integer(0...65_535), default: "0",
            help: "The port that packets are fetched from; 0 for any that is free, which few firewalls let pass."),
        SettingsOption(
            name: "user", kind: .text, length: 0...64, help: "Who may capture from elsewhere."),
        SettingsOption(name: "password", kind: .secret, length: 1...128, help: "The user's password."),
        SettingsOption(
            name: "no-password", kind: .flag,
            help: "Lets everybody from the allowed networks capture over Remote PCAP without a password."),
        SettingsOption(
            name: "allow", kind: .list(of: .network), help: "The networks that may capture; all when not given."),
        SettingsOption(
            name: "sessions", kind: .integer(1...64), default: "8", help: "The most connections of Remote PCAP at once."
        ),
        SettingsOption(
            name: "buffer", kind: .integer(1...512), default: "16",
            help: "MiB that the kernel keeps of each interface until they are taken."),
        SettingsOption(
            name: "viewer-buffer", kind: .integer(1...256), default: "16",
            help: "MiB that are kept for each viewer that is slow; what is over it is lost, and counted."),
    ]

    /// Whether Remote PCAP is served.
    public var isEnabled: Bool
    /// Whether lines of the log are captured.
    public var takesTrace: Bool
    /// Whether the traffic of interfaces is captured.
    public var takesTraffic: Bool
    /// The addresses to listen on.
    public var addresses: [IPAddress]
    /// The port in the clear; 0 for none.
    public var port: Int
    /// The port under TLS; 0 for none.
    public var tlsPort: Int
    /// The port of data connections; 0 for any.
    public var dataPort: Int
    /// Who may capture.
    public var user: String
    /// The user's password; `nil` when nobody needs one, or nobody may.
    public var password: Secret?
    /// Whether no password is needed over Remote PCAP.
    public var allowsNobody: Bool
    /// The networks that may capture; empty for all.
    public var allowed: [IPNetwork]
    /// The most connections at once.
    public var sessionLimit: Int
    /// Octets that the kernel keeps for an interface.
    public var bufferOctets: Int
    /// Octets that are kept for a viewer.
    public var viewerOctets: Int

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        takesTrace = values.flag("trace")
        takesTraffic = values.flag("traffic")
        addresses = values.addresses("address")
        port = values.integer("port") ?? 2002
        tlsPort = values.integer("tls-port") ?? 0
        dataPort = values.integer("data-port") ?? 0
        user = values.text("user") ?? ""
        password = values.secret("password")
        allowsNobody = values.flag("no-password")
        allowed = values.networks("allow")
        sessionLimit = values.integer("sessions") ?? 8
        bufferOctets = (values.integer("buffer") ?? 16) << 20
        viewerOctets = (values.integer("viewer-buffer") ?? 16) << 20
        guard !isEnabled || allowsNobody || (password != nil && !user.isEmpty) else {
            throw SettingsError(
                .invalidValue, "expected /user and /password with /enable, or /no-password, got neither")
        }
    }

    /// Whether an address may capture.
    public func allows(_ address: IPAddress) -> Bool {
        allowed.isEmpty || allowed.contains { $0.contains(address) }
    }

    /// Whether user and password are right. Takes as long for a wrong one as for the right one.
    public func accepts(user: String, password: some Sequence<UInt8>) -> Bool {
        guard let expected = self.password, !self.user.isEmpty else { return false }
        let isUser = Self.isEqual(Array(user.utf8), Array(self.user.utf8))
        let isPassword = Self.isEqual(Array(password), Array(expected.revealed.utf8))
        return isUser && isPassword
    }

    private static func isEqual(_ given: [UInt8], _ expected: [UInt8]) -> Bool {
        var difference: UInt8 = given.count == expected.count ? 0 : 1
        for (position, octet) in expected.enumerated() {
            difference |= octet ^ (position < given.count ? given[position] : ~octet)
        }
        return difference == 0
    }

    /// What a capture of an interface may see, as the ticks have it. Throws when nothing is ticked.
    public func request(
        for interface: String?, _ format: CaptureRequest.Format, viewer: String
    ) throws(CaptureError) -> CaptureRequest {
        guard takesTraffic || takesTrace else {
            throw CaptureError(
                .off,
                "nothing may be captured: expected /traffic or /trace in the settings of \(Self.name), got neither")
        }
        let isTraceOnly = interface == nil || interface == Self.traceInterface
        guard takesTraffic || isTraceOnly else {
            throw CaptureError(
                .off, "traffic may not be captured: expected /traffic in the settings of \(Self.name)")
        }
        guard takesTrace || !isTraceOnly else {
            throw CaptureError(.off, "the log may not be captured: expected /trace in the settings of \(Self.name)")
        }
        var request = CaptureRequest(isTraceOnly ? nil : interface, format, viewer: viewer)
        request.takesTrace = takesTrace
        request.bufferOctets = viewerOctets
        return request
    }

    /// The name of what gives lines of the log alone.
    public static let traceInterface = "trace"
}
