/// A text that is looked for in others, large and small letters alike.
struct TextSearch: Sendable {
    private let wanted: String
    private let bytes: [UInt8]
    private let isASCII: Bool
    /// Whether the text could be a part of an identity or a hardware address.
    let mayBeHexadecimal: Bool

    /// `nil` when nothing is looked for.
    init?(_ text: String?) {
        guard let text, !text.isEmpty else { return nil }
        wanted = text.lowercased()
        bytes = Array(wanted.utf8)
        isASCII = bytes.allSatisfy { $0 < 0x80 }
        mayBeHexadecimal = text.unicodeScalars.allSatisfy { scalar in
            scalar == ":" || scalar == "-" || scalar == "." || scalar == " "
                || scalar.isASCII && Character(scalar).isHexDigit
        }
    }

    /// Whether a text has what is looked for in it.
    func isFound(in text: String) -> Bool {
        guard text.utf8.count >= bytes.count || !isASCII else { return false }
        guard isASCII else { return text.lowercased().contains(wanted) }
        var text = text
        return text.withUTF8 { found(in: $0) }
    }

    private func found(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= bytes.count else { return false }
        for start in 0...(text.count - bytes.count) {
            var position = 0
            while position < bytes.count, Self.lowercased(text[start + position]) == bytes[position] {
                position += 1
            }
            if position == bytes.count { return true }
        }
        return false
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5a).contains(byte) ? byte | 0x20 : byte }
}
