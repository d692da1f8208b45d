public import NetworkValues

/// A device of the list as a file has it: plain values, each within its limits.
public struct DeviceListEntry: Hashable, Sendable {
    /// The numbers of devices.
    public static let numbers = 1...8192
    /// The kinds; `auto` finds it out.
    public static let kinds = ["auto", "ipbs1", "ipbs2", "ipbs3", "ipbl", "ipvm"]
    /// The feeds that a device can have.
    public static let feedNames = FeedKind.allCases.map(\.rawValue)
    /// The intervals at which a device is asked, in seconds.
    public static let intervals = 1...86_400
    /// The most characters of a name or of a reference to credentials.
    public static let nameLimit = 64

    /// The number in the settings; `nil` for the next that is free.
    public var number: Int?
    /// The IP address or host name.
    public var address: String
    /// The kind, one of `kinds`.
    public var kind: String
    /// The name; empty for the one that the device gives itself.
    public var name: String
    /// The hardware address; `nil` when it is not known.
    public var mac: MACAddress?
    /// The name of its credentials; empty for none.
    public var credentials: String
    /// The feeds, of `feedNames`; empty for all that the device supports.
    public var feeds: [String]
    /// Seconds between two questions; `nil` for the interval of all.
    public var interval: Int?

    /// Makes an entry.
    public init(
        number: Int? = nil, address: String, kind: String = "auto", name: String = "", mac: MACAddress? = nil,
        credentials: String = "", feeds: [String] = [], interval: Int? = nil
    ) {
        self.number = number
        self.address = address
        self.kind = kind
        self.name = name
        self.mac = mac
        self.credentials = credentials
        self.feeds = feeds
        self.interval = interval
    }

    /// Whether the text is an IP address that a device can have in the list, or a host name: labels of letters, digits and
    /// hyphens (RFC 1123, 2.1), at most 253 characters, the last not only digits.
    public static func isAddress(_ text: String) -> Bool {
        if IPAddress(text) != nil { return true }
        guard (1...253).contains(text.utf8.count) else { return false }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let areLabels = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "-") }
        }
        return areLabels && !(labels.last?.allSatisfy(isDigit) ?? true)
    }

    private static func isDigit(_ octet: UInt8) -> Bool { octet &- 0x30 < 10 }

    private static func isLetter(_ octet: UInt8) -> Bool { (octet | 0x20) &- 0x61 < 26 }
}

extension DiscoveryProposal {
    /// The proposal as an entry of the list, with the number of the device that it is already.
    public var entry: DeviceListEntry {
        DeviceListEntry(
            number: knownNumber, address: "\(address)", kind: model.map(DeviceListEntry.kind) ?? "auto",
            name: String(name.filter { !DeviceListEntry.isControl($0) }.prefix(DeviceListEntry.nameLimit)), mac: mac,
            credentials: credentials ?? "")
    }
}
