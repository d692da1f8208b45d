import IPDECTCore
import NetworkValues

/// Finds addresses and names by how they look, whether or not anybody has told of them.
struct TextPatterns {
    /// What was found at a place.
    enum Found {
        case address(IPAddress)
        /// An object's identifier, in which the numbers of an address may stand.
        case objectIdentifier([UInt32])
        case mac(MACAddress)
        case rfpi
        case ipei
        /// A run of hexadecimal digits that is longer than any of these, such as an engine's identity.
        case hex
        case radio
        case host
        /// A user and a host with @ between them; the length is that of the user.
        case mail(userLength: Int)
    }

    /// A find, with its length in octets.
    struct Match {
        var found: Found
        var length: Int
    }

    let octets: UnsafeBufferPointer<UInt8>
    /// Whether names are looked for, too.
    let findsNames: Bool

    /// What begins at `place`, the longest first.
    func match(at place: Int) -> Match? {
        let octet = octets[place]
        if Self.isHex(octet) || octet == UInt8(ascii: ":") {
            if let match = pairs(at: place) ?? numbers(at: place) ?? hexadecimal(at: place) { return match }
        }
        guard !isWord(before: place), Self.isLetterOrDigit(octet) else { return nil }
        if let match = hardwareName(at: place) { return match }
        return findsNames ? mail(at: place) ?? host(at: place) : nil
    }

    // MARK: Addresses

    /// Pairs of hexadecimal digits with one and the same mark between them, six or more.
    private func pairs(at place: Int) -> Match? {
        guard !isHex(before: place), place + 16 < octets.count else { return nil }
        let mark = octets[place + 2]
        guard mark == UInt8(ascii: ":") || mark == UInt8(ascii: "-") else { return nil }
        var end = place
        var count = 0
        var value: UInt64 = 0
        while end + 1 < octets.count, let high = Self.digit(octets[end]), let low = Self.digit(octets[end + 1]) {
            value = value << 8 | UInt64(high << 4 | low)
            count += 1
            end += 2
            guard end + 2 < octets.count, octets[end] == mark, Self.isHex(octets[end + 1]), Self.isHex(octets[end + 2])
            else { break }
            end += 1
        }
        guard count >= 6, end >= octets.count || !Self.isHex(octets[end]) else { return nil }
        return Match(found: count == 6 ? .mac(MACAddress(rawValue: value)) : .hex, length: end - place)
    }

    /// Digits with points or colons: an IPv4 or IPv6 address, or a hardware address in three groups.
    private func numbers(at place: Int) -> Match? {
        if place > 0 {
            let before = octets[place - 1]
            guard before != UInt8(ascii: "."), !Self.isHex(before) || !Self.isDigit(octets[place]) else { return nil }
            guard !Self.isDigit(before) else { return nil }
        }
        var end = place
        var (points, colons, letters) = (0, 0, 0)
        while end < octets.count, end - place < 46 {
            let octet = octets[end]
            if octet == UInt8(ascii: ".") {
                points += 1
            } else if octet == UInt8(ascii: ":") {
                colons += 1
            } else if Self.isHex(octet) {
                letters += Self.isDigit(octet) ? 0 : 1
            } else {
                break
            }
            end += 1
        }
        guard points >= 2 || colons >= 2 else { return nil }
        if colons >= 2, !isHex(before: place), let match = version6(at: place, to: end) { return match }
        if letters > 0 || points == 2, let match = groups(at: place) { return match }
        return points >= 3 ? version4(at: place) : nil
    }

    private func version6(at place: Int, to end: Int) -> Match? {
        var end = end
        while end > place + 1 {
            let text = self.text(place, end)
            if let address = IPAddress(text), case .v6 = address {
                return Match(found: .address(address), length: end - place)
            }
            // A colon or a point behind it belongs to the sentence.
            guard octets[end - 1] == UInt8(ascii: ":") || octets[end - 1] == UInt8(ascii: ".") else { return nil }
            end -= 1
        }
        return nil
    }

    /// Four numbers with points between them; a fifth is the port. More are the identifier of an object.
    private func version4(at place: Int) -> Match? {
        var end = place
        var parts: [UInt32] = []
        while parts.count < 128 {
            var value: UInt32 = 0
            let start = end
            while end < octets.count, Self.isDigit(octets[end]), end - start < 10 {
                value = value &* 10 &+ UInt32(octets[end] - 0x30)
                end += 1
            }
            guard end > start else { return nil }
            parts.append(value)
            guard parts.count < 4 || isPartBehind(end) else { break }
            guard end < octets.count, octets[end] == UInt8(ascii: ".") else { break }
            end += 1
        }
        guard parts.count <= 5 else { return Match(found: .objectIdentifier(parts), length: end - place) }
        guard parts.count >= 4, parts.prefix(4).allSatisfy({ $0 < 256 }) else { return nil }
        var length = end - place
        if parts.count == 5 { length -= 1 + String(parts[4]).utf8.count }
        let value = parts.prefix(4).reduce(0) { $0 << 8 | $1 }
        return Match(found: .address(.v4(value)), length: length)
    }

    private func isPartBehind(_ place: Int) -> Bool {
        place + 1 < octets.count && octets[place] == UInt8(ascii: ".") && Self.isDigit(octets[place + 1])
    }

