import NetworkValues
import Testing

@testable import SNMPAgent

struct InformDeliveryTests {
    private let start = Timestamp(seconds: 1000)
    private let content = NotificationContent.generic(.coldStart)

    private func delivery(window: Int = 1, retries: Int = 2) -> InformDelivery {
        InformDelivery(position: 10, timeoutMilliseconds: 1000, retries: retries, window: window)
    }

    @Test func `the cursor stays before what is not acknowledged`() {
        var delivery = delivery()
        delivery.add(content, record: 12, requestID: 1)
        delivery.pass(12)
        #expect(delivery.settled == 11 && !delivery.hasRoom)
        #expect(delivery.due(at: start) == [0])
        delivery.hasSent(0, at: start)
        #expect(delivery.due(at: start).isEmpty)
        let ignoresOthers = !delivery.hasAcknowledged(2)
        #expect(ignoresOthers)
        let isAcknowledged = delivery.hasAcknowledged(1)
        #expect(isAcknowledged)
        #expect(delivery.settled == 12 && delivery.hasRoom)
        let ignoresCopies = !delivery.hasAcknowledged(1)
        #expect(ignoresCopies, "an acknowledgement counts once")
    }

    @Test func `what was not sent cannot be acknowledged`() {
        var delivery = delivery()
        delivery.add(content, record: 11, requestID: 1)
        let ignoresUnsent = !delivery.hasAcknowledged(1)
        #expect(ignoresUnsent)
    }

    @Test func `each try waits twice as long, up to ten seconds, and the receiver fails behind the retries`() {
        var delivery = delivery()
        delivery.add(content, record: 11, requestID: 1)
        var now = start
        var waits: [Int64] = []
        var failsAt: Int?
        for attempt in 1...6 {
            #expect(delivery.due(at: now) == [0])
            if attempt > 1 {
                #expect(delivery.isUnanswered(0, at: now))
                if delivery.hasTimedOut(0) { failsAt = attempt - 1 }
            }
            delivery.hasSent(0, at: now)
            let next = delivery.nextDue(at: now) ?? now
            waits.append(next.milliseconds(since: now))
            now = next
        }
        #expect(waits == [1000, 2000, 4000, 8000, 10_000, 10_000])
        #expect(failsAt == 3, "one try and two retries")
        #expect(delivery.settled == 10)
        let isAcknowledged = delivery.hasAcknowledged(1)
        #expect(isAcknowledged)
        #expect(!delivery.isFailing)
    }

    @Test func `a refusal pauses and counts as a try`() {
        var delivery = delivery(retries: 1)
        delivery.add(content, record: 11, requestID: 1)
        delivery.hasSent(0, at: start)
        let goesOn = !delivery.hasFailed(0, at: start)
        #expect(goesOn)
        #expect(delivery.nextDue(at: start) == start.adding(milliseconds: 500))
        #expect(!delivery.isUnanswered(0, at: start.adding(milliseconds: 500)), "it is not under way")
        delivery.hasSent(0, at: start.adding(milliseconds: 500))
        let isGivingUp = delivery.hasFailed(0, at: start.adding(milliseconds: 600))
        #expect(isGivingUp)
        #expect(delivery.nextDue(at: start) == start.adding(milliseconds: 1600))
    }

    @Test func `in a window the cursor waits for the first, and a failing receiver gets one alone`() {
        var delivery = delivery(window: 3, retries: 0)
        for number in 1...3 { delivery.add(content, record: 10 + UInt64(number), requestID: Int32(number)) }
        delivery.pass(13)
        #expect(delivery.due(at: start) == [0, 1, 2])
        for place in 0..<3 { delivery.hasSent(place, at: start) }
        let secondIsAcknowledged = delivery.hasAcknowledged(2)
        #expect(secondIsAcknowledged)
        #expect(delivery.settled == 10)
        let later = start.adding(seconds: 1)
        let firstHasTimedOut = delivery.hasTimedOut(0)
        #expect(firstHasTimedOut)
        #expect(delivery.due(at: later) == [0])
        #expect(!delivery.hasRoom)
        delivery.hasSent(0, at: later)
        let firstIsAcknowledged = delivery.hasAcknowledged(1)
        #expect(firstIsAcknowledged)
        #expect(delivery.settled == 12)
        #expect(delivery.due(at: later) == [0], "what waited is sent at once when the receiver is back")
    }

    @Test func `rounds to learn of the engine are bounded in each try`() {
        var delivery = delivery()
        delivery.add(content, record: nil, requestID: 1)
        let waitsForSending = !delivery.mayGoOn(0)
        #expect(waitsForSending)
        delivery.hasSent(0, at: start)
        let rounds = (0..<10).filter { _ in delivery.mayGoOn(0) }.count
        #expect(rounds == InformDelivery.roundLimit - 1)
    }
}
