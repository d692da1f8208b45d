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
        let result1 = storm.takeSummary(at: start) == nil
        #expect(result1, "not while it lasts")
        // Five of ten tokens come back in five seconds.
        let summary = storm.takeSummary(at: start.adding(seconds: 6))
        #expect(summary?.count == 90)
        #expect(summary?.bySeriousness == [.error: 45, .warning: 45])
        #expect(summary?.firstRecord == 11 && summary?.lastRecord == 100)
        let result2 = storm.takeSummary(at: start.adding(seconds: 60)) == nil
        #expect(result2)
        let result3 = storm.admits(record(101, after: 7), number: 101)
        #expect(result3, "the storm is over")
    }

    @Test func `a storm that goes on is summed up each minute`() {
        var storm = StormControl(StormLimit(perMinute: 60, burst: 10))
        for second in 0..<70 {
            for place in 0..<10 {
                _ = storm.admits(record(UInt32(second * 10 + place + 1), after: Int64(second)), number: 1)
            }
        }
        let result4 = storm.takeSummary(at: start.adding(seconds: 70)) != nil
        #expect(result4)
        let result5 = !storm.admits(record(999, after: 70), number: 999)
        #expect(result5)
    }

    @Test func `critical ones are never held back`() {
        var storm = StormControl(StormLimit(perMinute: 1, burst: 1))
        let result6 = (1...50).allSatisfy { storm.admits(record(UInt32($0), .alarm, .critical), number: UInt64($0)) }
        #expect(result6)
    }

    @Test func `the end of an alarm is held back only when its beginning was`() {
        var storm = StormControl(StormLimit(perMinute: 1, burst: 1))
        let result7 = storm.admits(record(1), number: 1)
        #expect(result7)
        let result8 = !storm.admits(record(2), number: 2)
        #expect(result8)
        let result9 = storm.admits(record(1, .alarmCleared), number: 3)
        #expect(result9)
        let result10 = storm.admits(record(7, .alarmCleared), number: 4)
        #expect(result10, "one that began before the agent's start")
        let result11 = !storm.admits(record(2, .alarmCleared), number: 5)
        #expect(result11)
        let result12 = storm.admits(record(2, .alarmCleared), number: 6)
        #expect(result12, "but only once")
    }

    @Test func `a backlog that came slowly is no storm`() {
        var storm = StormControl(StormLimit(perMinute: 60, burst: 2))
        let result13 = (1...500).allSatisfy { storm.admits(record(UInt32($0), after: Int64($0)), number: UInt64($0)) }
        #expect(result13)
    }

    @Test func `a clock that is set back gains nothing twice`() {
        var storm = StormControl(StormLimit(perMinute: 60, burst: 1))
        let result14 = storm.admits(record(1, after: 100), number: 1)
        #expect(result14)
        let result15 = !storm.admits(record(2, after: 0), number: 2)
        #expect(result15)
        let result16 = !storm.admits(record(3, after: 100), number: 3)
        #expect(result16)
    }

    @Test func `heartbeats keep their time and make up for none`() {
        var clock = HeartbeatClock(every: 30, from: start)
        let result17 = !clock.isDue(at: start.adding(seconds: 29))
        #expect(result17)
        let result18 = clock.isDue(at: start.adding(seconds: 30))
        #expect(result18)
        let result19 = clock.isDue(at: start.adding(seconds: 300))
        #expect(result19)
        let result20 = !clock.isDue(at: start.adding(seconds: 301))
        #expect(result20)
        var none = HeartbeatClock(every: nil, from: start)
        let result21 = !none.isDue(at: start.adding(seconds: 1_000_000)) && none.due == nil
        #expect(result21)
    }
}
