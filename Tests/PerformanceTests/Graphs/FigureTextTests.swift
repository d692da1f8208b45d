import NetworkValues
import Testing

@testable import Performance

struct FigureTextTests {
    private func text(_ body: (inout FigureText) -> Void) -> String {
        var text = FigureText()
        body(&text)
        return text.text
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (5, "5"), (-17, "-17"), (0.1, "0.1"), (-0.25, "-0.25"), (1.005, "1.005"),
        (4503.6, "4503.6"), (0.000_001, "0.000001"), (9_007_199_254_740_991, "9007199254740991"), (1e20, "1e+20"),
        (1e-9, "1e-09"), (.nan, "null"), (.infinity, "null"),
    ])
    func `a number is as short as it can be`(value: Double, expected: String) {
        #expect(text { $0.add(value) } == expected)
    }

    @Test func `a number reads back as the same`() {
        var random = SystemRandomNumberGenerator()
        for scale in [1.0, 10, 1000, 10_000, 1_000_000, 1_000_000_000] {
            for _ in 0..<2000 {
                let units = Int64.random(in: -(1 << 53)...1 << 53, using: &random) >> Int64.random(in: 0..<53)
                let value = Double(units) / scale
                #expect(Double(text { $0.add(value) }) == value)
            }
        }
        for _ in 0..<2000 {
            let value = Double(bitPattern: .random(in: 0..<0x7ff0_0000_0000_0000, using: &random))
            #expect(Double(text { $0.add(value) }) == value)
        }
    }

    @Test(arguments: [
        (12.0, "12"), (12.34, "12.3"), (12.35, "12.4"), (0.04, "0"), (-0.06, "-0.1"), (99.96, "100"), (.nan, "0"),
    ])
    func `a place in a picture has one decimal`(value: Double, expected: String) {
        #expect(text { $0.add(tenths: value) } == expected)
    }

    @Test func `a time is that of a timestamp`() {
        var all = FigureText()
        var expected = ""
        let times: [Int64] = [0, -1, 1, 86_399_999, 86_400_000, 1_795_435_200_042, -86_400_001, 951_782_400_000]
        for time in times {
            all.add(time: time)
            expected += Timestamp(milliseconds: time).description
        }
        #expect(all.text == expected)
    }

    @Test func `text is quoted as JSON wants it`() {
        #expect(text { $0.add(quoted: "a{b=\"c\\d\"}\n\u{1f} é") } == #""a{b=\"c\\d\"}\u000a\u001f é""#)
    }
}
