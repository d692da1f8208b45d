import DeviceFeeds
import NetworkValues
import Testing

struct PollScheduleTests {
    private let start = Timestamp(milliseconds: 1_790_000_000_000)

    private static func poll(_ device: Int) -> PollSchedule.Poll { .init(device: device, feed: .snmp) }

    @Test func `thousands of polls are spread evenly over the interval, and each keeps its place`() {
        var schedule = PollSchedule()
        for device in 1...3968 { schedule.add(Self.poll(device), everyMilliseconds: 60_000, at: start) }
        var seconds = [Int](repeating: 0, count: 120)
        var places: [Int: [Int64]] = [:]
        for step in 1...1200 {
            let now = start.adding(milliseconds: Int64(step) * 100)
            for (poll, due) in schedule.takeDue(at: now) {
                seconds[min(119, Int(due.milliseconds(since: start) / 1000))] += 1
                places[poll.device, default: []].append(due.milliseconds(since: start) % 60_000)
                schedule.finish(poll, at: now.adding(milliseconds: 50))
            }
        }
        // 66 a second, give or take a few.
        #expect(seconds.allSatisfy { (62...71).contains($0) }, "\(seconds)")
        #expect(places.count == 3968 && places.values.allSatisfy { $0.count == 2 && $0[0] == $0[1] })
    }

    @Test func `what is polled is out of the schedule until it is over`() {
        var schedule = PollSchedule()
        schedule.add(Self.poll(1), everyMilliseconds: 10_000, at: start)
        let later = start.adding(seconds: 10)
        #expect(schedule.takeDue(at: later).map(\.poll) == [Self.poll(1)])
        #expect(schedule.nextDue == nil)
        #expect(schedule.takeDue(at: later.adding(seconds: 100)).isEmpty)
        schedule.finish(Self.poll(1), at: later.adding(seconds: 100))
        #expect(schedule.nextDue != nil)
    }

    @Test func `a device that does not answer waits for more intervals`() throws {
        var schedule = PollSchedule()
        schedule.add(Self.poll(1), everyMilliseconds: 10_000, at: start)
        _ = schedule.takeDue(at: start.adding(seconds: 10))
        schedule.finish(Self.poll(1), intervals: 5, at: start.adding(seconds: 10))
        let due = try #require(schedule.nextDue)
        #expect((50_000...60_000).contains(due.milliseconds(since: start)))
    }

    @Test func `a message calls for a poll now, also while one goes on`() {
        var schedule = PollSchedule()
        schedule.add(Self.poll(1), everyMilliseconds: 60_000, at: start)
        schedule.hasten(Self.poll(1), at: start)
        #expect(schedule.takeDue(at: start).count == 1)
        schedule.hasten(Self.poll(1), at: start)
        #expect(schedule.nextDue == nil)
        let end = start.adding(milliseconds: 20)
        schedule.finish(Self.poll(1), at: end)
        #expect(schedule.nextDue == end)
        // It is not called for any more: the place in the interval is as before.
        _ = schedule.takeDue(at: end)
        schedule.finish(Self.poll(1), at: end)
        #expect(schedule.nextDue.map { $0 > end } ?? false)
    }

    @Test func `a clock that is set back by a day stops nothing`() {
        var schedule = PollSchedule()
        for device in 1...10 { schedule.add(Self.poll(device), everyMilliseconds: 60_000, at: start) }
        #expect(schedule.takeDue(at: start.adding(seconds: 30)).count < 10)
        let yesterday = start.adding(seconds: -86_400)
        _ = schedule.takeDue(at: yesterday)
        let polls = schedule.takeDue(at: yesterday.adding(seconds: 60))
        #expect(!polls.isEmpty && schedule.nextDue.map { $0 <= yesterday.adding(seconds: 120) } ?? true)
    }

    @Test func `what is taken out does not come again`() {
        var schedule = PollSchedule()
        schedule.add(Self.poll(1), everyMilliseconds: 1000, at: start)
        schedule.keep { _ in false }
        #expect(schedule.nextDue == nil && schedule.count == 0)
        schedule.finish(Self.poll(1), at: start)
        #expect(schedule.nextDue == nil)
    }
}
