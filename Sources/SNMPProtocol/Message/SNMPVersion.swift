/// A version of SNMP, by its number on the wire.
public enum SNMPVersion: Int32, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// SNMPv1 (RFC 1157).
    case v1 = 0
    /// Community-based SNMPv2 (RFC 1901).
    case v2c = 1
    /// SNMPv3 (RFC 3412).
    case v3 = 3

    /// The name.
    public var description: String {
        switch self {
        case .v1: "SNMPv1"
        case .v2c: "SNMPv2c"
        case .v3: "SNMPv3"
        }
    }

    /// Reads a version.
    @inlinable @inline(__always) public init(_ reader: inout BERReader, in bytes: Span<UInt8>) throws(BERError) {
        let start = reader.position
        let number = try reader.readInteger(in: bytes)
        guard let version = SNMPVersion(rawValue: number) else {
            throw BERError(.unsupportedVersion(number), at: start)
        }
        self = version
    }
}
