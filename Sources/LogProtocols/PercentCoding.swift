/// Percent-encoding (RFC 3986 2.1) and the form of web pages, which writes a blank as `+`.
enum PercentCoding {
    /// Appends `text`; what is not unreserved is encoded.
    static func append(_ text: some Sequence<UInt8>, to octets: inout [UInt8]) {
        for octet in text {
            if isUnreserved(octet) {
                octets.append(octet)
            } else {
                octets.append(0x25)
                octets.append(digit(octet >> 4))
                octets.append(digit(octet & 15))
            }
        }
    }

    /// The octets that `text` takes encoded.
    static func length(of text: some Sequence<UInt8>) -> Int { text.reduce(0) { $0 + length(of: $1) } }

    /// The octets that an octet takes encoded.
    static func length(of octet: UInt8) -> Int { isUnreserved(octet) ? 1 : 3 }

    private static func isUnreserved(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: true
        default: false
        }
    }

    /// The octets of `text` decoded; an escape that is none stays as it is.
    static func decoded(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            let octet = text[position]
            position += 1
            if octet == 0x2b {
                octets.append(0x20)
            } else if octet == 0x25, position + 1 < range.upperBound, let high = value(text[position]),
                let low = value(text[position + 1])
            {
                octets.append(high << 4 | low)
                position += 2
            } else {
                octets.append(octet)
            }
        }
        return octets
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
