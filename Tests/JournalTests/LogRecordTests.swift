import Faults
import Journal
import NetworkValues
import Testing

struct LogRecordTests {
    @Test func `the message of a received line is what stands behind its header`() {
        var line = LogRecord(
            topic: .device, severity: 6, device: .agent, time: Timestamp(milliseconds: 0),
            text: "Nov 23 12:00:00 ipbs3 CMD: grüß Gott", module: "CMD")
        #expect(line.message == line.text[...])
        line.origin = LogOrigin(address: .v4(1), host: "ipbs3", facility: 16, messageOffset: 27)
        #expect(line.message == "grüß Gott")
        line.origin?.messageOffset = 4000
        #expect(line.message == line.text[...])
    }

    @Test func `a topic is a short name`() {
        #expect(LogTopic(rawValue: "Gateway Calls").rawValue == "atewayalls")
        #expect(LogTopic(rawValue: String(repeating: "a", count: 40)).rawValue.utf8.count == 32)
        #expect(LogTopic.all.allSatisfy { LogTopic(rawValue: $0.rawValue) == $0 })
        #expect(Set(LogTopic.all).count == LogTopic.all.count)
    }

    @Test func `a received line comes back as it was appended`() async throws {
        let folder = try TemporaryFolder()
        let journal = try openJournal(folder)
        let line = LogRecord(
            topic: .dectRadio, severity: 3, device: .agent, time: Timestamp(milliseconds: 1_800_000_000_123),
            text: "20261123-120000 LOG_RADIO 3 lost", module: "LOG_RADIO",
            origin: LogOrigin(address: .v6(high: 1, low: 2, zone: 3), host: "ipbs3", facility: 17, messageOffset: 16))
        try await journal.append([.log(line)])
        #expect(try await journal.records(after: 0).map(\.content) == [.log(line)])
        await journal.close()
    }
}
