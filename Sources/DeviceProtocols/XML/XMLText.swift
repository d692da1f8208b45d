/// Characters out of the octets of a document.
enum XMLText {
    /// Text without references. Control characters, which XML does not have, become U+FFFD.
    static func verbatim(_ range: Range<Int>, _ encoding: XMLEncoding, in bytes: Span<UInt8>) -> String {
        if let plain = plain(range, in: bytes) { return plain }
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        for place in range { append(bytes[place], encoding, isAttribute: false, to: &out) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Text with its references resolved: the five names and numbers. Any other `&` stays as it is.
    static func resolved(
        _ range: Range<Int>, _ encoding: XMLEncoding, isAttribute: Bool, in bytes: Span<UInt8>
    ) -> String {
        if let plain = plain(range, in: bytes) { return plain }
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            if bytes[place] == 0x26, let (scalar, end) = reference(at: place, to: range.upperBound, in: bytes) {
                out.append(contentsOf: String(Character(scalar)).utf8)
                place = end
            } else {
                append(bytes[place], encoding, isAttribute: isAttribute, to: &out)
                place += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Printable ASCII without references, which is nearly all that there is; `nil` for anything else.
    private static func plain(_ range: Range<Int>, in bytes: Span<UInt8>) -> String? {
        for place in range where !(0x20...0x7e).contains(bytes[place]) || bytes[place] == 0x26 { return nil }
        guard let text = try? UTF8Span(validating: bytes.extracting(range)) else { return nil }
        return String(copying: text)
    }

    private static func append(_ octet: UInt8, _ encoding: XMLEncoding, isAttribute: Bool, to out: inout [UInt8]) {
        switch octet {
        case 0x09, 0x0a, 0x0d: out.append(isAttribute ? 0x20 : octet)
        case ..<0x20, 0x7f: out.append(contentsOf: [0xef, 0xbf, 0xbd])
        case 0x80... where encoding == .latin1: out.append(contentsOf: [0xc0 | octet >> 6, 0x80 | octet & 0x3f])
        default: out.append(octet)
        }
    }

    /// The character of a reference and where it ends; `nil` when it is none that is known here.
    private static func reference(at start: Int, to limit: Int, in bytes: Span<UInt8>) -> (Unicode.Scalar, Int)? {
        var end = start + 1
        while end < limit, end - start <= 10, bytes[end] != 0x3b { end += 1 }
        guard end < limit, bytes[end] == 0x3b, end > start + 1 else { return nil }
        var name = ""
        for place in (start + 1)..<end {
            guard (0x21...0x7e).contains(bytes[place]) else { return nil }
            name.unicodeScalars.append(Unicode.Scalar(bytes[place]))
        }
        switch name {
        case "lt": return ("<", end + 1)
        case "gt": return (">", end + 1)
        case "amp": return ("&", end + 1)
        case "quot": return ("\"", end + 1)
        case "apos": return ("'", end + 1)
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let isHexadecimal = name.hasPrefix("#x") || name.hasPrefix("#X")
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard digits.first != "+", digits.first != "-", let number = UInt32(digits, radix: isHexadecimal ? 16 : 10)
        else { return nil }
        guard let scalar = Unicode.Scalar(number), number >= 0x20 && number != 0x7f || [9, 10, 13].contains(number)
        else { return ("\u{fffd}", end + 1) }
        return (scalar, end + 1)
    }
}

extension UInt8 {
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0a || self == 0x0d }

    /// Whether a name may start with it: letters, `_`, `:`, and everything that is not ASCII (XML 1.0 2.3).
    var startsName: Bool {
        switch self {
        case 0x41...0x5a, 0x61...0x7a, 0x5f, 0x3a, 0x80...: true
        default: false
        }
    }

    var isOfName: Bool {
        switch self {
        case 0x30...0x39, 0x2d, 0x2e: true
        default: startsName
        }
    }
}

extension Span<UInt8> {
    /// Whether these octets stand at a place.
    func starts(with octets: [UInt8], at place: Int) -> Bool {
        guard place >= 0, octets.count <= count - place else { return false }
        for (number, octet) in octets.enumerated() where self[place + number] != octet { return false }
        return true
    }

    /// Whether `/>` stands at a place.
    func isEmptyTagEnd(at place: Int) -> Bool { place + 1 < count && self[place] == 0x2f && self[place + 1] == 0x3e }

    /// Where these octets stand first, from a place on and wholly before another.
    func first(of octets: [UInt8], from start: Int, to end: Int) -> Int? {
        var place = start
        while place + octets.count <= end {
            if self[place] == octets[0], starts(with: octets, at: place) { return place }
            place += 1
        }
        return nil
    }

    func areSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for number in 0..<one.count where self[one.lowerBound + number] != self[other.lowerBound + number] {
            return false
        }
        return true
    }
}
