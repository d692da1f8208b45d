/// What a packet begins with: a LINKTYPE_ value, as capture files have it (draft-ietf-opsawg-pcaplinktype).
public struct LinkType: RawRepresentable, Hashable, Sendable {
    /// The number in the file.
    public let rawValue: UInt32

    /// Makes a link type from its number in a file.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Ethernet.
    public static let ethernet = LinkType(rawValue: 1)
    /// An IPv4 or IPv6 packet, nothing before it.
    public static let raw = LinkType(rawValue: 101)
    /// Linux "cooked" capture: a header of 16 octets.
    public static let linuxSLL = LinkType(rawValue: 113)
    /// A message of an upper protocol with tags before it that say which (LINKTYPE_WIRESHARK_UPPER_PDU).
    public static let upperPDU = LinkType(rawValue: 252)
    /// Linux "cooked" capture, second version: a header of 20 octets, with the interface.
    public static let linuxSLL2 = LinkType(rawValue: 276)

    /// Link types whose number in libpcap's calls (DLT_) on Linux is another one than in files.
    private static let differing: [(dlt: UInt32, file: UInt32)] = [
        (11, 100), (12, 101), (15, 102), (16, 103), (19, 106),
    ]

    /// Makes a link type from the number that libpcap gives for a device on Linux, and that rpcap carries (DLT_).
    public init(dlt: UInt32) {
        rawValue = Self.differing.first { $0.dlt == dlt }?.file ?? dlt
    }

    /// The number that libpcap gives for a device on Linux, and that rpcap carries (DLT_).
    public var dlt: UInt32 {
        Self.differing.first { $0.file == rawValue }?.dlt ?? rawValue
    }
}
