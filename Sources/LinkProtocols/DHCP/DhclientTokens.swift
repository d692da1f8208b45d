/// Reads words of the lease file of dhclient: names and numbers, quoted text, and braces and semicolons by themselves.
/// Comments go to the end of their line.
struct DhclientTokens {
    /// One word.
    enum Token: Hashable {
        case word(String)
        /// Quoted text: octets, because option values may be anything.
        case quoted([UInt8])
        case open
        case close
        case semicolon
    }

    /// The most octets of one word.
    private static let limit = 4096
    private var position = 0

    /// The next word; `nil` at the end.
    mutating func next(_ bytes: Span<UInt8>) -> Token? {
        skipBlanks(bytes)
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case 0x7b:
            position += 1
            return .open
        case 0x7d:
            position += 1
            return .close
        case 0x3b:
            position += 1
            return .semicolon
        case 0x22: return .quoted(quoted(bytes))
        default: return .word(word(bytes))
        }
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            if bytes[position] == 0x23 {
                while position < bytes.count, bytes[position] != 0x0a { position += 1 }
            } else if bytes[position] <= 0x20 {
                position += 1
            } else {
                return
            }
        }
    }

    private mutating func word(_ bytes: Span<UInt8>) -> String {
        let start = position
        while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
        return LinkText.text(bytes, start..<min(position, start + Self.limit))
    }

    private static func endsWord(_ octet: UInt8) -> Bool {
        octet <= 0x20 || octet == 0x22 || octet == 0x23 || octet == 0x3b || octet == 0x7b || octet == 0x7d
    }

    /// Text between quotes, with `\"`, `\\` and octal escapes.
    private mutating func quoted(_ bytes: Span<UInt8>) -> [UInt8] {
        position += 1
        var octets: [UInt8] = []
        while position < bytes.count, bytes[position] != 0x22 {
            var octet = bytes[position]
            position += 1
            if octet == 0x5c, position < bytes.count { octet = escaped(bytes) }
            if octets.count < Self.limit { octets.append(octet) }
        }
        position = min(position + 1, bytes.count)
        return octets
    }

    private mutating func escaped(_ bytes: Span<UInt8>) -> UInt8 {
        var value: UInt16 = 0
        var digits = 0
        while digits < 3, position < bytes.count, (0x30...0x37).contains(bytes[position]) {
            value = value << 3 | UInt16(bytes[position] - 0x30)
            digits += 1
            position += 1
        }
        if digits > 0 { return UInt8(truncatingIfNeeded: value) }
        defer { position += 1 }
        return bytes[position]
    }
}
