/// The 24 octets at the beginning of a pcap file (draft-ietf-opsawg-pcap 4): magic, version 2.4, two fields of zero, snap
/// length, link type.
public struct PcapHeader: Hashable, Sendable {
    /// Octets of a header.
    public static let length = 24

    /// What every packet begins with.
    public var linkType: LinkType
    /// The most octets that were taken of a packet; 0 for no such limit.
    public var snapLength: UInt32
    /// The unit of the second number in a record's time.
    public var resolution: TimeResolution
    /// Whether numbers have their highest octet first. Files are written with the lowest first.
    public var isBigEndian: Bool

    /// Makes a header of a file with the lowest octet first.
    public init(linkType: LinkType, snapLength: UInt32 = 262_144, resolution: TimeResolution = .microseconds) {
        self.linkType = linkType
        self.snapLength = snapLength
        self.resolution = resolution
        isBigEndian = false
    }

    /// Reads a header from 24 octets. Throws on a magic that is none and on another version than 2.4.
    init(_ bytes: Span<UInt8>, at start: Int) throws(CaptureFormatError) {
        var magic = OctetReader(start..<(start + 4), .pcapHeader)
        let value = try magic.uint32(in: bytes)
        switch value {
        case 0xa1b2_c3d4: (isBigEndian, resolution) = (true, .microseconds)
        case 0xd4c3_b2a1: (isBigEndian, resolution) = (false, .microseconds)
        case 0xa1b2_3c4d: (isBigEndian, resolution) = (true, .nanoseconds)
        case 0x4d3c_b2a1: (isBigEndian, resolution) = (false, .nanoseconds)
        default: throw .unexpected(.pcapHeader, expected: "one of the four magic numbers", found: UInt64(value))
        }
        var reader = OctetReader((start + 4)..<(start + Self.length), .pcapHeader, isBigEndian: isBigEndian)
        let major = try reader.uint16(in: bytes)
        guard major == 2 else { throw .unexpected(.pcapHeader, expected: "major version 2", found: UInt64(major)) }
        let minor = try reader.uint16(in: bytes)
        guard minor == 4 else { throw .unexpected(.pcapHeader, expected: "minor version 4", found: UInt64(minor)) }
        try reader.skip(8)
        snapLength = try reader.uint32(in: bytes)
        // The upper six bits say how long a frame check sequence is.
        linkType = LinkType(rawValue: try reader.uint32(in: bytes) & 0x03ff_ffff)
    }

    /// Appends the header, with the lowest octet of each number first.
    public func append(to octets: inout [UInt8]) {
        octets.append(little: resolution == .microseconds ? 0xa1b2_c3d4 : 0xa1b2_3c4d as UInt32)
        octets.append(little: 2 as UInt16)
        octets.append(little: 4 as UInt16)
        octets.append(zeros: 8)
        octets.append(little: snapLength)
        octets.append(little: linkType.rawValue)
    }
}
