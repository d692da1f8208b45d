import Faults
import NetworkValues
import Testing

@testable import SNMPAgent

struct StormControlTests {
    private let start = TableFixture.now

    private func record(
        _ number: UInt32, _ activity: FaultActivity = .alarm, _ seriousness: Seriousness = .error,
        after seconds: Int64 = 0
    ) -> FaultRecord {
        var record = TestRecords.alarm(number, activity, seriousness: seriousness)
        record.time = start.adding(seconds: seconds)
        return record
    }

    @Test func `what comes too fast is held back and summed up once`() {
        var storm = StormControl(StormLimit(perMinute: 60, burst: 10))
        let sent = (1...100).filter {
            storm.admits(record(UInt32($0), .alarm, $0 % 2 == 0 ? .warning : .error), number: UInt64($0))
        }
        #expect(sent == Array(1...10))
        let waits = storm.takeSummary(at: start) == nil
        #expect(waits, "not while it lasts")
        // Five of ten tokens come back in five seconds.
        let summary = storm.takeSummary(at: start.adding(seconds: 6))
        #expect(summary?.count == 90)
        #expect(summary?.bySeriousness == [.error: 45, .warning: 45])
        #expect(summary?.firstRecord == 11 && summary?.lastRecord == 100)
        let isSummedUpOnce = storm.takeSummary(at: start.adding(seconds: 60)) == nil
        #expect(isSummedUpOnce)
        let isOver = storm.admits(record(101, after: 7), number: 101)
        #expect(isOver, "the storm is over")
    }

    @Test func `a storm that goes on is summed up each minute`() {
        var storm = StormControl(StormLimit(perMinute: 60, burst: 10))
        for second in 0..<70 {
            for place in 0..<10 {
                _ = storm.admits(record(UInt32(second * 10 + place + 1), after: Int64(second)), number: 1)
            }
        }
        let isSummedUp = storm.takeSummary(at: start.adding(seconds: 70)) != nil
        #expect(isSummedUp)
        let goesOn = !storm.admits(record(999, after: 70), number: 999)
        #expect(goesOn)
    }

    @Test func `critical ones are never held back`() {
        var storm = StormControl(StormLimit(perMinute: 1, burst: 1))
        let allPass = (1...50).allSatisfy { storm.admits(record(UInt32($0), .alarm, .critical), number: UInt64($0)) }
        #expect(allPass)
    }

    @Test func `the end of an alarm is held back only when its beginning was`() {
        var storm = StormControl(StormLimit(perMinute: 1, burst: 1))
        let firstPasses = storm.admits(record(1), number: 1)
        #expect(firstPasses)
        let secondIsHeldBack = !storm.admits(record(2), number: 2)
        #expect(secondIsHeldBack)
        let firstEndPasses = storm.admits(record(1, .alarmCleared), number: 3)
        #expect(firstEndPasses)
        let unknownEndPasses = storm.admits(record(7, .alarmCleared), number: 4)
        #expect(unknownEndPasses, "one that began before the agent's start")
        let secondEndIsHeldBack = !storm.admits(record(2, .alarmCleared), number: 5)
        #expect(secondEndIsHeldBack)
        let secondEndPassesLater = storm.admits(record(2, .alarmCleared), number: 6)
        #expect(secondEndPassesLater, "but only once")
    }

    @Test func `a backlog that came slowly is no storm`() {
        var storm = StormControl(StormLimit(perMinute: 60, burst: 2))
        let allPass = (1...500).allSatisfy { storm.admits(record(UInt32($0), after: Int64($0)), number: UInt64($0)) }
        #expect(allPass)
    }

    @Test func `a clock that is set back gains nothing twice`() {
        var storm = StormControl(StormLimit(perMinute: 60, burst: 1))
        let firstPasses = storm.admits(record(1, after: 100), number: 1)
        #expect(firstPasses)
        let earlierIsHeldBack = !storm.admits(record(2, after: 0), number: 2)
        #expect(earlierIsHeldBack)
        let sameTimeIsHeldBack = !storm.admits(record(3, after: 100), number: 3)
        #expect(sameTimeIsHeldBack)
    }

    @Test func `heartbeats keep their time and make up for none`() {
        var clock = HeartbeatClock(every: 30, from: start)
        let isEarly = !clock.isDue(at: start.adding(seconds: 29))
        #expect(isEarly)
        let isDue = clock.isDue(at: start.adding(seconds: 30))
        #expect(isDue)
        let isLongDue = clock.isDue(at: start.adding(seconds: 300))
        #expect(isLongDue)
        let isDueOnce = !clock.isDue(at: start.adding(seconds: 301))
        #expect(isDueOnce)
        var none = HeartbeatClock(every: nil, from: start)
        let isNeverDue = !none.isDue(at: start.adding(seconds: 1_000_000)) && none.due == nil
        #expect(isNeverDue)
    }
}
