import Foundation
import Testing

@testable import Exposition

struct RemoteWriteCodecTests {
    /// A decoder by the format's description, for the tests alone.
    private static func decompressed(_ bytes: [UInt8]) -> [UInt8]? {
        var place = 0
        var size = 0
        var shift = 0
        repeat {
            guard place < bytes.count else { return nil }
            size |= Int(bytes[place] & 0x7f) << shift
            shift += 7
            place += 1
        } while bytes[place - 1] >= 0x80
        var out: [UInt8] = []
        while place < bytes.count {
            let tag = Int(bytes[place])
            place += 1
            switch tag & 3 {
            case 0:
                var length = tag >> 2 + 1
                if length > 60 {
                    let width = length - 60
                    length = (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) } + 1
                    place += width
                }
                guard place + length <= bytes.count else { return nil }
                out += bytes[place..<place + length]
                place += length
            case 2:
                let offset = Int(bytes[place]) | Int(bytes[place + 1]) << 8
                place += 2
                guard offset > 0, offset <= out.count else { return nil }
                for _ in 0..<(tag >> 2 + 1) { out.append(out[out.count - offset]) }
            default: return nil
            }
        }
        return out.count == size ? out : nil
    }

    @Test func `what is compressed comes back as it was`() {
        var random = SystemRandomNumberGenerator()
        for size in [0, 1, 3, 4, 59, 60, 61, 255, 256, 257, 5000, 65_535, 65_536, 65_537, 200_000] {
            for repetition in [1, 7, 300, 70_000] {
                let seed = (0..<repetition).map { _ in UInt8.random(in: 0...255, using: &random) }
                let octets = (0..<size).map { seed[$0 % repetition] }
                let packed = Snappy.compressed(octets)
                #expect(Self.decompressed(packed) == octets, "\(size) octets, repeated after \(repetition)")
                #expect(packed.count <= size + size / 60 + 16)
                if repetition <= 7, size > 1000 { #expect(packed.count < size / 10) }
            }
        }
    }

    @Test func `a request is the protobuf that it should be`() {
        let labels = SeriesLabels.labels(of: "up{job=\"a\"}", external: [("site", "x"), ("job", "no"), ("empty", "")])
        #expect(labels?.map { "\($0.0)=\($0.1)" } == ["__name__=up", "job=a", "site=x"])
        let request = WriteRequest(
            series: [
                WriteRequest.Series(labels: WriteRequest.encoded([("a", "b")]), times: [1, 300], values: [1, -2])
            ])
        let wanted: [UInt8] =
            [0x0a, 34, 0x0a, 6, 0x0a, 1, 0x61, 0x12, 1, 0x62]
            + [0x12, 11, 0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x10, 1]
            + [0x12, 12, 0x09, 0, 0, 0, 0, 0, 0, 0, 0xc0, 0x10, 0xac, 2]
        var expected = wanted
        expected[1] = UInt8(wanted.count - 2)
        #expect(request.encoded == expected)
        #expect(WriteRequest.staleMarker.bitPattern == 0x7ff0_0000_0000_0002 && WriteRequest.staleMarker.isNaN)
    }

    @Test(arguments: [
        ("a", ["__name__=a"]), ("a:b_9{}", ["__name__=a:b_9"]), ("a{b=\"c\"}", ["__name__=a", "b=c"]),
        ("a{z=\"1\",b=\"x\\\"y\\\\z\\nw\"}", ["__name__=a", "b=x\"y\\z\nw", "z=1"]), ("9a", nil), ("", nil),
        ("a b", nil),
        ("a{b=\"c\"", nil), ("a{b=c}", nil), ("a{b=\"c\"}x", nil), ("a{b=\"c\",b=\"d\"}", nil), ("a{=\"c\"}", nil),
        ("a{b=\"c}", nil), ("é", nil), ("a{b=\"é 漢,}\"}", ["__name__=a", "b=é 漢,}"]), ("a{b=\"\"}", ["__name__=a"]),
    ])
    func `an identity becomes labels, or nothing`(identity: String, labels: [String]?) {
        #expect(SeriesLabels.labels(of: identity, external: [])?.map { "\($0.0)=\($0.1)" } == labels)
    }

    @Test func `halving finds every sample`() {
        var request = WriteRequest()
        for series in 0..<7 {
            request.series.append(
                WriteRequest.Series(labels: [UInt8(series)], times: Array(0..<5), values: [0, 1, 2, 3, 4]))
        }
        var parts = [request]
        var single = 0
        while let part = parts.popLast() {
            guard let halves = part.halves else {
                single += 1
                #expect(part.sampleCount == 1)
                continue
            }
            #expect(halves.0.sampleCount + halves.1.sampleCount == part.sampleCount)
            parts += [halves.0, halves.1]
        }
        #expect(single == 35)
        #expect(request.probe.series.first?.times == [4])
    }
}
