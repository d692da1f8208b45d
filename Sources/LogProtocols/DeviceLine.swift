import NetworkValues

/// A line as the devices write it: `20130312-142901 CMD admin@172.16.68.130 …`, `LOG_HTTP 3 TCP-Up …`, `PHONE/USER-UI …`.
struct DeviceLine {
    /// The time in front; `nil` for none, or a clock that was never set.
    var time: Timestamp?
    /// The module; empty when the line is no such line.
    var module = 0..<0

    /// Reads the octets of `range`.
    init(_ bytes: Span<UInt8>, in range: Range<Int>) {
        var cursor = LineCursor(position: range.lowerBound)
        var hasTime = false
        if let time = LineTime.device(&cursor, in: bytes), cursor.take(0x20, in: bytes) {
            self.time = LineTime.set(time)
            hasTime = true
        } else {
            cursor.position = range.lowerBound
        }
        guard let word = cursor.word(limit: 32, in: bytes), word.upperBound <= range.upperBound else { return }
        // Without a time in front only a name with the devices' own marks is taken for one.
        guard Self.isModule(word, bytes, isMarked: !hasTime) else { return }
        module = word
    }

    /// Capitals, digits and `_`, `-`, `/`, beginning with a capital; `isMarked` asks for one of the marks.
    private static func isModule(_ word: Range<Int>, _ bytes: Span<UInt8>, isMarked: Bool) -> Bool {
        guard word.count >= 2, (0x41...0x5a).contains(bytes[word.lowerBound]) else { return false }
        var hasMark = false
        for position in word {
            switch bytes[position] {
            case 0x41...0x5a, 0x30...0x39, 0x2d: break
            case 0x5f, 0x2f: hasMark = true
            default: return false
            }
        }
        return hasMark || !isMarked
    }
}
