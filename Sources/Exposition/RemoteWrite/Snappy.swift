/// Compression in Snappy's block format (github.com/google/snappy, format_description.txt): what was seen before within
/// 64 KiB is named by its distance and length, all else stands as it is.
enum Snappy {
    private static let fragment = 65_536
    private static let tableBits: UInt32 = 13

    /// The compressed form of octets.
    static func compressed(_ input: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(input.count / 2 + 32)
        var rest = UInt32(input.count)
        while rest >= 0x80 {
            out.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        out.append(UInt8(rest))
        var table = [Int32](repeating: -1, count: 1 << Int(tableBits))
        for start in stride(from: 0, to: input.count, by: fragment) {
            compress(input, start..<min(start + fragment, input.count), &table, into: &out)
        }
        return out
    }

    private static func compress(
        _ input: [UInt8], _ range: Range<Int>, _ table: inout [Int32], into out: inout [UInt8]
    ) {
        for place in table.indices { table[place] = -1 }
        var place = range.lowerBound
        var literal = place
        while place + 4 <= range.upperBound {
            let word = word(input, place)
            let slot = Int((word &* 0x1e35_a7bd) >> (32 - tableBits))
            let candidate = Int(table[slot])
            table[slot] = Int32(place - range.lowerBound)
            let source = range.lowerBound + candidate
            guard candidate >= 0, self.word(input, source) == word else {
                place += 1
                continue
            }
            var length = 4
            while place + length < range.upperBound, input[source + length] == input[place + length] { length += 1 }
            append(literal: input[literal..<place], to: &out)
            append(copy: length, offset: place - source, to: &out)
            place += length
            literal = place
        }
        append(literal: input[literal..<range.upperBound], to: &out)
    }

    @inline(__always)
    private static func word(_ input: [UInt8], _ place: Int) -> UInt32 {
        UInt32(input[place]) | UInt32(input[place + 1]) << 8 | UInt32(input[place + 2]) << 16
            | UInt32(input[place + 3]) << 24
    }

    private static func append(literal: ArraySlice<UInt8>, to out: inout [UInt8]) {
        guard !literal.isEmpty else { return }
        let count = literal.count - 1
        if count < 60 {
            out.append(UInt8(count << 2))
        } else if count < 256 {
            out += [60 << 2, UInt8(count)]
        } else {
            out += [61 << 2, UInt8(count & 0xff), UInt8(count >> 8)]
        }
        out += literal
    }

    /// Copies of up to 64 octets with an offset of two octets.
    private static func append(copy length: Int, offset: Int, to out: inout [UInt8]) {
        var left = length
        while left > 0 {
            let part = min(left, 64)
            out += [UInt8((part - 1) << 2 | 2), UInt8(offset & 0xff), UInt8(offset >> 8)]
            left -= part
        }
    }
}
