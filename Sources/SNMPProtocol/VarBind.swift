/// A variable binding: the name of an object and its value (RFC 3416 3).
public struct VarBind: Hashable, Sendable {
    /// The name.
    public var name: OID
    /// The value; `null` in requests for values.
    public var value: SNMPValue

    /// Makes a variable binding.
    public init(_ name: OID, _ value: SNMPValue = .null) {
        self.name = name
        self.value = value
    }

    /// Reads a variable binding.
    public init(_ reader: inout BERReader, in bytes: Span<UInt8>) throws(BERError) {
        var content = try reader.read(.sequence, in: bytes)
        name = try OID(&content, in: bytes)
        value = try SNMPValue(&content, in: bytes)
        try content.expectEnd()
    }

    /// The octets that a message needs for it, at most.
    var sizeLimit: Int {
        let value: Int =
            switch value {
            case .octetString(let octets), .opaque(let octets): octets.count
            case .objectIdentifier(let name): 5 * name.count
            default: 9
            }
        return 5 * name.count + value + 24
    }
}

extension BERWriter {
    /// Puts a variable binding in front.
    public mutating func put(_ binding: VarBind, to bytes: inout MutableSpan<UInt8>) {
        let end = start
        put(binding.value, to: &bytes)
        put(name: binding.name.arcs.span, to: &bytes)
        wrap(.sequence, to: end, in: &bytes)
    }
}
