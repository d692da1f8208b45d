import Testing

@testable import SNMPAgent

@Suite struct SpinPolicyTests {
    @Test func `a thread that is asked now and then always sleeps`() {
        var spin = SpinPolicy()
        for second in 0..<10 as Range<UInt64> {
            let isSpinning = spin.looksAgain(at: second * 1_000_000_000)
            #expect(!isSpinning)
            spin.slept(1_000_000_000)
            spin.worked()
        }
    }

    @Test func `a short sleep makes the next wait sleepless, once`() {
        var spin = SpinPolicy()
        spin.slept(20_000)
        spin.worked()
        var answers: [Bool] = []
        answers += [1_000_000, 1_050_000].map { spin.looksAgain(at: $0) }
        spin.worked()
        answers += [1_090_000, 1_189_000, 1_190_000, 1_191_000].map { spin.looksAgain(at: $0) }
        #expect(answers == [true, true, true, true, false, false])
    }
}
