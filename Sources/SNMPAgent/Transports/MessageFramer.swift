import NetworkValues
import SNMPProtocol

/// Finds where messages end in a stream: SNMP over TCP has no frames of its own, the length of the outer SEQUENCE says how
/// far a message reaches (RFC 3430 2.1).
enum MessageFramer {
    /// The longest head that a message may have: a tag, the length's length, and a length of four octets.
    static let longestHead = 6

    /// The octets of the message that begins with `head`, head included; `nil` when `head` is too short to tell.
    ///
    /// Throws when no message begins so, or one that is longer than `limit` octets. The place of the next one is then not
    /// known: the stream is of no more use.
    static func length(of head: some RandomAccessCollection<UInt8>, limit: Int) throws(FramingError) -> Int? {
        guard let tag = head.first else { return nil }
        guard tag == BERTag.sequence else { throw .noMessage(tag) }
        let behindTag = head.dropFirst()
        guard let first = behindTag.first else { return nil }
        guard first >= 0x80 else { return 2 + Int(first) }
        let count = Int(first & 0x7f)
        // The indefinite form is forbidden (RFC 3417 8); more than four octets are more than any message has.
        guard (1...4).contains(count) else { throw .malformedLength(first) }
        let octets = behindTag.dropFirst().prefix(count)
        var length = 0
        for octet in octets {
            length = length << 8 | Int(octet)
            guard length <= limit else { throw .tooLong(limit: limit) }
        }
        let whole = 2 + count + length
        guard octets.count == count else { return nil }
        guard whole <= limit else { throw .tooLong(limit: limit) }
        return whole
    }
}

/// Why a stream has no further messages.
enum FramingError: Error, Hashable, CustomStringConvertible {
    /// What came is not the tag of a message.
    case noMessage(UInt8)
    /// A length in the indefinite form, or written in more than four octets.
    case malformedLength(UInt8)
    /// A message longer than `limit` octets.
    case tooLong(limit: Int)

    /// What was expected, and what came.
    var description: String {
        switch self {
        case .noMessage(let tag):
            "expected the tag of a message, 0x30, found 0x\(hexadecimal(UInt64(tag), digits: 2))"
        case .malformedLength(let octet):
            "expected a length of one to four octets, found 0x\(hexadecimal(UInt64(octet), digits: 2))"
        case .tooLong(let limit):
            "expected a message of at most \(limit) octets, found a longer one"
        }
    }
}
