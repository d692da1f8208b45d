import LogProtocols
import Testing

struct FrameDecoderTests {
    /// Feeds `text` in pieces of these sizes, keeping what is not done with, as a connection does.
    private func frames(_ text: String, sizes: [Int] = [Int.max], limit: Int = 64) -> (lines: [String], cut: UInt64) {
        var decoder = FrameDecoder(limit: limit)
        var lines: [String] = []
        var rest: [UInt8] = []
        var input = Array(text.utf8)[...]
        var turn = 0
        while !input.isEmpty {
            rest += input.prefix(sizes[turn % sizes.count])
            input = input.dropFirst(sizes[turn % sizes.count])
            turn += 1
            let used = decoder.frames(in: rest.span) { range, _ in
                lines.append(String(decoding: rest[range], as: UTF8.self))
            }
            rest.removeFirst(used)
            #expect(rest.count <= decoder.roomNeeded)
        }
        decoder.end(rest.span) { range, _ in lines.append(String(decoding: rest[range], as: UTF8.self)) }
        return (lines, decoder.cut)
    }

    @Test func `both framings are read, mixed on one connection`() {
        let text = "<13>one\n7 <13>two<13>three\r\n12 <13>fo\nur\n\n<13>five\0<13>six"
        let expected = ["<13>one", "<13>two", "<13>three", "<13>fo\nur", "<13>five", "<13>six"]
        #expect(frames(text.replacing("12 ", with: "9 ")).lines == expected)
        for size in 1...9 { #expect(frames(text.replacing("12 ", with: "9 "), sizes: [size]).lines == expected) }
    }

    @Test func `a line may begin with a number`() {
        #expect(
            frames("20130312-142901 CMD x\n3 times\n12345678901 no count\n").lines == [
                "20130312-142901 CMD x", "3 times", "12345678901 no count",
            ])
    }

    @Test func `what is too long is cut, and the next message is found`() {
        let long = String(repeating: "x", count: 200)
        var result = frames("<13>\(long)\n<13>next\n")
        #expect(result.lines == ["<13>" + long.prefix(60), "<13>next"] && result.cut == 1)
        result = frames("204 <13>\(long)<13>next\n")
        #expect(result.lines == ["<13>" + long.prefix(60), "<13>next"] && result.cut == 1)
        for size in [1, 7, 63, 64, 65, 66, 100] {
            #expect(frames("<13>\(long)\n204 <13>\(long)<13>next\n", sizes: [size]).lines.map(\.count) == [64, 64, 8])
        }
        // Exactly the limit, with either end.
        let fits = "<13>" + String(repeating: "y", count: 60)
        #expect(frames("\(fits)\r\n\(fits)\n64 \(fits)").lines == [fits, fits, fits])
        #expect(frames("\(fits)\r\n\(fits)\n64 \(fits)").cut == 0)
    }

    @Test func `any way of cutting the stream gives the same messages`() {
        var random = SplitMix(state: 7)
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                let body = "<13>" + String(repeating: "z", count: Int.random(in: 0...90, using: &random))
                text += Bool.random(using: &random) ? "\(body.utf8.count) \(body)" : "\(body)\n"
            }
            let whole = frames(text)
            let sizes = (0..<8).map { _ in Int.random(in: 1...40, using: &random) }
            let parts = frames(text, sizes: sizes)
            #expect(whole.lines == parts.lines && whole.cut == parts.cut)
        }
    }
}

/// A small generator with a seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}
