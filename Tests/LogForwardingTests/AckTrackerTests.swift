import NetworkValues
import Testing

@testable import LogForwarding

struct AckTrackerTests {
    private static let start = Timestamp(seconds: 1_800_000_000)

    @Test func `a record is settled when the last octet of its batch is acknowledged`() {
        var tracker = AckTracker(settled: 10, at: Self.start)
        tracker.hasSent(upTo: 20, offset: 1000, at: Self.start)
        tracker.hasSent(upTo: 30, offset: 2500, at: Self.start)
        _ = tracker.acknowledge(999, at: Self.start)
        #expect(tracker.settled == 10)
        _ = tracker.acknowledge(1000, at: Self.start)
        #expect(tracker.settled == 20)
        _ = tracker.acknowledge(2500, at: Self.start)
        #expect(tracker.settled == 30 && !tracker.isOutstanding)
    }

    @Test func `records that nobody wants settle with what was sent before them`() {
        var tracker = AckTracker(settled: 0, at: Self.start)
        tracker.hasSent(upTo: 5, offset: 0, at: Self.start)
        #expect(tracker.settled == 5)
        tracker.hasSent(upTo: 6, offset: 100, at: Self.start)
        tracker.hasSent(upTo: 900, offset: 100, at: Self.start)
        #expect(tracker.settled == 5)
        _ = tracker.acknowledge(100, at: Self.start)
        #expect(tracker.settled == 900)
    }

    @Test func `a peer that acknowledges nothing is stalled, an idle one is not`() {
        var tracker = AckTracker(settled: 0, at: Self.start)
        #expect(tracker.stalledMilliseconds(at: Self.start.adding(seconds: 60)) == 0)
        tracker.hasSent(upTo: 1, offset: 100, at: Self.start.adding(seconds: 60))
        tracker.hasSent(upTo: 2, offset: 200, at: Self.start.adding(seconds: 61))
        #expect(tracker.stalledMilliseconds(at: Self.start.adding(seconds: 65)) == 5000)
        _ = tracker.acknowledge(100, at: Self.start.adding(seconds: 66))
        #expect(tracker.stalledMilliseconds(at: Self.start.adding(seconds: 67)) == 1000)
        _ = tracker.acknowledge(200, at: Self.start.adding(seconds: 68))
        #expect(tracker.stalledMilliseconds(at: Self.start.adding(seconds: 99)) == 0)
    }

    @Test func `the marks are bounded, and merging them settles later, never earlier`() {
        var tracker = AckTracker(settled: 0, at: Self.start)
        for number in 1...UInt64(AckTracker.markLimit * 2) {
            tracker.hasSent(upTo: number, offset: number * 10, at: Self.start)
        }
        for number in stride(from: UInt64(1), through: UInt64(AckTracker.markLimit * 2), by: 97) {
            _ = tracker.acknowledge(number * 10, at: Self.start)
            #expect(tracker.settled <= number)
        }
        _ = tracker.acknowledge(UInt64(AckTracker.markLimit * 20), at: Self.start)
        #expect(tracker.settled == UInt64(AckTracker.markLimit * 2))
    }
}
