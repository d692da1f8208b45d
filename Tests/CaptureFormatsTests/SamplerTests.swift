import CaptureFormats
import Testing

/// Which packets of many a viewer gets.
struct SamplerTests {
    private func admitted(_ sampling: PacketSampling, milliseconds: [UInt64]) -> [UInt64] {
        var sampler = PacketSampler(sampling)
        return milliseconds.filter { sampler.admits(PacketTime(nanoseconds: $0 * 1_000_000)) }
    }

    @Test func `all packets pass without sampling`() {
        #expect(admitted(.all, milliseconds: [1, 1, 2]) == [1, 1, 2])
    }

    @Test func `one in three is the first, the fourth and so on`() {
        #expect(admitted(.oneIn(count: 3), milliseconds: [1, 2, 3, 4, 5, 6, 7, 8]) == [1, 4, 7])
        #expect(admitted(.oneIn(count: 1), milliseconds: [1, 2]) == [1, 2])
        #expect(admitted(.oneIn(count: 0), milliseconds: [1, 2]) == [1, 2])
        #expect(admitted(.oneIn(count: .max), milliseconds: [1, 2]) == [1])
    }

    @Test func `the first after each pause passes`() {
        #expect(
            admitted(.firstAfter(milliseconds: 10), milliseconds: [1, 2, 10, 11, 12, 40, 49, 50]) == [1, 11, 40, 50])
    }

    @Test func `a clock that was set back does not end the sampling`() {
        #expect(admitted(.firstAfter(milliseconds: 10), milliseconds: [1000, 1005, 3, 5, 13]) == [1000, 3, 13])
    }

    @Test func `a value of zero on the wire asks for all`() {
        #expect(RPCAPSampling(method: 0, value: 9).sampling == .all)
        #expect(RPCAPSampling(method: 1, value: 0).sampling == .all)
        #expect(RPCAPSampling(method: 1, value: 10).sampling == .oneIn(count: 10))
        #expect(RPCAPSampling(method: 2, value: 0).sampling == .all)
        #expect(RPCAPSampling(method: 2, value: 7).sampling == .firstAfter(milliseconds: 7))
        #expect(RPCAPSampling(method: 3, value: 1).sampling == nil)
    }
}
