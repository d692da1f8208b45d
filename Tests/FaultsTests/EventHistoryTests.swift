import Faults
import NetworkValues
import Testing

/// The ring of what happened lately (manual 4.23.4).
struct EventHistoryTests {
    static func record(_ number: Int) -> FaultRecord {
        FaultRecord(
            activity: .error, alarmNumber: 0, code: .cmdRestart, severity: .major, seriousness: .error,
            subject: subject(1), source: "CMD", text: "\(number)", time: seconds(Int64(number)))
    }

    static func texts(_ history: EventHistory) -> [String] { history.records.map(\.text) }

    @Test func `an empty history has no records and begins at number 1`() {
        let history = EventHistory()
        #expect(history.capacity == 1000)
        #expect(history.count == 0 && history.records.isEmpty)
        #expect(history.lastSequence == 0 && history.firstSequence == 1)
        #expect(history[0] == nil && history[1] == nil)
    }

    @Test func `records come oldest first and are found by their numbers`() {
        var history = EventHistory(capacity: 4)
        for number in 1...3 { history.append(Self.record(number)) }
        #expect(Self.texts(history) == ["1", "2", "3"])
        #expect(history.firstSequence == 1 && history.lastSequence == 3 && history.dropped == 0)
        #expect((0...4).map { history[$0]?.text } == [nil, "1", "2", "3", nil])
    }

    @Test func `a full history drops the oldest and counts it`() {
        var history = EventHistory(capacity: 4)
        for number in 1...11 {
            history.append(Self.record(number))
            #expect(history.count == min(number, 4))
            #expect(history.dropped == UInt64(max(0, number - 4)))
            #expect(Self.texts(history) == (max(1, number - 3)...number).map { "\($0)" })
        }
        #expect(history.firstSequence == 8 && history.lastSequence == 11)
        #expect((7...12).map { history[$0]?.text } == [nil, "8", "9", "10", "11", nil])
    }

    @Test func `clearing empties the history, and numbers go on`() {
        var history = EventHistory(capacity: 3)
        for number in 1...5 { history.append(Self.record(number)) }
        history.clear()
        #expect(history.records.isEmpty && history.count == 0)
        #expect(history.lastSequence == 5 && history.firstSequence == 6)
        #expect(history[5] == nil)
        for number in 6...9 { history.append(Self.record(number)) }
        #expect(Self.texts(history) == ["7", "8", "9"])
        #expect(history[7]?.text == "7" && history[6] == nil)
    }

    @Test(arguments: [-1, 0, 1])
    func `a history keeps at least one record`(capacity: Int) {
        var history = EventHistory(capacity: capacity)
        for number in 1...3 { history.append(Self.record(number)) }
        #expect(history.capacity == 1)
        #expect(Self.texts(history) == ["3"])
        #expect(history.dropped == 2)
    }

    @Test func `what becomes of a fault has the vendor's numbers`() {
        #expect(FaultActivity.allCases.map(\.rawValue) == [0, 1, 2, 3])
        #expect(FaultActivity.allCases == [.alarm, .alarmCleared, .alarmTimeout, .error])
    }
}
