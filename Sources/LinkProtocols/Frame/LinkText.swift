/// Text that peers put into frames: shown to people and written to logs, so it must not carry control characters there.
enum LinkText {
    /// The octets as UTF-8 without the NULs at their end; what is no UTF-8 and what is a control character becomes U+FFFD.
    static func text(_ octets: some Collection<UInt8>) -> String {
        var end = octets.endIndex
        while end > octets.startIndex, octets[octets.index(end, offsetBy: -1)] == 0 {
            end = octets.index(end, offsetBy: -1)
        }
        let raw = String(decoding: octets[octets.startIndex..<end], as: UTF8.self)
        guard raw.unicodeScalars.contains(where: isControl) else { return raw }
        var clean = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars { clean.append(isControl(scalar) ? "\u{fffd}" : scalar) }
        return String(clean)
    }

    static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        text(bytes.octets(in: range))
    }

    /// Octets in pairs of hexadecimal digits without anything between them.
    static func digits(_ octets: some Collection<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(octets.count * 2)
        for octet in octets {
            text.append(digits[Int(octet >> 4)])
            text.append(digits[Int(octet & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The octets of pairs of hexadecimal digits, which colons may part; one digit between colons is taken as an octet,
    /// as dhclient writes them. `nil` for anything else.
    static func octets(ofDigits text: some StringProtocol) -> [UInt8]? {
        guard !text.contains(":") else {
            var octets: [UInt8] = []
            for part in text.split(separator: ":", omittingEmptySubsequences: false) {
                guard (1...2).contains(part.count), let octet = UInt8(part, radix: 16) else { return nil }
                octets.append(octet)
            }
            return octets
        }
        var octets: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            guard let digit = Character(Unicode.Scalar(character)).hexDigitValue else { return nil }
            if let first = high {
                octets.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        return high == nil ? octets : nil
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
    }
}
