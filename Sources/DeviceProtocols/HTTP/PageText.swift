import Faults
import IPDECTCore
import NetworkValues

/// What devices write in the pages of theirs, read by all forms in which it is known or likely.
enum PageText {
    /// A fault's code: `0x00030204`, eight hexadecimal digits of which one is a letter or the first two are zeros, or a
    /// decimal number. The upper half is the module, from 1 on (manual 6.2): smaller numbers are codes of something else.
    static func code(_ text: String) -> FaultCode? {
        let text = text.trimmedBlanks.lowercased()
        guard !text.isEmpty, text.utf8.count <= 10, text.utf8.allSatisfy({ $0.isLetterOrDigit }) else { return nil }
        let isBareHexadecimal =
            text.utf8.count == 8 && (text.hasPrefix("00") || text.contains { !$0.isWholeNumber })
        let number: UInt32? =
            if text.hasPrefix("0x") {
                UInt32(text.dropFirst(2), radix: 16)
            } else if isBareHexadecimal {
                UInt32(text, radix: 16)
            } else {
                UInt32(text)
            }
        return number.flatMap { $0 < 0x1_0000 ? nil : FaultCode(rawValue: $0) }
    }

    /// A severity: 0, 1, 2 for indeterminate, major, critical (facts of the parent firmware's interfaces), or a word.
    static func severity(_ text: String) -> FaultSeverity? {
        switch text.trimmedBlanks.lowercased() {
        case "0", "indeterminate", "warning", "minor": .indeterminate
        case "1", "major", "error": .major
        case "2", "critical": .critical
        default: nil
        }
    }

    /// A number with a unit or without: `42`, `42.5 C`, `-3°C`, `97%`.
    static func number(_ text: String) -> (value: Double, unit: String)? {
        let text = text.trimmedBlanks
        if text.utf8.count <= 9, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text) {
            return (Double(value), "")
        }
        let digits = text.prefix { "+-.0123456789".contains($0) }
        guard digits.utf8.count <= 15, let value = Double(digits), value.isFinite else { return nil }
        return (value, text.dropFirst(digits.count).description.trimmedBlanks.lowercased())
    }

    /// Seconds that something lasts: a plain number, `12:33:20`, or `3d 12h 5m 7s` with longer words for the units.
    static func seconds(_ text: String) -> UInt64? {
        let text = text.trimmedBlanks.lowercased()
        guard text.utf8.count <= 64 else { return nil }
        if let plain = UInt64(text) { return plain <= 1 << 40 ? plain : nil }
        var total: UInt64 = 0
        var isFound = false
        var rest = text[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "," }
            guard !rest.isEmpty else { break }
            let word = rest.prefix { $0 != " " && $0 != "," }
            if word.contains(":") {
                guard let day = clockSeconds(word) else { return nil }
                total += day
                rest = rest.dropFirst(word.count)
            } else {
                let digits = rest.prefix { ("0"..."9").contains($0) }
                guard digits.utf8.count <= 9, let number = UInt64(digits) else { return nil }
                rest = rest.dropFirst(digits.count).drop { $0 == " " }
                let unit = rest.prefix { $0.isLetter }
                rest = rest.dropFirst(unit.count)
                switch unit {
                case "d", "day", "days": total += number * 86_400
                case "h", "hour", "hours": total += number * 3600
                case "m", "min", "minute", "minutes": total += number * 60
                case "s", "sec", "second", "seconds": total += number
                default: return nil
                }
            }
            isFound = true
        }
        return isFound ? total : nil
    }

    private static func clockSeconds(_ text: Substring) -> UInt64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3 else { return nil }
        var total: UInt64 = 0
        for part in parts {
            guard (1...6).contains(part.utf8.count), let number = UInt64(part) else { return nil }
            total = total * 60 + number
        }
        return parts.count == 2 ? total * 60 : total
    }

    /// A hardware address: with `:` or `-`, or twelve digits however they are parted, as in `00013e-123456`.
    static func mac(_ text: String) -> MACAddress? {
        let text = text.trimmedBlanks
        guard text.utf8.count <= 23, text.utf8.allSatisfy({ $0.isHexDigit || $0 == 0x2d || $0 == 0x3a || $0 == 0x2e })
        else { return nil }
        return MACAddress(text.filter { $0.isHexDigit })
    }

    /// The kind of device by a word that starts with its name, such as `IPBS2-C3/1B1`. `IPBS` alone is the first of them.
    static func model(_ text: String) -> DeviceModel? {
        let word = text.trimmedBlanks.uppercased().prefix { $0.isLetter || ("0"..."9").contains($0) }
        return switch word {
        case "IPBS", "IPBS1": .ipbs1
        case "IPBS2": .ipbs2
        case "IPBS3": .ipbs3
        case "IPBL", "IPBL1": .ipbl
        case "IPVM": .ipvm
        default: nil
        }
    }

    /// At most `limit` octets of a text, cut between characters.
    static func shortened(_ text: String, to limit: Int = DeviceReading.rawLimit) -> String {
        guard text.utf8.count > limit else { return text }
        var end = text.utf8.index(text.utf8.startIndex, offsetBy: limit)
        while end > text.startIndex, end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }

    /// Octets as they came, as text of at most `DeviceReading.rawLimit` octets.
    static func raw(_ range: Range<Int>, in bytes: Span<UInt8>) -> String {
        let end = min(range.upperBound, range.lowerBound + DeviceReading.rawLimit, bytes.count)
        guard range.lowerBound < end else { return "" }
        return shortened(XMLText.verbatim(range.lowerBound..<end, .utf8, in: bytes).trimmedBlanks)
    }
}

extension DeviceReading {
    /// What was not understood, shortened.
    public static func raw(shortening text: String) -> DeviceReading { .raw(PageText.shortened(text)) }
}

extension UInt8 {
    var isHexDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self | 0x20) }
    var isLetterOrDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x7a).contains(self | 0x20) }
}
