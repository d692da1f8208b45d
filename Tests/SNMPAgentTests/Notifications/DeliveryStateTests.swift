import NetworkValues
import Testing

@testable import SNMPAgent

struct DeliveryStateTests {
    let start = Timestamp(seconds: 1000)

    @Test func `nothing is sent before the hold ends`() {
        var state = DeliveryState(position: 5, heldUntil: start.adding(seconds: 90))
        #expect(state.step(last: 9, at: start) == .wait(until: start.adding(seconds: 90)))
        #expect(state.step(last: 9, at: start.adding(seconds: 90)) == .send(after: 5))
        state.hold(until: start)
        #expect(state.step(last: 9, at: start) == .send(after: 5))
    }

    @Test func `the cursor follows once a refusal would have come back`() {
        var state = DeliveryState(position: 0, heldUntil: start)
        state.hasPassed(3, didSend: true, at: start)
        state.settle(at: start.adding(milliseconds: 199))
        #expect(state.settled == 0)
        #expect(state.step(last: 3, at: start) == .wait(until: start.adding(milliseconds: 200)))
        state.settle(at: start.adding(milliseconds: 200))
        #expect(state.settled == 3)
        #expect(state.step(last: 3, at: start.adding(seconds: 1)) == .wait(until: nil))
    }

    @Test func `who keeps something for each mark is told of each`() {
        var state = DeliveryState(position: 0, heldUntil: start)
        #expect(state.hasPassed(2, didSend: false, at: start) == .none)
        #expect(state.hasPassed(3, didSend: true, at: start) == .opened)
        #expect(state.hasPassed(4, didSend: true, at: start.adding(milliseconds: 19)) == .joined)
        #expect(state.hasPassed(5, didSend: true, at: start.adding(milliseconds: 20)) == .opened)
        #expect(state.hasPassed(6, didSend: true, at: start.adding(milliseconds: 100)) == .opened)
        #expect(state.settle(at: start.adding(milliseconds: 218)) == 0)
        #expect(state.settle(at: start.adding(milliseconds: 220)) == 2)
        #expect(state.settled == 5 && state.sent == 6)
        #expect(state.settle(at: start.adding(milliseconds: 300)) == 1)
    }

    @Test func `more is sent while earlier notifications settle`() {
        var state = DeliveryState(position: 0, heldUntil: start)
        state.hasPassed(3, didSend: true, at: start)
        #expect(state.step(last: 7, at: start) == .send(after: 3))
    }

    @Test func `after a failure everything unsettled is sent again, behind a pause that grows`() {
        var state = DeliveryState(position: 0, heldUntil: start)
        state.hasPassed(3, didSend: true, at: start)
        state.settle(at: start.adding(milliseconds: 200))
        var now = start.adding(milliseconds: 300)
        state.hasPassed(5, didSend: true, at: now)
        var pauses: [Int64] = []
        for _ in 0..<8 {
            state.hasFailed(at: now)
            #expect(state.isPaused(at: now))
            guard case .wait(let until?) = state.step(last: 5, at: now) else {
                Issue.record("it waits")
                return
            }
            pauses.append(until.milliseconds(since: now))
            now = until
            #expect(state.step(last: 5, at: now) == .send(after: 3))
        }
        #expect(pauses == [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000])
    }

    @Test func `behind a failure one notification goes out alone`() {
        var state = DeliveryState(position: 0, heldUntil: start)
        state.hasFailed(at: start)
        let later = start.adding(seconds: 1)
        #expect(state.step(last: 9, at: later) == .send(after: 0))
        state.hasPassed(1, didSend: true, at: later)
        #expect(state.step(last: 9, at: later) == .wait(until: later.adding(milliseconds: 200)))
        state.settle(at: later.adding(milliseconds: 200))
        #expect(!state.isFailing)
        #expect(state.step(last: 9, at: later.adding(milliseconds: 200)) == .send(after: 1))
    }

    @Test func `records of no interest move the cursor now and then only`() {
        var state = DeliveryState(position: 0, heldUntil: start)
        for number in 1...999 { state.hasPassed(UInt64(number), didSend: false, at: start) }
        state.settle(at: start.adding(seconds: 10))
        #expect(state.settled == 0 && state.sent == 999)
        state.hasPassed(1000, didSend: false, at: start.adding(seconds: 10))
        state.settle(at: start.adding(seconds: 11))
        #expect(state.settled == 1000)
    }
}
