/// An interface in a FINDALLIF reply: two lengths, flags, the number of addresses, then name, description and addresses,
/// with nothing between them.
public struct RPCAPInterface: Hashable, Sendable {
    /// What libpcap says of an interface (pcap_if_t, flags).
    public struct Flags: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt32

        /// Makes flags from their bits.
        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// The loopback interface.
        public static let loopback = Flags(rawValue: 0x01)
        /// It is up.
        public static let isUp = Flags(rawValue: 0x02)
        /// It is running.
        public static let running = Flags(rawValue: 0x04)
        /// It is wireless.
        public static let wireless = Flags(rawValue: 0x08)
        /// A cable is in; together with `disconnected`: that question makes no sense; neither: it is not known.
        public static let connected = Flags(rawValue: 0x10)
        /// No cable is in.
        public static let disconnected = Flags(rawValue: 0x20)
    }

    /// The name, such as `eth0`.
    public var name: String
    /// What it is, in words; may be empty.
    public var about: String
    /// What libpcap says of it.
    public var flags: Flags
    /// Its addresses, IPv4 and IPv6.
    public var addresses: [RPCAPInterfaceAddress]

    /// Makes an interface.
    public init(name: String, about: String = "", flags: Flags = [], addresses: [RPCAPInterfaceAddress] = []) {
        self.name = name
        self.about = about
        self.flags = flags
        self.addresses = addresses
    }

    /// Reads an interface.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        let nameLength = Int(try reader.uint16(in: bytes))
        let aboutLength = Int(try reader.uint16(in: bytes))
        flags = Flags(rawValue: try reader.uint32(in: bytes))
        let count = try reader.uint16(in: bytes)
        try reader.skip(2)
        name = try reader.text(nameLength, in: bytes)
        about = try reader.text(aboutLength, in: bytes)
        addresses = []
        for _ in 0..<count { addresses.append(try RPCAPInterfaceAddress(&reader, in: bytes)) }
    }

    /// Appends the interface. Texts have at most 65,535 octets, and there are at most as many addresses.
    func append(to octets: inout [UInt8]) {
        let name = name.octets(limit: 65_535)
        let about = about.octets(limit: 65_535)
        let addresses = addresses.prefix(65_535)
        octets.append(big: UInt16(name.count))
        octets.append(big: UInt16(about.count))
        octets.append(big: flags.rawValue)
        octets.append(big: UInt16(addresses.count))
        octets.append(big: 0 as UInt16)
        octets += name
        octets += about
        for address in addresses { address.append(to: &octets) }
    }
}
