/// Texts as devices send them: octets whose coding nobody states.
enum DeviceText {
    /// The most octets of a short text, such as a name or a module.
    static let shortLimit = 255

    /// The text of octets, without what stands behind a zero octet and without blanks around it: UTF-8 where it is that,
    /// Latin-1 else. Control characters become blanks. At most `limit` octets of the input are looked at.
    static func text(_ octets: some Collection<UInt8>, limit: Int = shortLimit) -> String {
        let kept = Array(octets.prefix { $0 != 0 }.prefix(limit)).map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 }
        let whole = Self.withoutTornEnd(trimmed(kept[...]))
        guard let text = String(validating: whole, as: UTF8.self) else {
            return String(String.UnicodeScalarView(whole.map { Unicode.Scalar($0 >= 0x80 && $0 < 0xa0 ? 0x20 : $0) }))
        }
        return text
    }

    /// A text shortened to `limit` octets of UTF-8, at a character's end.
    static func shortened(_ text: String, limit: Int = DeviceReading.rawLimit) -> String {
        guard text.utf8.count > limit else { return text }
        var kept = ""
        var count = 0
        for character in text.unicodeScalars {
            count += UTF8.width(character)
            guard count <= limit else { break }
            kept.unicodeScalars.append(character)
        }
        return kept
    }

    private static func trimmed(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = octets.drop { $0 == 0x20 }
        while slice.last == 0x20 { slice.removeLast() }
        return slice
    }

    /// The octets without the beginning of a character of UTF-8 that the limit or the device cut off.
    private static func withoutTornEnd(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let start = octets.suffix(4).lastIndex(where: { $0 & 0xc0 != 0x80 }) else { return octets }
        let needed =
            switch octets[start] {
            case 0xc2...0xdf: 2
            case 0xe0...0xef: 3
            case 0xf0...0xf4: 4
            default: 1
            }
        let isTorn = octets.endIndex - start < needed && octets.endIndex - start > 1
        return isTorn ? octets[..<start] : octets
    }
}

extension UTF8 {
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case ..<0x80: 1
        case ..<0x800: 2
        case ..<0x1_0000: 3
        default: 4
        }
    }
}

extension SNMPValue {
    /// The octets; `nil` for what are none.
    var octets: [UInt8]? {
        if case .octets(let octets) = self { octets } else { nil }
    }

    /// Whether there is a value at all.
    var isThere: Bool {
        switch self {
        case .null, .noSuchObject, .noSuchInstance, .endOfView: false
        default: true
        }
    }
}
