/// MD5 (RFC 1321), for the tests only: the agent takes OpenSSL's.
enum MD5 {
    private static let shifts: [[UInt32]] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]

    private static let table: [UInt32] = (1...64).map {
        UInt32(truncatingIfNeeded: Int64(abs(sine($0)) * 4_294_967_296))
    }

    /// The sine of a number of radians, by its series.
    private static func sine(_ number: Int) -> Double {
        let turn = 2 * Double.pi
        let angle = Double(number) - (Double(number) / turn).rounded() * turn
        var term = angle
        var sum = angle
        for step in 1..<20 {
            term *= -angle * angle / Double((2 * step) * (2 * step + 1))
            sum += term
        }
        return sum
    }

    @Sendable static func digest(_ message: [UInt8]) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        padded += (0..<8).map { UInt8(truncatingIfNeeded: (message.count * 8) >> (8 * $0)) }
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
        for start in stride(from: 0, to: padded.count, by: 64) { block(padded[start..<(start + 64)], &state) }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
    }

    private static func block(_ octets: ArraySlice<UInt8>, _ state: inout [UInt32]) {
        let words = (0..<16).map { word in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(octets[octets.startIndex + word * 4 + $1]) << (8 * UInt32($1)) }
        }
        var (first, second, third, fourth) = (state[0], state[1], state[2], state[3])
        for step in 0..<64 {
            var mixed: UInt32
            let word: Int
            switch step / 16 {
            case 0: (mixed, word) = (second & third | ~second & fourth, step)
            case 1: (mixed, word) = (fourth & second | ~fourth & third, (5 * step + 1) % 16)
            case 2: (mixed, word) = (second ^ third ^ fourth, (3 * step + 5) % 16)
            default: (mixed, word) = (third ^ (second | ~fourth), 7 * step % 16)
            }
            mixed = mixed &+ first &+ table[step] &+ words[word]
            let shift = shifts[step / 16][step % 4]
            (first, fourth, third) = (fourth, third, second)
            second = second &+ (mixed << shift | mixed >> (32 - shift))
        }
        for (index, value) in [first, second, third, fourth].enumerated() { state[index] = state[index] &+ value }
    }
}
