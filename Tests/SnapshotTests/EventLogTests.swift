import Faults
import NetworkValues
import Snapshot
import Testing

struct EventLogTests {
    private func entry(_ number: UInt64) -> EventLog.Entry {
        EventLog.Entry(
            number: number,
            record: FaultRecord(
                activity: .error, alarmNumber: 0, code: .cmdRestart, severity: .major, seriousness: .error,
                subject: FaultSubject(device: .agent, deviceName: "host", address: nil), source: "Cmd", text: "",
                time: Timestamp(seconds: 1)))
    }

    @Test func `the log keeps the newest entries and counts the others`() {
        var log = EventLog(capacity: 3)
        #expect(log.entries.isEmpty && log.lastNumber == 0)
        for number in UInt64(1)...20 {
            log.append(entry(10 * number))
            let kept = log.entries.map(\.number)
            let first = number < 3 ? 1 : number - 2
            let expected = (first...number).map { 10 * $0 }
            #expect(kept == expected)
        }
        #expect(log.added == 20 && log.dropped == 17 && log.lastNumber == 200)
    }

    @Test func `what comes late stands at the place of its number`() {
        var log = EventLog(capacity: 3)
        for number: UInt64 in [1, 3, 4] { log.append(entry(number)) }
        log.append(EventLog.Entry(number: 2, content: .notice("coldStart", at: Timestamp(seconds: 2))))
        #expect(log.entries.map(\.number) == [2, 3, 4] && log.added == 4 && log.dropped == 1)
        #expect(log.entries.first?.record == nil && log.entries.first?.time == Timestamp(seconds: 2))
        log.append(EventLog.Entry(number: 1, content: .notice("coldStart", at: Timestamp(seconds: 1))))
        #expect(log.entries.map(\.number) == [2, 3, 4] && log.lastNumber == 4, "for that there is no room any longer")
    }

    @Test func `what was there before does not count as added`() {
        var log = EventLog(capacity: 2, restoring: (UInt64(1)...5).map(entry))
        #expect(log.entries.map(\.number) == [4, 5] && log.added == 0)
        log.append(entry(6))
        #expect(log.entries.map(\.number) == [5, 6] && log.dropped == 1)
    }
}
