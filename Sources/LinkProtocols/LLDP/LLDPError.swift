/// Why an LLDPDU, or one of its TLVs, is refused (IEEE 802.1AB-2016, 9.2.7.7).
public enum LLDPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The frame's own header is wrong.
    case frame(FrameError)
    /// The frame carries something else.
    case notLLDP
    /// The octets end within the two octets of type and length.
    case headerTruncated(left: Int)
    /// A TLV is longer than what is left of the frame.
    case overrun(type: UInt8, length: Int, left: Int)
    /// One of the first three TLVs is another than it must be; `found` is `nil` when the LLDPDU ends there.
    case misplaced(expected: UInt8, found: UInt8?)
    /// Chassis ID, port ID or time to live a second time.
    case duplicate(type: UInt8)
    /// An identifier's subtype is 0 or above 7.
    case subtype(type: UInt8, UInt8)
    /// An identifier's information is shorter than 2 or longer than 256 octets.
    case identifierLength(type: UInt8, Int)
    /// A time to live of fewer than two octets.
    case timeToLiveLength(Int)
    /// An end with something in it.
    case endLength(Int)
    /// More TLVs than one LLDPDU may have here.
    case tooManyTLVs(limit: Int)

    /// Only the TLV is refused: its information is too short.
    case valueTooShort(type: UInt8, subtype: UInt8?, needed: Int, found: Int)
    /// Only the TLV is refused: its information is too long.
    case valueTooLong(type: UInt8, subtype: UInt8?, limit: Int, found: Int)
    /// Only the TLV is refused: a management address of a length that none has (1 to 31 octets and the family).
    case managementAddressLength(Int)
    /// Only the TLV is refused: a network policy of fewer than four octets.
    case policyLength(Int)
    /// Only the TLV is refused: it may stand in an LLDPDU once.
    case repeated(type: UInt8, subtype: UInt8?)
    /// Only the TLV is refused: as many of its kind as are kept were there before.
    case tooManyOfKind(type: UInt8, subtype: UInt8?, limit: Int)

    /// What was expected and what came.
    public var description: String {
        switch self {
        case .frame(let error): error.description
        case .notLLDP: "expected EtherType 0x88cc, found another"
        case .headerTruncated(let left): "expected type and length of a TLV in 2 octets, found \(left)"
        case .overrun(let type, let length, let left):
            "expected a TLV \(type) of at most \(left) octets, found one of \(length)"
        case .misplaced(let expected, let found):
            "expected TLV \(expected), found \(found.map { "TLV \($0)" } ?? "the end")"
        case .duplicate(let type): "expected TLV \(type) once, found it again"
        case .subtype(let type, let subtype): "expected a subtype 1 to 7 in TLV \(type), found \(subtype)"
        case .identifierLength(let type, let length): "expected 2 to 256 octets in TLV \(type), found \(length)"
        case .timeToLiveLength(let length): "expected a time to live of 2 octets, found \(length)"
        case .endLength(let length): "expected an end without content, found \(length) octets"
        case .tooManyTLVs(let limit): "expected at most \(limit) TLVs, found more"
        default: valueDescription
        }
    }

    private var valueDescription: String {
        switch self {
        case .valueTooShort(let type, let subtype, let needed, let found):
            "expected at least \(needed) octets in \(Self.name(type, subtype)), found \(found)"
        case .valueTooLong(let type, let subtype, let limit, let found):
            "expected at most \(limit) octets in \(Self.name(type, subtype)), found \(found)"
        case .managementAddressLength(let length):
            "expected a management address of 2 to 32 octets with its family, found \(length)"
        case .policyLength(let length): "expected a network policy of 4 octets, found \(length)"
        case .repeated(let type, let subtype): "expected \(Self.name(type, subtype)) once, found it again"
        case .tooManyOfKind(let type, let subtype, let limit):
            "expected \(Self.name(type, subtype)) at most \(limit) times, found more"
        default: "malformed"
        }
    }

    private static func name(_ type: UInt8, _ subtype: UInt8?) -> String {
        "TLV \(type)" + (subtype.map { " subtype \($0)" } ?? "")
    }

    /// The reason without what came, to count by.
    public var reason: LLDPReason {
        switch self {
        case .frame: .frame
        case .notLLDP: .notLLDP
        case .headerTruncated: .headerTruncated
        case .overrun: .overrun
        case .misplaced: .misplaced
        case .duplicate: .duplicate
        case .subtype: .subtype
        case .identifierLength: .identifierLength
        case .timeToLiveLength: .timeToLiveLength
        case .endLength: .endLength
        case .tooManyTLVs: .tooManyTLVs
        case .valueTooShort: .valueTooShort
        case .valueTooLong: .valueTooLong
        case .managementAddressLength: .managementAddressLength
        case .policyLength: .policyLength
        case .repeated: .repeated
        case .tooManyOfKind: .tooManyOfKind
        }
    }
}
