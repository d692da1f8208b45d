import Testing

@testable import SNMPAgent

@Suite struct MessageFramerTests {
    @Test(arguments: [0, 1, 0x7f, 0x80, 0xff, 0x100, 4096, 65_531])
    func `a message reaches as far as its length says`(content: Int) throws {
        let message = BER.element(0x30, Array(repeating: 5, count: content))
        #expect(try MessageFramer.length(of: message, limit: 65_535) == message.count)
        #expect(try MessageFramer.length(of: message + [0x30, 1], limit: 65_535) == message.count)
    }

    @Test func `a head that is not whole waits for more`() throws {
        let head: [UInt8] = [0x30, 0x84, 0, 0, 1, 0]
        for count in 0..<head.count {
            #expect(try MessageFramer.length(of: head.prefix(count), limit: 65_535) == nil)
        }
        #expect(try MessageFramer.length(of: head, limit: 65_535) == 262)
        #expect(head.count == MessageFramer.longestHead)
    }

    @Test(
        arguments: [
            ([0x16, 3, 1], FramingError.noMessage(0x16)), ([0x47], .noMessage(0x47)),
            ([0x30, 0x80], .malformedLength(0x80)),
            ([0x30, 0x85], .malformedLength(0x85)), ([0x30, 0xff], .malformedLength(0xff)),
            ([0x30, 0x82, 0xff, 0xff], .tooLong(limit: 65_535)), ([0x30, 0x83, 1, 0, 0], .tooLong(limit: 65_535)),
            ([0x30, 0x84, 0x7f, 0, 0], .tooLong(limit: 65_535)),
        ] as [([UInt8], FramingError)])
    func `what cannot be a message is refused`(octets: [UInt8], error: FramingError) {
        #expect(throws: error) { try MessageFramer.length(of: octets, limit: 65_535) }
    }

    @Test func `random octets never lead outside`() throws {
        var random = SeededNumbers(seed: 9)
        for _ in 0..<200_000 {
            let count = Int.random(in: 0...9, using: &random)
            var octets = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            if !octets.isEmpty, Bool.random(using: &random) { octets[0] = 0x30 }
            guard let length = try? MessageFramer.length(of: octets, limit: 65_535) else { continue }
            #expect((2...65_535).contains(length))
        }
    }
}

/// Numbers that are the same in each run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
