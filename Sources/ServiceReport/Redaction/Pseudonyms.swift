import NetworkValues

/// The stand-ins of one report: the same thing has the same one everywhere in it, and another one in the next report.
struct Pseudonyms {
    /// What something is; it is what its stand-in begins with.
    enum Kind: String, CaseIterable, Sendable {
        case address, mac, rfpi, ipei, engine, hex, radio, host, device, user, place, name, subject, fingerprint
    }

    private var numbers: [Kind: [String: Int]] = [:]
    private var next: [Kind: Int] = [:]
    private var taken: Set<String> = []

    /// A text that a stand-in must not be mistaken for.
    mutating func reserve(_ text: String) { taken.insert(Self.folded(text)) }

    /// The stand-in of something, such as `address-12`. Upper and lower case are the same.
    mutating func standIn(_ kind: Kind, for original: String) -> String {
        let key = Self.folded(original)
        if let number = numbers[kind]?[key] { return "\(kind.rawValue)-\(number)" }
        var number = next[kind] ?? 1
        while taken.contains("\(kind.rawValue)-\(number)") { number += 1 }
        next[kind] = number + 1
        numbers[kind, default: [:]][key] = number
        return "\(kind.rawValue)-\(number)"
    }

    /// How many things of each kind there are.
    var counts: [(kind: Kind, count: Int)] {
        Kind.allCases.compactMap { kind in numbers[kind].map { (kind, $0.count) } }
    }

    /// ASCII letters in lower case.
    static func folded(_ text: String) -> String { String(decoding: text.utf8.map(fold), as: UTF8.self) }

    /// An ASCII letter in lower case, every other octet as it is.
    @inline(__always)
    static func fold(_ octet: UInt8) -> UInt8 { octet &- 0x41 < 26 ? octet | 0x20 : octet }
}
