/// The name among `names` that `word` probably means, case ignored; `nil` when none is near. Near is one edit (letter
/// added, left out, changed, or two swapped) for up to five letters, two up to ten, three beyond; or the only name that
/// begins with `word`.
func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let bytes = lowercased(word)
    guard !bytes.isEmpty, bytes.count <= 64 else { return nil }
    let limit = bytes.count <= 5 ? 1 : bytes.count <= 10 ? 2 : 3
    var best: (name: String, distance: Int)?
    var beginning: [String] = []
    for name in names {
        let candidate = lowercased(name)
        if bytes.count >= 3, candidate.starts(with: bytes) { beginning.append(name) }
        let distance = editDistance(bytes, candidate, limit: limit)
        if distance <= limit, distance < (best?.distance ?? .max) { best = (name, distance) }
    }
    return best?.name ?? (beginning.count == 1 ? beginning[0] : nil)
}

/// The number of edits between two words (optimal string alignment), or `limit + 1` when it is over `limit`.
func editDistance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    var row = last
    for (i, byte) in left.enumerated() {
        row[0] = i + 1
        for j in right.indices {
            var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (byte == right[j] ? 0 : 1))
            if i > 0, j > 0, byte == right[j - 1], left[i - 1] == right[j] { cost = min(cost, beforeLast[j - 1] + 1) }
            row[j + 1] = cost
        }
        (beforeLast, last, row) = (last, row, beforeLast)
    }
    return min(last[right.count], limit + 1)
}

/// The word's bytes with ASCII capitals made small.
func lowercased(_ word: some StringProtocol) -> [UInt8] {
    word.utf8.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }
}
