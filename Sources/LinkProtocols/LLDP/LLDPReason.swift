/// The reasons for which LLDPDUs and TLVs are refused, each counted by itself. See `LLDPError` for what each means.
public enum LLDPReason: String, Hashable, Sendable, CaseIterable {
    /// The Ethernet header is wrong.
    case frame
    /// Not LLDP.
    case notLLDP
    /// The octets end within a TLV's header.
    case headerTruncated
    /// A TLV is longer than the frame.
    case overrun
    /// Chassis ID, port ID and time to live do not stand first, second and third.
    case misplaced
    /// One of these three a second time.
    case duplicate
    /// A subtype that no identifier has.
    case subtype
    /// An identifier that is too short or too long.
    case identifierLength
    /// A time to live that is too short.
    case timeToLiveLength
    /// An end with content.
    case endLength
    /// Too many TLVs.
    case tooManyTLVs
    /// TLV only: too short.
    case valueTooShort
    /// TLV only: too long.
    case valueTooLong
    /// TLV only: a management address of a wrong length.
    case managementAddressLength
    /// TLV only: a network policy that is too short.
    case policyLength
    /// TLV only: stands there a second time.
    case repeated
    /// TLV only: more of its kind than are kept.
    case tooManyOfKind

    /// Whether the whole LLDPDU is refused, and not just the TLV.
    public var isWholeUnit: Bool {
        switch self {
        case .valueTooShort, .valueTooLong, .managementAddressLength, .policyLength, .repeated, .tooManyOfKind: false
        default: true
        }
    }
}
