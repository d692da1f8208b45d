import NetworkValues

/// The value of a variable binding (RFC 2578 7.1, RFC 3416 3).
public enum SNMPValue: Hashable, Sendable {
    /// INTEGER, Integer32 and enumerations.
    case integer(Int32)
    /// OCTET STRING.
    case octetString([UInt8])
    /// NULL: the value is not given, as in a request.
    case null
    /// OBJECT IDENTIFIER.
    case objectIdentifier(OID)
    /// IpAddress: an IPv4 address, its first octet in the highest eight bits.
    case ipAddress(UInt32)
    /// Counter32, which wraps.
    case counter32(UInt32)
    /// Gauge32, which does not wrap; Unsigned32 looks the same.
    case gauge32(UInt32)
    /// TimeTicks: hundredths of a second, which wrap.
    case timeTicks(UInt32)
    /// Opaque: octets that mean something to those who agreed on it.
    case opaque([UInt8])
    /// Counter64, which SNMPv1 does not know.
    case counter64(UInt64)
    /// There is no such object.
    case noSuchObject
    /// There is such an object, but not this instance of it.
    case noSuchInstance
    /// The walk is over.
    case endOfMibView

    /// Text as an OCTET STRING in UTF-8.
    public static func text(_ text: String) -> SNMPValue { .octetString(Array(text.utf8)) }

    /// Whether the value is one of the three that say why there is none (RFC 3416 3).
    public var isException: Bool {
        switch self {
        case .noSuchObject, .noSuchInstance, .endOfMibView: true
        default: false
        }
    }

    /// The tag on the wire.
    public var tag: BERTag {
        switch self {
        case .integer: .integer
        case .octetString: .octetString
        case .null: .null
        case .objectIdentifier: .objectIdentifier
        case .ipAddress: .ipAddress
        case .counter32: .counter32
        case .gauge32: .gauge32
        case .timeTicks: .timeTicks
        case .opaque: .opaque
        case .counter64: .counter64
        case .noSuchObject: .noSuchObject
        case .noSuchInstance: .noSuchInstance
        case .endOfMibView: .endOfMibView
        }
    }
}

extension SNMPValue {
    /// Reads a value of any type.
    public init(_ reader: inout BERReader, in bytes: Span<UInt8>) throws(BERError) {
        let start = reader.position
        let (tag, content) = try reader.readElement(in: bytes)
        switch tag {
        case .integer:
            self = .integer(try content.integerContent(in: bytes))
        case .octetString:
            self = .octetString(bytes.octets(content.range))
        case .objectIdentifier:
            self = .objectIdentifier(try OID(content: content, in: bytes))
        case .ipAddress:
            guard content.count == 4 else { throw BERError(.wrongLength(content.count, expected: 4...4), at: start) }
            self = .ipAddress(bytes.octets(content.range).reduce(0) { $0 << 8 | UInt32($1) })
        case .counter32:
            self = .counter32(UInt32(truncatingIfNeeded: try content.unsignedContent(in: bytes, octets: 4)))
        case .gauge32:
            self = .gauge32(UInt32(truncatingIfNeeded: try content.unsignedContent(in: bytes, octets: 4)))
        case .timeTicks:
            self = .timeTicks(UInt32(truncatingIfNeeded: try content.unsignedContent(in: bytes, octets: 4)))
        case .opaque:
            self = .opaque(bytes.octets(content.range))
        case .counter64:
            self = .counter64(try content.unsignedContent(in: bytes, octets: 8))
        case .null, .noSuchObject, .noSuchInstance, .endOfMibView:
            guard content.isAtEnd else { throw BERError(.wrongLength(content.count, expected: 0...0), at: start) }
            self =
                tag == .null
                ? .null
                : tag == .noSuchObject ? .noSuchObject : tag == .noSuchInstance ? .noSuchInstance : .endOfMibView
        default:
            throw BERError(.unknownValueType(tag), at: start)
        }
    }
}

extension BERWriter {
    /// Puts a value in front.
    public mutating func put(_ value: SNMPValue, to bytes: inout MutableSpan<UInt8>) {
        switch value {
        case .integer(let number):
            put(integer: number, to: &bytes)
        case .octetString(let octets), .opaque(let octets):
            put(value.tag, octets: octets.span, to: &bytes)
        case .objectIdentifier(let name):
            put(name: name.arcs.span, to: &bytes)
        case .ipAddress(let address):
            for shift in stride(from: UInt32(0), to: 32, by: 8) {
                put(UInt8(truncatingIfNeeded: address >> shift), to: &bytes)
            }
            put(.ipAddress, length: 4, to: &bytes)
        case .counter32(let number), .gauge32(let number), .timeTicks(let number):
            put(value.tag, unsigned: UInt64(number), to: &bytes)
        case .counter64(let number):
            put(.counter64, unsigned: number, to: &bytes)
        case .null, .noSuchObject, .noSuchInstance, .endOfMibView:
            put(value.tag, length: 0, to: &bytes)
        }
    }
}

extension OID {
    /// Reads an OBJECT IDENTIFIER.
    public init(_ reader: inout BERReader, in bytes: Span<UInt8>) throws(BERError) {
        try self.init(content: try reader.read(.objectIdentifier, in: bytes), in: bytes)
    }

    /// Reads the name that `content` is the content of.
    init(content: BERReader, in bytes: Span<UInt8>) throws(BERError) {
        var name = NameBuffer()
        try name.read(content: content, in: bytes)
        self = name.oid
    }
}

extension Span<UInt8> {
    /// The octets of a range that lies within.
    func octets(_ range: Range<Int>) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(range.count)
        for position in range { octets.append(self[position]) }
        return octets
    }
}
