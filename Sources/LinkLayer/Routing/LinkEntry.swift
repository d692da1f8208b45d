import CLinux
public import NetworkValues

/// A network link as the kernel has it.
public struct LinkEntry: Hashable, Sendable {
    /// States of operation (RFC 2863, 3.1.14), as the kernel numbers them.
    public enum Operation: UInt8, Hashable, Sendable {
        /// The driver does not tell.
        case unknown = 0
        /// A part is missing.
        case notPresent = 1
        /// Down, as without a cable.
        case down = 2
        /// What it stands on is down.
        case lowerLayerDown = 3
        /// Under test.
        case testing = 4
        /// Waits for something, such as 802.1X.
        case dormant = 5
        /// Up.
        case up = 6
    }

    /// What the driver says of the speed.
    public struct Speed: Hashable, Sendable {
        /// Megabits per second; `nil` when the driver does not know, as without a cable.
        public let megabits: UInt32?
        /// Whether both directions are used at once; `nil` when the driver does not know.
        public let isFullDuplex: Bool?
        /// Whether both ends agreed on it.
        public let isNegotiated: Bool

        /// Makes a speed.
        public init(megabits: UInt32?, isFullDuplex: Bool?, isNegotiated: Bool) {
            self.megabits = megabits
            self.isFullDuplex = isFullDuplex
            self.isNegotiated = isNegotiated
        }
    }

    /// What makes a link one of a VLAN.
    public struct VLAN: Hashable, Sendable {
        /// The VLAN, 0 to 4094.
        public let id: UInt16
        /// Whether its tags are those of 802.1Q (0x8100) and not of a provider bridge (0x88a8).
        public let isCustomer: Bool
        /// Which priority in the tag (0 to 7) a packet's own priority becomes; what is missing becomes 0.
        public let egress: [UInt32: UInt8]

        /// Makes a VLAN.
        public init(id: UInt16, isCustomer: Bool = true, egress: [UInt32: UInt8] = [:]) {
            self.id = id
            self.isCustomer = isCustomer
            self.egress = egress
        }
    }

    /// The kernel's number of the link.
    public let index: UInt32
    /// Its name, such as `eth0`.
    public var name: String
    /// What an administrator calls it (ifalias).
    public var alias = ""
    /// Its hardware type (ARPHRD_…): 1 for Ethernet, 772 for the loopback.
    public var hardware: UInt16 = 1
    /// Its hardware address.
    public var mac: MACAddress?
    /// The largest packet, in octets.
    public var mtu: UInt32 = 0
    /// `IFF_…`.
    public var flags: UInt32 = 0
    /// Its state of operation.
    public var operation = Operation.unknown
    /// Whether there is a signal on the wire; `nil` when the kernel does not tell.
    public var hasCarrier: Bool?
    /// The kind of a virtual link, such as `vlan` or `veth`; empty for hardware.
    public var kind = ""
    /// The link that it stands on, in the same network namespace.
    public var parent: UInt32?
    /// The bridge or bond that it belongs to.
    public var master: UInt32?
    /// Its VLAN, when it is a VLAN link.
    public var vlan: VLAN?
    /// Its speed; `nil` where the driver has none.
    public var speed: Speed?

    /// Makes a link.
    public init(index: UInt32, name: String) {
        self.index = index
        self.name = name
    }

    /// Whether an administrator has it up (IFF_UP).
    public var isAdministrativelyUp: Bool { flags & 1 != 0 }
    /// Whether it can carry packets now. Where the driver does not tell, as for the loopback, it can when it is meant to.
    public var isOperationallyUp: Bool {
        isAdministrativelyUp && (operation == .up || operation == .unknown && hasCarrier != false)
    }
    /// Whether it is Ethernet.
    public var isEthernet: Bool { hardware == 1 }
}

