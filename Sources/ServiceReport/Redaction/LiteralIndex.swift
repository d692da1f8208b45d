/// Texts that are looked for in other texts, found by their first four octets. Letters of ASCII count in either case.
struct LiteralIndex {
    /// A text that is found.
    struct Match {
        var length: Int
        var standIn: String
    }

    /// Octets by which literals are found; shorter ones count as words only.
    static let prefixLength = 4
    /// The shortest text that is looked for.
    static let shortest = 3

    private struct Literal {
        var octets: [UInt8]
        var standIn: String
    }

    private var literals: [UInt32: [Literal]] = [:]
    private var words: [[UInt8]: String] = [:]
    /// Whether some literal begins with these two octets.
    private var beginnings = [Bool](repeating: false, count: 65_536)
    private(set) var longestWord = 0

    /// Adds a text. One with a letter in it, of four octets or more, is found anywhere; others, such as the number of an
    /// extension, only as whole words: they would be found in every number. What is shorter than three is not looked for.
    mutating func add(_ text: String, as standIn: String, isWord: Bool = false) {
        let octets = text.utf8.map(Pseudonyms.fold)
        guard octets.count >= Self.shortest else { return }
        let hasLetter = octets.contains { $0 &- 0x61 < 26 || $0 >= 0x80 }
        guard hasLetter, octets.count >= Self.prefixLength, !isWord else {
            if words[octets] == nil { words[octets] = standIn }
            longestWord = max(longestWord, octets.count)
            return
        }
        let key = Self.key(octets[0], octets[1], octets[2], octets[3])
        guard literals[key]?.contains(where: { $0.octets == octets }) != true else { return }
        beginnings[Int(octets[0]) << 8 | Int(octets[1])] = true
        var known = literals[key] ?? []
        // The longest first: it may begin with another one.
        let place = known.firstIndex { $0.octets.count < octets.count } ?? known.count
        known.insert(Literal(octets: octets, standIn: standIn), at: place)
        literals[key] = known
    }

    /// The longest text that begins at `place`.
    func match(_ octets: UnsafeBufferPointer<UInt8>, at place: Int) -> Match? {
        let left = octets.count - place
        guard left >= Self.prefixLength else { return nil }
        let (first, second) = (Pseudonyms.fold(octets[place]), Pseudonyms.fold(octets[place + 1]))
        guard beginnings[Int(first) << 8 | Int(second)] else { return nil }
        let key = Self.key(first, second, Pseudonyms.fold(octets[place + 2]), Pseudonyms.fold(octets[place + 3]))
        let found = literals[key]?.first { literal in
            literal.octets.count <= left
                && literal.octets.indices.allSatisfy { literal.octets[$0] == Pseudonyms.fold(octets[place + $0]) }
        }
        return found.map { Match(length: $0.octets.count, standIn: $0.standIn) }
    }

    /// The stand-in of a whole word of `length` octets at `place`.
    func word(_ octets: UnsafeBufferPointer<UInt8>, at place: Int, length: Int) -> Match? {
        guard length >= Self.shortest, length <= longestWord else { return nil }
        let word = (place..<place + length).map { Pseudonyms.fold(octets[$0]) }
        return words[word].map { Match(length: length, standIn: $0) }
    }

    private static func key(_ one: UInt8, _ two: UInt8, _ three: UInt8, _ four: UInt8) -> UInt32 {
        UInt32(one) << 24 | UInt32(two) << 16 | UInt32(three) << 8 | UInt32(four)
    }
}
