import Foundation
import NetworkValues

/// How values are written for people. All times are UTC, as in the logs.
enum PageFormat {
    /// The time of the page that is being made: ages are counted from it.
    @TaskLocal static var now = Timestamp(seconds: 0)

    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
    private static let fractionalStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func seconds(_ text: String) -> Double? {
        ((try? style.parse(text)) ?? (try? fractionalStyle.parse(text)))?.timeIntervalSince1970
    }

    /// The time of a text in RFC 3339; `nil` for anything else.
    static func timestamp(_ text: String) -> Timestamp? {
        seconds(text).flatMap { abs($0) < 1e11 ? Timestamp(milliseconds: Int64(($0 * 1000).rounded())) : nil }
    }

    /// `2026-11-28 07:43:39` of an RFC 3339 time; the text itself when it is none.
    static func time(_ text: String) -> String {
        guard text.utf8.count >= 20, text.utf8.dropFirst(10).first == UInt8(ascii: "T") else { return text }
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8)
    }

    /// `2026-11-28` of an RFC 3339 time.
    static func date(_ text: String) -> String {
        guard text.utf8.count >= 20, text.utf8.dropFirst(10).first == UInt8(ascii: "T") else { return text }
        return String(text.prefix(10))
    }

    /// How long ago an RFC 3339 time was, such as `3 h 12 min`.
    static func age(_ text: String) -> String {
        guard let then = seconds(text) else { return text }
        return duration(seconds: max(0, Double(now.seconds) - then))
    }

    /// A length of time in its two largest units.
    static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "–" }
        if seconds < 1 { return seconds == 0 ? "0 s" : "\(Int((seconds * 1000).rounded())) ms" }
        let whole = Int(seconds)
        let units = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
        guard let first = units.firstIndex(where: { whole >= $0.1 }) else { return "0 s" }
        let (name, size) = units[first]
        guard first + 1 < units.count else { return "\(whole) s" }
        let (smallName, smallSize) = units[first + 1]
        let rest = whole % size / smallSize
        return rest == 0 ? "\(whole / size) \(name)" : "\(whole / size) \(name) \(rest) \(smallName)"
    }

    /// A whole number in groups of three digits, parted by narrow blanks.
    static func grouped(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e18 else { return plain(value) }
        let digits = Array(String(Int64(abs(value).rounded())))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append("\u{202f}") }
            text.append(digit)
        }
        return value < 0 ? "−" + text : text
    }

    /// Octets with a prefix of 1,000.
    static func octets(_ value: Double) -> String {
        var (rest, unit) = (value, 0)
        let units = ["B", "kB", "MB", "GB", "TB", "PB"]
        while abs(rest) >= 1000, unit + 1 < units.count {
            rest /= 1000
            unit += 1
        }
        let shown = unit == 0 || rest >= 100 ? plain(rest.rounded()) : plain((rest * 10).rounded() / 10)
        return shown + " " + units[unit]
    }

    /// A number with as many decimals as help: three digits.
    static func fixed(_ value: Double) -> String {
        switch abs(value) {
        case 100...: plain(value.rounded())
        case 10...: plain((value * 10).rounded() / 10)
        default: plain((value * 100).rounded() / 100)
        }
    }

    /// A number without decimals that say nothing.
    static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return "\(value)"
    }

    /// `master radio registration down` of `masterRadioRegistrationDown`, `slave OK` of `slaveOK`; what has blanks stays.
    static func words(_ text: String) -> String {
        guard !text.contains(" ") else { return text }
        let letters = Array(text)
        var out = ""
        for (place, letter) in letters.enumerated() {
            if letter == "-" || letter == "_" {
                out.append(" ")
            } else if letter.isUppercase, place > 0, letters[place - 1].isLowercase || letters[place - 1].isNumber {
                let isAbbreviation = place + 1 < letters.count && letters[place + 1].isUppercase
                out += " " + (isAbbreviation ? String(letter) : letter.lowercased())
            } else {
                out.append(letter)
            }
        }
        return out
    }

    /// The text with a capital letter at its head.
    static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// The text as one part of a path or a value of a query (RFC 3986 2.3).
    static func pathComponent(_ text: String) -> String {
        var out = ""
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                out.unicodeScalars.append(Unicode.Scalar(octet))
            default:
                let digits = String(octet, radix: 16, uppercase: true)
                out += digits.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return out
    }
}
