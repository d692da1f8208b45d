/// msgSecurityParameters of the User-based Security Model, read in place (RFC 3414 2.4). The ranges are positions in the
/// message.
@frozen public struct USMParameters: Hashable, Sendable {
    /// msgAuthoritativeEngineID, at most 32 octets.
    public let engineID: Range<Int>
    /// msgAuthoritativeEngineBoots.
    public let boots: Int32
    /// msgAuthoritativeEngineTime, in seconds.
    public let time: Int32
    /// msgUserName, at most 32 octets.
    public let userName: Range<Int>
    /// msgAuthenticationParameters: the digest.
    public let digest: Range<Int>
    /// msgPrivacyParameters: the salt.
    public let salt: Range<Int>

    /// Reads the parameters, all that is left in `reader`.
    public init(_ reader: BERReader, in bytes: Span<UInt8>) throws(BERError) {
        var reader = reader
        var parameters = try reader.read(BERTag.sequence, in: bytes)
        try reader.expectEnd()
        engineID = try parameters.readOctets(in: bytes, count: 0...32)
        boots = try parameters.readInteger(in: bytes, within: 0...Int32.max)
        time = try parameters.readInteger(in: bytes, within: 0...Int32.max)
        userName = try parameters.readOctets(in: bytes, count: 0...32)
        digest = try parameters.readOctets(in: bytes)
        salt = try parameters.readOctets(in: bytes)
        try parameters.expectEnd()
    }
}
