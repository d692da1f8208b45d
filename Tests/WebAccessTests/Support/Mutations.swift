/// Texts that are almost right, from a seed.
struct Mutations {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, limit)))
    }

    private static let pieces = [
        "\"", "\\", ",", "=", " ", "\t", "\n", "\0", "%", "%ff", "Digest ", "Basic ", "Bearer ", "nc=00000000",
        "qop=auth",
        "username*=UTF-8''", "é", "🙂", "\u{7f}", "$", ":", "algorithm=MD5", "====", String(repeating: "A", count: 9000),
    ]

    /// The text with one to four octets or pieces changed, added, doubled or taken out.
    mutating func mutated(_ text: String) -> String {
        var octets = Array(text.utf8)
        for _ in 0...next(4) {
            let place = next(octets.count + 1)
            switch next(6) {
            case 0 where place < octets.count: octets[place] = UInt8(next(256))
            case 1 where place < octets.count: octets.removeSubrange(place..<min(octets.count, place + 1 + next(8)))
            case 2: octets.insert(contentsOf: Array(Self.pieces[next(Self.pieces.count)].utf8), at: place)
            case 3: octets = Array(octets[..<place])
            case 4: octets.insert(contentsOf: octets[..<place].suffix(next(20)), at: place)
            default: octets.insert(UInt8(next(128)), at: place)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
