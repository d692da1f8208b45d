/// The value of a variable binding (RFC 2741 5.4).
public enum AgentXValue: Hashable, Sendable {
    /// INTEGER, Integer32.
    case integer(Int32)
    /// OCTET STRING.
    case octets([UInt8])
    /// Nothing.
    case null
    /// OBJECT IDENTIFIER.
    case name([UInt32])
    /// IpAddress.
    case address(UInt32)
    /// Counter32.
    case counter32(UInt32)
    /// Gauge32 and Unsigned32.
    case gauge32(UInt32)
    /// TimeTicks.
    case timeTicks(UInt32)
    /// Opaque.
    case opaque([UInt8])
    /// Counter64.
    case counter64(UInt64)
    /// There is no such object.
    case noSuchObject
    /// There is no such instance.
    case noSuchInstance
    /// There is nothing behind the name.
    case endOfMibView

    /// The number of a value's type.
    public var type: UInt16 {
        switch self {
        case .integer: UInt16(BERTag.integer)
        case .octets: UInt16(BERTag.octetString)
        case .null: UInt16(BERTag.null)
        case .name: UInt16(BERTag.objectIdentifier)
        case .address: UInt16(BERTag.ipAddress)
        case .counter32: UInt16(BERTag.counter32)
        case .gauge32: UInt16(BERTag.gauge32)
        case .timeTicks: UInt16(BERTag.timeTicks)
        case .opaque: UInt16(BERTag.opaque)
        case .counter64: UInt16(BERTag.counter64)
        case .noSuchObject: UInt16(BERTag.noSuchObject)
        case .noSuchInstance: UInt16(BERTag.noSuchInstance)
        case .endOfMibView: UInt16(BERTag.endOfMibView)
        }
    }
}

/// A variable binding: a name and a value.
public struct AgentXVarBind: Hashable, Sendable {
    /// The name.
    public var name: [UInt32]
    /// The value.
    public var value: AgentXValue

    /// Makes a variable binding.
    public init(_ name: [UInt32], _ value: AgentXValue) {
        self.name = name
        self.value = value
    }
}

extension AgentXReader {
    /// Reads a variable binding (RFC 2741 5.4).
    public mutating func varBind(in bytes: Span<UInt8>) throws(AgentXError) -> AgentXVarBind {
        let start = position
        let type = try short(in: bytes)
        try skip(2)
        let name = try name(in: bytes).arcs
        return AgentXVarBind(name, try value(UInt8(exactly: type), type, at: start, in: bytes))
    }

    private mutating func value(
        _ tag: UInt8?, _ type: UInt16, at start: Int, in bytes: Span<UInt8>
    ) throws(AgentXError) -> AgentXValue {
        switch tag {
        case BERTag.integer: return .integer(Int32(bitPattern: try word(in: bytes)))
        case BERTag.octetString: return .octets(try octets(in: bytes))
        case BERTag.null: return .null
        case BERTag.objectIdentifier: return .name(try name(in: bytes).arcs)
        case BERTag.ipAddress:
            let content = try octets(in: bytes)
            guard content.count == 4 else { throw AgentXError(.addressLength(content.count), at: start) }
            return .address(content.reduce(0) { $0 << 8 | UInt32($1) })
        case BERTag.counter32: return .counter32(try word(in: bytes))
        case BERTag.gauge32: return .gauge32(try word(in: bytes))
        case BERTag.timeTicks: return .timeTicks(try word(in: bytes))
        case BERTag.opaque: return .opaque(try octets(in: bytes))
        case BERTag.counter64: return .counter64(try long(in: bytes))
        case BERTag.noSuchObject: return .noSuchObject
        case BERTag.noSuchInstance: return .noSuchInstance
        case BERTag.endOfMibView: return .endOfMibView
        default: throw AgentXError(.unknownValue(type), at: start)
        }
    }
}

extension AgentXWriter {
    /// Puts a variable binding.
    public mutating func put(_ binding: AgentXVarBind) {
        putHead(binding.value.type, binding.name.span)
        switch binding.value {
        case .integer(let value): put(word: UInt32(bitPattern: value))
        case .octets(let content), .opaque(let content): put(octets: content)
        case .name(let arcs): put(name: arcs)
        case .address(let value):
            put(word: 4)
            put(word: value)
        case .counter32(let value), .gauge32(let value), .timeTicks(let value): put(word: value)
        case .counter64(let value): put(long: value)
        case .null, .noSuchObject, .noSuchInstance, .endOfMibView: break
        }
    }

    /// Puts a variable binding without a value: one of the exceptions (RFC 3416 3).
    public mutating func put(exception tag: UInt8, name: Span<UInt32>) {
        putHead(UInt16(tag), name)
    }

    /// Puts a variable binding whose name and value stand in `bytes` in the Basic Encoding Rules, as the image keeps them.
    /// `arcs` is room for 128 sub-identifiers. Throws, and has put nothing, when they are not well-formed.
    public mutating func put(
        encoded bytes: Span<UInt8>, arcs: inout MutableSpan<UInt32>
    ) throws(BERError) {
        var outer = BERReader(bytes)
        var binding = try outer.read(BERTag.sequence, in: bytes)
        let count = try binding.readName(in: bytes, to: &arcs)
        let (tag, value) = try binding.readElement(in: bytes)
        let before = payloadCount
        putHead(UInt16(tag), arcs.span.extracting(0..<count))
        do throws(BERError) {
            try put(tag, value, in: bytes, arcs: &arcs)
        } catch {
            shorten(to: before)
            throw error
        }
    }

    private mutating func put(
        _ tag: UInt8, _ value: BERReader, in bytes: Span<UInt8>, arcs: inout MutableSpan<UInt32>
    ) throws(BERError) {
        switch tag {
        case BERTag.integer:
            put(word: UInt32(bitPattern: try value.integerContent(in: bytes)))
        case BERTag.octetString, BERTag.opaque:
            put(content: value.range, of: bytes)
        case BERTag.objectIdentifier:
            let count = try value.nameContent(in: bytes, to: &arcs)
            put(name: arcs.span.extracting(0..<count))
        case BERTag.ipAddress:
            guard value.count == 4 else {
                throw BERError(.wrongLength(value.count, expected: 4...4), at: value.position)
            }
            put(content: value.range, of: bytes)
        case BERTag.counter32, BERTag.gauge32, BERTag.timeTicks:
            put(word: UInt32(truncatingIfNeeded: try Self.unsigned(value, in: bytes, octets: 5)))
        case BERTag.counter64:
            put(long: try Self.unsigned(value, in: bytes, octets: 9))
        case BERTag.null, BERTag.noSuchObject, BERTag.noSuchInstance, BERTag.endOfMibView:
            break
        default:
            throw BERError(.unexpectedTag(expected: BERTag.octetString, found: tag), at: value.position)
        }
    }

    /// A number without a sign, of at most `octets` octets, of which the first may be a leading zero.
    private static func unsigned(
        _ value: BERReader, in bytes: Span<UInt8>, octets: Int
    ) throws(BERError) -> UInt64 {
        guard value.count > 0 else { throw BERError(.emptyInteger, at: value.position) }
        guard value.count <= octets else {
            throw BERError(.integerTooLong(octets: value.count, limit: octets), at: value.position)
        }
        var number: UInt64 = 0
        for place in value.range { number = number << 8 | UInt64(bytes[place]) }
        return number
    }

    private mutating func putHead(_ type: UInt16, _ name: Span<UInt32>) {
        put(short: type)
        put(short: 0)
        put(name: name)
    }
}