    /// Three groups of four hexadecimal digits, as some switches write hardware addresses.
    private func groups(at place: Int) -> Match? {
        guard !isHex(before: place), place + 14 <= octets.count else { return nil }
        var value: UInt64 = 0
        for offset in 0..<14 {
            if offset == 4 || offset == 9 {
                guard octets[place + offset] == UInt8(ascii: ".") else { return nil }
            } else {
                guard let digit = Self.digit(octets[place + offset]) else { return nil }
                value = value << 4 | UInt64(digit)
            }
        }
        guard place + 14 == octets.count || !Self.isLetterOrDigit(octets[place + 14]) else { return nil }
        return Match(found: .mac(MACAddress(rawValue: value)), length: 14)
    }

    /// A run of hexadecimal digits, ten or more: a radio's identity, a hardware address, a handset's identity.
    private func hexadecimal(at place: Int) -> Match? {
        let hasMark =
            place >= 2 && octets[place - 1] | 0x20 == UInt8(ascii: "x") && octets[place - 2] == UInt8(ascii: "0")
        guard hasMark || !isWord(before: place) else { return nil }
        var end = place
        var letters = 0
        var value: UInt64 = 0
        while end < octets.count, let digit = Self.digit(octets[end]) {
            letters += digit > 9 ? 1 : 0
            value = value << 4 | UInt64(digit)
            end += 1
        }
        let length = end - place
        guard length >= 10, end == octets.count || !Self.isLetterOrDigit(octets[end]) else {
            return handset(at: place, to: end)
        }
        switch length {
        case 10: return RFPI(rawValue: value) == nil ? nil : Match(found: .rfpi, length: length)
        case 12 where letters > 0: return Match(found: .mac(MACAddress(rawValue: value)), length: length)
        case 12: return Match(found: .ipei, length: length)
        case 13 where letters == 0: return IPEI(text(place, end)) == nil ? nil : Match(found: .ipei, length: length)
        default: return length >= 16 && letters > 0 ? Match(found: .hex, length: length) : nil
        }
    }

    /// A handset's identity whose check digit is a star.
    private func handset(at place: Int, to end: Int) -> Match? {
        guard end - place == 12, end < octets.count, octets[end] == UInt8(ascii: "*"), IPEI(text(place, end + 1)) != nil
        else { return nil }
        return Match(found: .ipei, length: 13)
    }

    /// The name that a device has from its making on.
    private func hardwareName(at place: Int) -> Match? {
        guard octets[place] | 0x20 == UInt8(ascii: "i") else { return nil }
        for prefix in ["ipbs3", "ipbs2", "ipbs", "ipbl", "ipvm"] {
            let length = prefix.utf8.count + 9
            guard place + length <= octets.count, HardwareName(text(place, place + length)) != nil else { continue }
            guard place + length == octets.count || !Self.isLetterOrDigit(octets[place + length]) else { continue }
            return Match(found: .radio, length: length)
        }
        return nil
    }

    // MARK: Names

    private func mail(at place: Int) -> Match? {
        var end = place
        while end < octets.count, end - place < 64, Self.isPartOfUser(octets[end]) { end += 1 }
        guard end > place, end + 1 < octets.count, octets[end] == UInt8(ascii: "@"),
            Self.isLetterOrDigit(octets[end + 1])
        else { return nil }
        let user = end - place
        end += 1
        while end < octets.count, end - place < 320, Self.isPartOfHost(octets[end]) { end += 1 }
        while !Self.isLetterOrDigit(octets[end - 1]) { end -= 1 }
        return Match(found: .mail(userLength: user), length: end - place)
    }

    /// A name with points in it whose last part has only letters.
    private func host(at place: Int) -> Match? {
        var end = place
        var (labelStart, labels) = (place, 0)
        var isLastOfLetters = false
        var good = place
        while end < octets.count, end - place < 254 {
            let start = end
            while end < octets.count, Self.isLetterOrDigit(octets[end]) || octets[end] == UInt8(ascii: "-") { end += 1 }
            guard end > start else { break }
            labelStart = start
            labels += 1
            isLastOfLetters = end - start >= 2 && (start..<end).allSatisfy { Self.isLetter(octets[$0]) }
            good = end
            guard end < octets.count, octets[end] == UInt8(ascii: ".") else { break }
            end += 1
        }
        guard labels >= 2, isLastOfLetters, labelStart > place else { return nil }
        return Match(found: .host, length: good - place)
    }

    // MARK: Octets

    private func text(_ start: Int, _ end: Int) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: octets[start..<end]), as: UTF8.self)
    }

    private func isHex(before place: Int) -> Bool { place > 0 && Self.isHex(octets[place - 1]) }
    private func isWord(before place: Int) -> Bool { place > 0 && Self.isLetterOrDigit(octets[place - 1]) }

    private static func isPartOfUser(_ octet: UInt8) -> Bool {
        isLetterOrDigit(octet)
            || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(octet)
    }

    private static func isPartOfHost(_ octet: UInt8) -> Bool {
        isLetterOrDigit(octet) || octet == UInt8(ascii: ".") || octet == UInt8(ascii: "-")
    }

    static func isDigit(_ octet: UInt8) -> Bool { octet &- 0x30 < 10 }
    static func isLetter(_ octet: UInt8) -> Bool { octet | 0x20 &- 0x61 < 26 || octet >= 0x80 }
    static func isLetterOrDigit(_ octet: UInt8) -> Bool {
        isDigit(octet) || (octet | 0x20) &- 0x61 < 26 || octet >= 0x80
    }
    static func isHex(_ octet: UInt8) -> Bool { isDigit(octet) || (octet | 0x20) &- 0x61 < 6 }

    static func digit(_ octet: UInt8) -> UInt8? {
        if isDigit(octet) { return octet - 0x30 }
        let letter = (octet | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : nil
    }
}