extension LinkEntry {
    /// Reads RTM_NEWLINK or RTM_DELLINK; `nil` for what bridges and radios say of a link beside that.
    static func read(_ message: RouteMessage, _ bytes: Span<UInt8>) throws(RouteError) -> LinkEntry? {
        let start = message.content.lowerBound
        guard message.content.count >= 16, let hardware = bytes.hostNumber16(at: start + 2),
            let index = bytes.hostNumber32(at: start + 4), let flags = bytes.hostNumber32(at: start + 8)
        else { throw .truncated(part: "a link", needed: 16, found: message.content.count) }
        guard bytes[start] == UInt8(IPD_AF_UNSPEC) else { return nil }
        guard index > 0, index <= UInt32(Int32.max) else { throw .value(part: "link index", found: UInt64(index)) }
        var link = LinkEntry(index: index, name: "")
        link.hardware = hardware
        link.flags = flags
        var isElsewhere = false
        var attributes = RouteAttributes((start + 16)..<message.content.upperBound, in: bytes, part: "a link")
        while let attribute = try attributes.next(bytes) {
            switch attribute.type {
            case IPD_IFLA_IFNAME: link.name = bytes.text(attribute.value)
            case IPD_IFLA_IFALIAS: link.alias = bytes.text(attribute.value)
            case IPD_IFLA_ADDRESS: link.mac = MACAddress(bytes, attribute.value)
            case IPD_IFLA_MTU: link.mtu = try bytes.number32(attribute, "an MTU")
            case IPD_IFLA_LINK: link.parent = try bytes.number32(attribute, "a parent link")
            case IPD_IFLA_LINK_NETNSID: isElsewhere = true
            case IPD_IFLA_MASTER: link.master = try bytes.number32(attribute, "a master link")
            case IPD_IFLA_OPERSTATE:
                let state = try bytes.number8(attribute, "an operational state")
                link.operation = Operation(rawValue: state) ?? .unknown
            case IPD_IFLA_CARRIER: link.hasCarrier = try bytes.number8(attribute, "a carrier") != 0
            case IPD_IFLA_LINKINFO: try link.readKind(attribute.value, bytes)
            default: break
            }
        }
        if isElsewhere || link.parent == index || link.parent == 0 { link.parent = nil }
        if link.master == 0 { link.master = nil }
        return link.name.isEmpty ? nil : link
    }

    private mutating func readKind(_ range: Range<Int>, _ bytes: Span<UInt8>) throws(RouteError) {
        var data: Range<Int>?
        var attributes = RouteAttributes(range, in: bytes, part: "a kind of link")
        while let attribute = try attributes.next(bytes) {
            if attribute.type == IPD_IFLA_INFO_KIND { kind = bytes.text(attribute.value) }
            if attribute.type == IPD_IFLA_INFO_DATA { data = attribute.value }
        }
        if kind == "vlan", let data { vlan = try VLAN.read(data, bytes) }
    }
}

extension LinkEntry.VLAN {
    fileprivate static func read(_ range: Range<Int>, _ bytes: Span<UInt8>) throws(RouteError) -> LinkEntry.VLAN? {
        var id: UInt16?
        var isCustomer = true
        var egress: [UInt32: UInt8] = [:]
        var attributes = RouteAttributes(range, in: bytes, part: "a VLAN link")
        while let attribute = try attributes.next(bytes) {
            switch attribute.type {
            case IPD_IFLA_VLAN_ID:
                guard attribute.value.count == 2 else {
                    throw .attributeSize(part: "a VLAN", expected: 2, found: attribute.value.count)
                }
                id = bytes.hostNumber16(at: attribute.value.lowerBound)
            case IPD_IFLA_VLAN_PROTOCOL: isCustomer = bytes.copy(attribute.value) == [0x81, 0x00]
            case IPD_IFLA_VLAN_EGRESS_QOS:
                var maps = RouteAttributes(attribute.value, in: bytes, part: "the priorities of a VLAN link")
                while let map = try maps.next(bytes) {
                    guard map.value.count == 8, let from = bytes.hostNumber32(at: map.value.lowerBound),
                        let to = bytes.hostNumber32(at: map.value.lowerBound + 4)
                    else { throw .attributeSize(part: "a map of priorities", expected: 8, found: map.value.count) }
                    egress[from] = UInt8(truncatingIfNeeded: to & 7)
                }
            default: break
            }
        }
        return id.map { LinkEntry.VLAN(id: $0, isCustomer: isCustomer, egress: egress) }
    }
}

extension MACAddress {
    /// The hardware address of six octets; `nil` for others, and for the one that means none.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard range.count == 6 else { return nil }
        let number = bytes.copy(range).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard number != 0 else { return nil }
        self.init(rawValue: number)
    }
}
