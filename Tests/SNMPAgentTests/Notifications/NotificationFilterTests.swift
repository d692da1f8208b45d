import Faults
import Testing

@testable import SNMPAgent

struct NotificationFilterTests {
    private func filter(_ minimum: Seriousness, includesDisabled: Bool = false) -> NotificationFilter {
        NotificationFilter(
            NotificationTarget(
                index: 1, host: "127.0.0.1", version: .v2c(community: "c"), minimumSeriousness: minimum,
                includesDisabled: includesDisabled))
    }

    /// Which of the records pass, in this order.
    private func passed(_ filter: NotificationFilter, _ records: [FaultRecord]) -> [Bool] {
        var filter = filter
        return records.map { filter.passes($0) }
    }

    @Test func `what is less serious than asked for is left out`() {
        let records = [
            TestRecords.alarm(1, seriousness: .critical), TestRecords.alarm(2, seriousness: .error),
            TestRecords.alarm(3, seriousness: .warning), TestRecords.event(.warning),
        ]
        #expect(passed(filter(.error), records) == [true, true, false, false])
    }

    @Test func `what the severity map disables is left out unless asked for`() {
        #expect(passed(filter(.information), [TestRecords.event(.disabled)]) == [false])
        #expect(passed(filter(.critical, includesDisabled: true), [TestRecords.event(.disabled)]) == [true])
    }

    @Test func `the end of an alarm follows its beginning, whatever its seriousness is by then`() {
        let records = [
            TestRecords.alarm(1, seriousness: .error), TestRecords.alarm(1, .alarmCleared, seriousness: .disabled),
            TestRecords.alarm(2, seriousness: .warning), TestRecords.alarm(2, .alarmTimeout, seriousness: .warning),
        ]
        #expect(passed(filter(.error), records) == [true, true, false, false])
    }
}
