import Faults
import IPDECTCore
import NetworkValues

/// The words of a line that has one of the words that count, in lower case.
struct LineWords {
    /// A word and what stands behind it.
    struct Word {
        /// In lower case; empty when it is longer than a name of a device or an address can be.
        var text: String
        /// Whether a clause ends behind it.
        var endsClause = false
    }

    /// The most words that are looked at.
    private static let limit = 64
    /// The most octets of a word.
    private static let wordLimit = 45

    private(set) var words: [Word] = []
    /// Whether a word begins as a code does.
    private(set) var hasCode = false

    /// Parts the first `count` octets of a line into words.
    init(_ line: Span<UInt8>, _ count: Int) {
        var position = 0
        while position < count, words.count < Self.limit {
            let octet = line[position]
            if Self.isWord(octet) {
                append(line, &position, count)
            } else {
                if Self.endsClause(octet), !words.isEmpty { words[words.count - 1].endsClause = true }
                position += 1
            }
        }
    }

    private mutating func append(_ line: Span<UInt8>, _ position: inout Int, _ count: Int) {
        let start = position
        var octets: [UInt8] = []
        var isHexadecimal = true
        while position < count, position - start <= 1024 {
            let octet = line[position]
            // A colon stays in addresses only: behind hexadecimal digits, with one more or a second colon behind.
            let isInside =
                octet == 0x3a && isHexadecimal && position + 1 < count
                && (line[position + 1] == 0x3a || Self.isHexadecimal(line[position + 1]))
            guard Self.isWord(octet) || isInside else { break }
            isHexadecimal = isHexadecimal && (octet == 0x3a || Self.isHexadecimal(octet))
            if octets.count <= Self.wordLimit { octets.append((0x41...0x5a).contains(octet) ? octet | 0x20 : octet) }
            position += 1
        }
        // A full stop or hyphen at the end is none of the word.
        var endsClause = false
        while let last = octets.last, last == 0x2e || last == 0x2d {
            endsClause = endsClause || last == 0x2e
            octets.removeLast()
        }
        guard !octets.isEmpty else { return }
        let text = octets.count > Self.wordLimit ? "" : String(decoding: octets, as: UTF8.self)
        hasCode = hasCode || text.hasPrefix("0x00")
        words.append(Word(text: text, endsClause: endsClause))
    }

    /// Letters, digits, `-`, `.`, `_`, and everything beyond ASCII.
    private static func isWord(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x80...: true
        default: false
        }
    }

    private static func isHexadecimal(_ octet: UInt8) -> Bool {
        (0x30...0x39).contains(octet) || (0x61...0x66).contains(octet | 0x20)
    }

    /// `;`, `?`, `!`, `,`, `|`.
    private static func endsClause(_ octet: UInt8) -> Bool {
        octet == 0x3b || octet == 0x3f || octet == 0x21 || octet == 0x2c || octet == 0x7c
    }

    // MARK: Looking for words

    var indices: Range<Int> { words.indices }

    /// The word at a place; empty behind the end and in front of the beginning.
    subscript(_ position: Int) -> String { words.indices.contains(position) ? words[position].text : "" }

    /// Whether any of some words is there.
    func hasAny(_ wanted: Set<String>) -> Bool { words.contains { wanted.contains($0.text) } }

    /// The place of a word that begins so.
    func firstPosition(beginning prefix: String) -> Int? { words.firstIndex { $0.text.hasPrefix(prefix) } }

    /// Whether two of the words stand one behind the other.
    func hasPair(_ first: Set<String>, _ second: Set<String>) -> Bool {
        indices.dropLast().contains { first.contains(self[$0]) && second.contains(self[$0 + 1]) }
    }

    /// Whether the line tells of a change of the configuration.
    var isConfiguration: Bool {
        hasAny(["config"]) || hasPair(["mod", "vars"], ["cmd", "create", "change", "del"])
    }

    /// Whether the words say that something is not, or not yet, or only perhaps so.
    var isUncertain: Bool {
        hasAny([
            "no", "not", "never", "cannot", "without", "if", "when", "before", "until", "will", "would",
            "should",
            "could", "may", "might", "must", "please", "required", "needed", "necessary", "pending", "scheduled",
            "requested", "waiting", "wait", "counter", "counters", "count", "enabled", "disabled", "test",
        ]) || words.contains { $0.text.hasSuffix("n't") }
    }

    /// The radio that a word names, by hardware address, hardware name or address.
    func reference(_ position: Int) -> RadioReference? {
        let text = self[position]
        guard text.utf8.count >= 3 else { return nil }
        if let name = HardwareName(text) { return .name(name.description) }
        // Twelve digits in a row may be anything, so they need a letter among them.
        if let mac = MACAddress(text), text.contains(where: { !$0.isNumber }), mac.rawValue != 0 { return .mac(mac) }
        guard text.utf8.count(where: { $0 == 0x2e }) == 3 || text.utf8.count(where: { $0 == 0x3a }) >= 2,
            let address = IPAddress(text), address.octets.contains(where: { $0 != 0 })
        else { return nil }
        return .address(address)
    }
}
