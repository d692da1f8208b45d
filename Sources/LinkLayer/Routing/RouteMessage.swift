import CLinux

/// A message of netlink: its header, and where its content stands in the octets it was read from (RFC 3549, 2.3.2).
public struct RouteMessage: Hashable, Sendable {
    /// Octets of the header.
    public static let headerSize = 16

    /// What it is: `RTM_…` or `NLMSG_…`.
    public let type: UInt16
    /// `NLM_F_…`.
    public let flags: UInt16
    /// The number of the request that it answers; 0 when nobody asked.
    public let sequence: UInt32
    /// The content, without the octets that fill up to four.
    public let content: Range<Int>

    /// Whether it is one of several that answer a dump.
    public var isMulti: Bool { Int(flags) & IPD_NLM_MULTI != 0 }
    /// Whether what is dumped changed meanwhile, so that something may be missing.
    public var isInterrupted: Bool { Int(flags) & IPD_NLM_DUMP_INTR != 0 }

    /// Reads the message at `position` and moves `position` behind it; `nil` at the end of the octets.
    public static func next(_ bytes: Span<UInt8>, _ position: inout Int) throws(RouteError) -> RouteMessage? {
        let left = bytes.count - position
        guard left > 0 else { return nil }
        guard left >= headerSize, let length = bytes.hostNumber32(at: position),
            let type = bytes.hostNumber16(at: position + 4), let flags = bytes.hostNumber16(at: position + 6),
            let sequence = bytes.hostNumber32(at: position + 8)
        else { throw .truncated(part: "a netlink header", needed: headerSize, found: left) }
        guard let count = Int(exactly: length), (headerSize...left).contains(count) else {
            throw .length(part: "a netlink message", expected: headerSize...left, found: Int(length))
        }
        let start = position
        position = min(bytes.count, start + (count + 3) & ~3)
        return RouteMessage(
            type: type, flags: flags, sequence: sequence, content: (start + headerSize)..<(start + count))
    }
}

/// One attribute of a message.
public struct RouteAttribute: Hashable, Sendable {
    /// Its kind, without the bits that tell nesting and byte order.
    public let type: Int
    /// Where its value stands.
    public let value: Range<Int>
}

/// Goes through the attributes of a message, or those within an attribute.
///
/// Each step keeps within the range it was given, so that nesting cannot leave it; how deep it goes is written in the code
/// that reads, never in what is read.
public struct RouteAttributes: Sendable {
    /// How many attributes a level may have.
    public static let limit = 512

    private var position: Int
    private let end: Int
    private let part: String
    private var taken = 0

    /// Begins with a part of the octets; `part` names it in errors.
    public init(_ range: Range<Int>, in bytes: Span<UInt8>, part: String) {
        end = min(range.upperBound, bytes.count)
        position = min(range.lowerBound, end)
        self.part = part
    }

    /// The next attribute; `nil` behind the last one.
    public mutating func next(_ bytes: Span<UInt8>) throws(RouteError) -> RouteAttribute? {
        let left = end - position
        guard left > 0 else { return nil }
        guard left >= 4, let length = bytes.hostNumber16(at: position), let type = bytes.hostNumber16(at: position + 2)
        else { throw .truncated(part: "an attribute of \(part)", needed: 4, found: left) }
        guard (4...left).contains(Int(length)) else {
            throw .length(part: "an attribute of \(part)", expected: 4...left, found: Int(length))
        }
        taken += 1
        guard taken <= Self.limit else { throw .tooMany(part: "attributes of \(part)", limit: Self.limit) }
        let start = position
        position = min(end, start + (Int(length) + 3) & ~3)
        return RouteAttribute(
            type: Int(type) & IPD_NLA_TYPE_MASK, value: (start + 4)..<(start + Int(length)))
    }
}

extension Span where Element == UInt8 {
    /// The number of an attribute that has four octets.
    func number32(_ attribute: RouteAttribute, _ part: String) throws(RouteError) -> UInt32 {
        guard attribute.value.count == 4, let value = hostNumber32(at: attribute.value.lowerBound) else {
            throw .attributeSize(part: part, expected: 4, found: attribute.value.count)
        }
        return value
    }

    /// The number of an attribute that has one octet.
    func number8(_ attribute: RouteAttribute, _ part: String) throws(RouteError) -> UInt8 {
        guard attribute.value.count == 1, attribute.value.lowerBound < count else {
            throw .attributeSize(part: part, expected: 1, found: attribute.value.count)
        }
        return self[attribute.value.lowerBound]
    }
}
