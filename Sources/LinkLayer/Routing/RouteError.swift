import Glibc

/// Why octets are no message of rtnetlink that can be read here, or why the socket cannot be used.
public enum RouteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Fewer octets than a header takes.
    case truncated(part: String, needed: Int, found: Int)
    /// A length field that is less than its own header, or reaches behind the end.
    case length(part: String, expected: ClosedRange<Int>, found: Int)
    /// An attribute of another size than its kind has.
    case attributeSize(part: String, expected: Int, found: Int)
    /// Attributes are nested deeper, or are more, than a message may have.
    case tooMany(part: String, limit: Int)
    /// A value that no kernel sends.
    case value(part: String, found: UInt64)
    /// A call of the system failed.
    case system(call: String, errno: Int32)

    /// What was expected and what came.
    public var description: String {
        switch self {
        case .truncated(let part, let needed, let found):
            "expected \(part) of at least \(needed) octets, found \(found)"
        case .length(let part, let expected, let found):
            "expected a length of \(part) from \(expected.lowerBound) to \(expected.upperBound), found \(found)"
        case .attributeSize(let part, let expected, let found):
            "expected \(part) of \(expected) octets, found \(found)"
        case .tooMany(let part, let limit): "expected at most \(limit) \(part), found more"
        case .value(let part, let found): "expected a \(part) that the kernel has, found \(found)"
        case .system(let call, let errno): "\(call): \(Self.text(errno))"
        }
    }

    /// The system's words for an error number.
    static func text(_ errno: Int32) -> String {
        var room = [CChar](repeating: 0, count: 128)
        guard unsafe strerror_r(errno, &room, room.count) == 0 else { return "error \(errno)" }
        return String(decoding: room.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
