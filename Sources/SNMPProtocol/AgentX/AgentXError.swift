import NetworkValues

/// Why octets are no PDU of AgentX: what was expected, what came, and where.
public struct AgentXError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// Octets are missing: `needed` more were expected, `left` are there.
        case truncated(needed: Int, left: Int)
        /// Another version of the protocol than 1.
        case version(UInt8)
        /// A PDU that the protocol does not have.
        case unknownType(UInt8)
        /// A payload that is longer than what is taken.
        case payloadTooLong(UInt32, limit: Int)
        /// A payload whose length is no multiple of four.
        case unaligned(UInt32)
        /// A name with more than 128 sub-identifiers (RFC 2741 5.1).
        case nameTooLong(Int)
        /// A value of a type that SNMP does not have.
        case unknownValue(UInt16)
        /// An address of another length than four octets.
        case addressLength(Int)
        /// Octets behind the last element.
        case trailingOctets(Int)
    }

    /// What is wrong.
    public let problem: Problem
    /// Where: octets from the beginning of the PDU.
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
        case .truncated(let needed, let left): "expected \(needed) more octets, found \(left)"
        case .version(let version): "expected version 1 of AgentX, found \(version)"
        case .unknownType(let type): "expected a PDU of type 1 to 18, found \(type)"
        case .payloadTooLong(let count, let limit): "expected a payload of at most \(limit) octets, found \(count)"
        case .unaligned(let count): "expected a payload of a multiple of 4 octets, found \(count)"
        case .nameTooLong(let count):
            "expected a name of at most \(NameEncoding.maximumCount) sub-identifiers, found \(count)"
        case .unknownValue(let type): "expected the type of a value, found \(type)"
        case .addressLength(let count): "expected an address of 4 octets, found \(count)"
        case .trailingOctets(let count): "expected the end, found \(count) more octets"
        }
    }
}
