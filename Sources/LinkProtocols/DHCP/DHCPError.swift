/// Why octets are no DHCP message or no option of one, of either version.
public enum DHCPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Fewer octets than the header takes.
    case truncated(needed: Int, found: Int)
    /// No request and no reply (RFC 2131 2).
    case operation(UInt8)
    /// A hardware address of another length than Ethernet's.
    case hardwareLength(UInt8)
    /// The cookie in front of the options is missing: BOOTP without DHCP (RFC 2131 3).
    case cookie(UInt32)
    /// An option's code stands there and its length does not.
    case optionTruncated(code: UInt16)
    /// An option is longer than what is left.
    case optionOverrun(code: UInt16, length: Int, left: Int)
    /// A message must have this option.
    case optionMissing(code: UInt16)
    /// An option's value has another length than its type.
    case optionLength(code: UInt16, expected: String, found: Int)
    /// A type of message that is not known.
    case messageType(UInt8)
    /// More options than are kept.
    case tooManyOptions(limit: Int)

    /// What was expected and what came.
    public var description: String {
        switch self {
        case .truncated(let needed, let found): "expected a message of at least \(needed) octets, found \(found)"
        case .operation(let code): "expected operation 1 or 2, found \(code)"
        case .hardwareLength(let length): "expected a hardware address of 6 octets, found \(length)"
        case .cookie(let cookie): "expected the DHCP cookie 0x63825363, found 0x\(String(cookie, radix: 16))"
        case .optionTruncated(let code): "expected the length of option \(code), found the end"
        case .optionOverrun(let code, let length, let left):
            "expected option \(code) of at most \(left) octets, found \(length)"
        case .optionMissing(let code): "expected option \(code), found none"
        case .optionLength(let code, let expected, let found):
            "expected \(expected) in option \(code), found \(found) octets"
        case .messageType(let type): "expected a known type of message, found \(type)"
        case .tooManyOptions(let limit): "expected at most \(limit) options, found more"
        }
    }
}
