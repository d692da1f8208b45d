import NetworkValues
import Testing

struct BackoffTests {
    @Test func `pauses double up to the longest, each drawn from its upper half`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var backoff = Backoff()
            for longest in [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000] as [Int64] {
                let pause = backoff.fail(using: &random)
                #expect((longest / 2...longest).contains(pause), "\(pause) after \(backoff.failures) failures")
            }
        }
    }

    @Test func `those that lost the same peer do not come back at the same moment`() {
        var random = SystemRandomNumberGenerator()
        let pauses = (0..<1000).map { _ in
            var backoff = Backoff()
            return backoff.fail(using: &random)
        }
        // A thousand draws out of 501 reach both ends, or nearly so.
        #expect(Set(pauses).count > 300 && (pauses.min() ?? 0) < 520 && (pauses.max() ?? 0) > 980)
    }

    @Test func `there is no limit to the attempts, and an answer begins anew`() {
        var random = SystemRandomNumberGenerator()
        var backoff = Backoff(shortestMilliseconds: 10, longestMilliseconds: 100)
        for _ in 0..<100_000 { #expect((5...100).contains(backoff.fail(using: &random))) }
        #expect(backoff.failures == 100_000)
        backoff.succeed()
        #expect((5...10).contains(backoff.fail(using: &random)))
    }

    @Test func `limits that make no sense are brought into order`() {
        var random = SystemRandomNumberGenerator()
        var backoff = Backoff(shortestMilliseconds: 0, longestMilliseconds: -5)
        #expect(backoff.shortestMilliseconds == 1 && backoff.longestMilliseconds == 1)
        #expect(backoff.fail(using: &random) == 1 && backoff.fail(using: &random) == 1)
    }
}
