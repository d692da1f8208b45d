/// Texts that are looked for in other texts. Letters of ASCII count in either case. Thousands of them may begin alike, as the
/// names of radios do: those that begin with the same four octets are told apart by a digest of the whole.
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

    /// The lengths of the texts that begin with the same octets, the longest first.
    private var lengths: [UInt32: [Int]] = [:]
    /// All texts by their digests; a text whose digest is taken has the next one.
    private var literals: [UInt64: Literal] = [:]
    private var words: [[UInt8]: String] = [:]
    /// Whether some text begins with these two octets.
    private var beginnings = [Bool](repeating: false, count: 65_536)
    private(set) var longestWord = 0

    /// Adds a text. One with a letter in it, of four octets or more, is found anywhere; others, such as the number of an
    /// extension, only as whole words: they would be found in every number. What is shorter than three is not looked for.
    mutating func add(_ text: String, as standIn: String) {
        let octets = text.utf8.map(Pseudonyms.fold)
        guard octets.count >= Self.shortest else { return }
        let hasLetter = octets.contains { $0 &- 0x61 < 26 || $0 >= 0x80 }
        guard hasLetter, octets.count >= Self.prefixLength else {
            if words[octets] == nil { words[octets] = standIn }
            longestWord = max(longestWord, octets.count)
            return
        }
        var digest = octets.withUnsafeBufferPointer { Self.digest($0, 0, octets.count) }
        while let other = literals[digest] {
            if other.octets == octets { return }
            digest &+= 1
        }
        literals[digest] = Literal(octets: octets, standIn: standIn)
        beginnings[Int(octets[0]) << 8 | Int(octets[1])] = true
        let key = Self.key(octets[0], octets[1], octets[2], octets[3])
        var known = lengths[key] ?? []
        guard !known.contains(octets.count) else { return }
        known.insert(octets.count, at: known.firstIndex { $0 < octets.count } ?? known.count)
        lengths[key] = known
    }

    /// The longest text that begins at `place`.
    func match(_ octets: UnsafeBufferPointer<UInt8>, at place: Int) -> Match? {
        let left = octets.count - place
        guard left >= Self.prefixLength else { return nil }
        let (first, second) = (Pseudonyms.fold(octets[place]), Pseudonyms.fold(octets[place + 1]))
        guard beginnings[Int(first) << 8 | Int(second)] else { return nil }
        let key = Self.key(first, second, Pseudonyms.fold(octets[place + 2]), Pseudonyms.fold(octets[place + 3]))
        for length in lengths[key] ?? [] where length <= left {
            var digest = Self.digest(octets, place, length)
            while let literal = literals[digest] {
                if literal.octets.count == length, Self.isSame(literal.octets, octets, at: place) {
                    return Match(length: length, standIn: literal.standIn)
                }
                digest &+= 1
            }
        }
        return nil
    }

    /// The stand-in of a whole word of `length` octets at `place`.
    func word(_ octets: UnsafeBufferPointer<UInt8>, at place: Int, length: Int) -> Match? {
        guard length >= Self.shortest, length <= longestWord else { return nil }
        let word = (place..<place + length).map { Pseudonyms.fold(octets[$0]) }
        return words[word].map { Match(length: length, standIn: $0) }
    }

    private static func isSame(_ literal: [UInt8], _ octets: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        literal.indices.allSatisfy { literal[$0] == Pseudonyms.fold(octets[place + $0]) }
    }

    private static func key(_ one: UInt8, _ two: UInt8, _ three: UInt8, _ four: UInt8) -> UInt32 {
        UInt32(one) << 24 | UInt32(two) << 16 | UInt32(three) << 8 | UInt32(four)
    }

    /// A digest of octets with letters in lower case (FNV-1a, as its authors publish it).
    private static func digest(_ octets: UnsafeBufferPointer<UInt8>, _ place: Int, _ length: Int) -> UInt64 {
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        for offset in place..<place + length {
            digest = (digest ^ UInt64(Pseudonyms.fold(octets[offset]))) &* 0x100_0000_01b3
        }
        return digest
    }
}
