import Faults
import NetworkValues
import Testing

@testable import Journal

/// Records as lines of the log, in the search and in hand.
struct LineSearchTests {
    private let folder: TemporaryFolder
    private let time = Timestamp(seconds: 1000)

    init() throws { folder = try TemporaryFolder() }

    private func fault(_ activity: FaultActivity, _ seriousness: Seriousness) -> JournalContent {
        .fault(
            FaultRecord(
                activity: activity, alarmNumber: 1, code: FaultCode(rawValue: 0x0003_0204), severity: .major,
                seriousness: seriousness,
                subject: FaultSubject(device: DeviceID(rawValue: 5), deviceName: "pump", address: nil), source: "IP",
                text: "text", time: time, count: 1, isSimulated: false))
    }

    private func received(_ text: String, host: String, from address: IPAddress) -> JournalContent {
        .log(
            LogRecord(
                topic: .device, severity: 3, device: .agent, time: time, text: text, module: "LOG_HTTP",
                origin: LogOrigin(address: address, host: host, facility: 16, messageOffset: 0)))
    }

    @Test func `a severity narrows lines and alarms alike, as the record itself says`() async throws {
        let journal = try openJournal(folder)
        var contents = Seriousness.allCases.flatMap { [fault(.alarm, $0), fault(.error, $0)] }
        contents += [fault(.alarmCleared, .critical), fault(.alarmTimeout, .disabled)]
        contents += (0...7).map { severity in
            .log(LogRecord(topic: .login, severity: UInt8(severity), device: .agent, time: time, text: ""))
        }
        try await journal.append(contents)
        for severity in UInt8(0)...7 {
            let found = try await journal.search(JournalQuery(severity: severity, limit: 100)).map(\.number)
            let expected = contents.indices.filter { contents[$0].syslogSeverity.map { $0 <= severity } ?? false }
            #expect(found.reversed() == expected.map { UInt64($0 + 1) }, "\(severity)")
        }
    }

    @Test func `topics narrow by several, alarms among them`() async throws {
        let journal = try openJournal(folder)
        try await journal.append([
            fault(.alarm, .error),
            .log(LogRecord(topic: .login, severity: 6, device: .agent, time: time, text: "a")),
            .log(LogRecord(topic: .agent, severity: 6, device: .agent, time: time, text: "b")),
        ])
        func found(_ topics: Set<LogTopic>) async throws -> [UInt64] {
            try await journal.search(JournalQuery(topics: topics)).map(\.number)
        }
        #expect(try await found([.alarms]) == [1])
        #expect(try await found([.alarms, .agent]) == [3, 1])
        #expect(try await found([.login, .tcp]) == [2])
        #expect(try await found([.dectStack]).isEmpty)
        #expect(try await journal.records(after: 0).map(\.content.topic) == [.alarms, .login, .agent])
    }

    @Test func `who sent a line is found by name and by address, and its module by text`() async throws {
        let journal = try openJournal(folder)
        let (old, new) = (try #require(IPAddress("10.0.0.7")), try #require(IPAddress("fd00::7")))
        try await journal.append([
            received("one", host: "ipbs2-old", from: old), received("two", host: "", from: new), fault(.alarm, .error),
        ])
        func found(_ query: JournalQuery) async throws -> [UInt64] { try await journal.search(query).map(\.number) }
        #expect(try await found(JournalQuery(deviceName: "IPBS2-OLD")) == [1])
        #expect(try await found(JournalQuery(deviceName: "pump")) == [3])
        #expect(try await found(JournalQuery(address: old)) == [1])
        #expect(try await found(JournalQuery(address: new)) == [2])
        #expect(try await found(JournalQuery(text: "log_http")) == [2, 1])
    }
}
