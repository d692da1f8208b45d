/// What a log record is about. Topics are names, so that one can be added without changing the journal's file.
public struct LogTopic: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The topic's name: 1 to 32 small letters, digits and dashes, such as `agent`.
    public let rawValue: String

    /// Makes a topic from its name; other characters and what is over 32 are left out.
    public init(rawValue: String) {
        guard !Self.isName(rawValue) else {
            self.rawValue = rawValue
            return
        }
        self.rawValue = String(decoding: rawValue.utf8.filter(Self.isPartOfName).prefix(32), as: UTF8.self)
    }

    /// The topic's name.
    public var description: String { rawValue }

    private static func isName(_ text: String) -> Bool { text.utf8.count <= 32 && text.utf8.allSatisfy(isPartOfName) }

    private static func isPartOfName(_ octet: UInt8) -> Bool {
        (0x61...0x7a).contains(octet) || (0x30...0x39).contains(octet) || octet == 0x2d
    }
}

/// The topics of the devices (manual 4.23.1.1 and 4.23.1.2).
extension LogTopic {
    /// TCP connections of H.225 and H.245.
    public static let tcp = LogTopic(rawValue: "tcp")
    /// Calls through the gateway interface.
    public static let gatewayCalls = LogTopic(rawValue: "gateway-calls")
    /// Calls that are routed through the gateway interface.
    public static let gatewayRouting = LogTopic(rawValue: "gateway-routing")
    /// RAS registrations.
    public static let h323Registrations = LogTopic(rawValue: "h323-registrations")
    /// RAS registrations over TCP.
    public static let h323TCPRegistrations = LogTopic(rawValue: "h323-tcp-registrations")
    /// RAS registrations over TLS.
    public static let h323TLSRegistrations = LogTopic(rawValue: "h323-tls-registrations")
    /// SIP registrations over UDP.
    public static let sipUDPRegistrations = LogTopic(rawValue: "sip-udp-registrations")
    /// SIP registrations over TCP.
    public static let sipTCPRegistrations = LogTopic(rawValue: "sip-tcp-registrations")
    /// SIP registrations over TLS.
    public static let sipTLSRegistrations = LogTopic(rawValue: "sip-tls-registrations")
    /// The Master software component.
    public static let dectMaster = LogTopic(rawValue: "dect-master")
    /// The Radio software component.
    public static let dectRadio = LogTopic(rawValue: "dect-radio")
    /// The low-level log of the DECT stack.
    public static let dectStack = LogTopic(rawValue: "dect-stack")
    /// Changes of configuration.
    public static let configChanges = LogTopic(rawValue: "config-changes")
    /// A radio has no free channel for speech.
    public static let radioBusy = LogTopic(rawValue: "radio-busy")
    /// Certificates that were rejected in a TLS handshake, with the reason.
    public static let rejectedCertificates = LogTopic(rawValue: "rejected-certificates")
}

/// The topics that only the agent has.
extension LogTopic {
    /// The agent itself: starts, stops, what it could not do.
    public static let agent = LogTopic(rawValue: "agent")
    /// Attempts to log in.
    public static let login = LogTopic(rawValue: "login")
    /// Lines of other devices that belong to no topic above.
    public static let device = LogTopic(rawValue: "device")
    /// The LAN: neighbours that come and go, the spanning tree, 802.1X, VLAN and leases.
    public static let lan = LogTopic(rawValue: "lan")
    /// Alarms and events, as lines of a log.
    public static let alarms = LogTopic(rawValue: "alarms")

    /// All topics, in the order in which they are shown.
    public static let all: [LogTopic] = [
        .tcp, .gatewayCalls, .gatewayRouting, .h323Registrations, .h323TCPRegistrations, .h323TLSRegistrations,
        .sipUDPRegistrations, .sipTCPRegistrations, .sipTLSRegistrations, .dectMaster, .dectRadio, .dectStack,
        .configChanges, .radioBusy, .rejectedCertificates, .agent, .login, .lan, .device, .alarms,
    ]
}
