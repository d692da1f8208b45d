/// The payload of AUTH_REPLY in its three forms: nothing, two octets, or eight.
public enum RPCAPAuthenticationReply: Hashable, Sendable {
    /// Nothing: the server speaks version 0 only.
    case versionZero
    /// The least and the greatest version.
    case versions(minimum: UInt8, maximum: UInt8)
    /// The versions, and whether the server's numbers in memory have their highest octet first, which some headers of
    /// packets depend on.
    case complete(minimum: UInt8, maximum: UInt8, isBigEndian: Bool)

    private static let magic: UInt32 = 0xa1b2_c3d4

    /// Reads the payload; what is behind it is passed over.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        guard reader.count > 0 else {
            self = .versionZero
            return
        }
        let minimum = try reader.uint8(in: bytes)
        let maximum = try reader.uint8(in: bytes)
        guard minimum <= maximum else {
            throw .unexpected(.rpcapPayload, expected: "a version of at least \(minimum)", found: UInt64(maximum))
        }
        guard reader.count > 0 else {
            self = .versions(minimum: minimum, maximum: maximum)
            return
        }
        try reader.skip(2)
        let magic = try reader.uint32(in: bytes)
        guard magic == Self.magic || magic == Self.magic.byteSwapped else {
            throw .unexpected(.rpcapPayload, expected: "the byte-order magic", found: UInt64(magic))
        }
        self = .complete(minimum: minimum, maximum: maximum, isBigEndian: magic == Self.magic)
    }

    /// Appends the payload.
    func append(to octets: inout [UInt8]) {
        switch self {
        case .versionZero:
            break
        case .versions(let minimum, let maximum):
            octets += [minimum, maximum]
        case .complete(let minimum, let maximum, let isBigEndian):
            octets += [minimum, maximum, 0, 0]
            octets.append(big: isBigEndian ? Self.magic : Self.magic.byteSwapped)
        }
    }
}
