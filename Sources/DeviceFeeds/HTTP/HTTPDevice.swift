public import DeviceProtocols
public import NetworkValues
public import Settings

/// A device that is asked over HTTP.
public struct HTTPDevice: Hashable, Sendable {
    /// Where it is.
    public var address: IPAddress
    /// The port of its web server.
    public var port: UInt16
    /// Whether it is spoken to over TLS.
    public var usesTLS: Bool
    /// Whether its certificate is checked. Devices come with one that nobody has signed.
    public var checksCertificate: Bool
    /// The user; empty to ask without one.
    public var user: String
    /// The password.
    public var password: Secret

    /// Makes a device; without a port it is the one of the scheme.
    public init(
        address: IPAddress, port: UInt16? = nil, usesTLS: Bool = false, checksCertificate: Bool = true,
        user: String = "", password: Secret = Secret("")
    ) {
        self.address = address
        self.port = port ?? (usesTLS ? 443 : 80)
        self.usesTLS = usesTLS
        self.checksCertificate = checksCertificate
        self.user = user
        self.password = password
    }

    /// The scheme, address and port, as in messages.
    public var place: String { Self.place(address, port, usesTLS: usesTLS) }

    static func place(_ address: IPAddress, _ port: UInt16, usesTLS: Bool) -> String {
        let scheme = usesTLS ? "https" : "http"
        if case .v6 = address { return "\(scheme)://[\(address)]:\(port)" }
        return "\(scheme)://\(address):\(port)"
    }
}

/// A page that devices may have, in the order in which they are asked for. The list of alarms comes behind that of faults:
/// what stands now has the last word.
public enum HTTPPage: UInt8, Hashable, Sendable, CaseIterable {
    /// What the device is, and how it does.
    case box = 1
    /// What happened.
    case faults = 2
    /// The alarms that stand.
    case alarms = 3
    /// Whether its radio is synchronized.
    case sync = 4
    /// The counter of the processor.
    case processor = 5
    /// The counter of the memory.
    case memory = 6

    /// The path and query.
    public var target: String {
        switch self {
        case .box: "/CMD0/box_info.xml"
        case .faults: "/LOG0/FAULT/mod_cmd.xml?cmd=xml-faults"
        case .alarms: "/LOG0/FAULT/mod_cmd.xml?cmd=xml-alarms"
        case .sync: "/RFPSTAT0/mod_cmd.xml?cmd=rfp-stat2"
        case .processor: "/LOG0/CNT/mod_cmd.xml?cmd=xml-count&pos=23&x=0"
        case .memory: "/LOG0/CNT/mod_cmd.xml?cmd=xml-count&pos=23&x=2"
        }
    }
}

/// What is known of a device from one poll to the next.
public struct HTTPDeviceMemory: Hashable, Sendable {
    /// Seconds for which a page that the device does not have is not asked for.
    public static let absentSeconds: Int64 = 86_400

    /// What was seen of its list of faults.
    public var faults = FaultListMemory()
    /// Until when the pages that it does not have are not asked for.
    public internal(set) var absentUntil: [HTTPPage: Timestamp] = [:]
    /// The firmware that it had.
    var version = ""

    /// Makes a memory of a device that is not known.
    public init() {}

    /// Asks for all pages again, as when an operator wants to know.
    public mutating func askForAll() { absentUntil = [:] }
}
