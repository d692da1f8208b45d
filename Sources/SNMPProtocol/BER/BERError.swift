import NetworkValues

/// Why octets are not what they should be: what was expected, what came, and where.
public struct BERError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// Octets are missing: `needed` more were expected, `left` are there.
        case truncated(needed: Int, left: Int)
        /// Another element was expected.
        case unexpectedTag(expected: UInt8, found: UInt8)
        /// A tag that no PDU has.
        case unknownPDUType(UInt8)
        /// A tag of more than one octet, which SNMP never uses.
        case longTag(UInt8)
        /// The indefinite form of a length, which SNMP forbids (RFC 3417 8).
        case indefiniteLength
        /// A length written in more than four octets.
        case lengthOfLength(Int)
        /// A length that reaches behind the end of what encloses it.
        case overrun(length: Int, left: Int)
        /// Octets behind the last element.
        case trailingOctets(Int)
        /// An integer with no content.
        case emptyInteger
        /// An integer of more octets than its type has.
        case integerTooLong(octets: Int, limit: Int)
        /// A number outside of its range.
        case outOfRange(Int64, expected: ClosedRange<Int64>)
        /// A value whose content has another length than its type asks for.
        case wrongLength(Int, expected: ClosedRange<Int>)
        /// A sub-identifier that begins with a needless 0x80 (X.690 8.19.2).
        case paddedSubIdentifier
        /// A sub-identifier of more than 32 bits (RFC 2578 3.5).
        case subIdentifierTooLarge
        /// A name with more than 128 sub-identifiers (RFC 2578 3.5).
        case nameTooLong
        /// A version that SNMP does not have, or not here.
        case unsupportedVersion(Int32)
    }

    /// What is wrong.
    public let problem: Problem
    /// Where: octets from the beginning of the message.
    public let offset: Int

    /// Makes an error.
    public init(_ problem: Problem, at offset: Int) {
        self.problem = problem
        self.offset = offset
    }

    /// A sentence for people: what was expected, what came, where.
    public var description: String { "octet \(offset): \(sentence)" }

    private var sentence: String {
        switch problem {
        case .truncated(let needed, let left):
            "expected \(needed) more octets, found \(left)"
        case .unexpectedTag(let expected, let found):
            "expected \(BERTag.title(of: expected)), found \(BERTag.title(of: found))"
        case .unknownPDUType(let tag):
            "expected a PDU, found \(BERTag.title(of: tag))"
        case .longTag(let octet):
            "expected a tag of one octet, found the beginning of a longer one (0x\(hexadecimal(UInt64(octet), digits: 2)))"
        case .indefiniteLength:
            "expected a definite length, found the indefinite form"
        case .lengthOfLength(let octets):
            "expected a length of at most 4 octets, found one of \(octets)"
        case .overrun(let length, let left):
            "expected a length of at most \(left), found \(length)"
        case .trailingOctets(let count):
            "expected the end, found \(count) more octets"
        default:
            valueSentence
        }
    }

    private var valueSentence: String {
        switch problem {
        case .emptyInteger:
            "expected an integer of at least one octet, found an empty one"
        case .integerTooLong(let octets, let limit):
            "expected an integer of at most \(limit) octets, found \(octets)"
        case .outOfRange(let value, let expected):
            "expected a number from \(expected.lowerBound) to \(expected.upperBound), found \(value)"
        case .wrongLength(let length, let expected):
            expected.lowerBound == expected.upperBound
                ? "expected \(expected.lowerBound) octets, found \(length)"
                : "expected \(expected.lowerBound) to \(expected.upperBound) octets, found \(length)"
        case .paddedSubIdentifier:
            "expected a sub-identifier without padding, found 0x80 at its beginning"
        case .subIdentifierTooLarge:
            "expected a sub-identifier of at most 32 bits, found a larger one"
        case .nameTooLong:
            "expected a name of at most \(NameEncoding.maximumCount) sub-identifiers, found more"
        case .unsupportedVersion(let version):
            "expected version 0 (SNMPv1), 1 (SNMPv2c) or 3 (SNMPv3), as it fits here, found \(version)"
        default:
            "malformed"
        }
    }
}
