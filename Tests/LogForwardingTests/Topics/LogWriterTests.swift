import Faults
import Foundation
import Journal
import Logging
import NetworkValues
import Synchronization
import Testing

@testable import LogForwarding

/// The agent's own lines on their way into the journal.
struct LogWriterTests {
    /// A writer over a journal of its own, with a clock that stands.
    private final class Desk: Sendable {
        let bench: LogBench
        let writer: LogWriter
        let clock = Clock()

        init(_ options: String = "") throws {
            bench = try LogBench()
            let clock = clock
            writer = LogWriter(
                try settings(options), journal: bench.journal, now: { clock.now },
                sleep: { _ in try await Task.sleep(for: .milliseconds(2)) },
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        }

        func line(_ text: String, _ topic: LogTopic = .agent) -> LogRecord {
            LogRecord(topic: topic, severity: 5, device: .agent, time: clock.now, text: text)
        }

        /// Runs the writer beside `body`, to its end.
        func running(_ body: @Sendable () async throws -> Void) async throws {
            let task = Task { await writer.run() }
            try await body()
            task.cancel()
            await task.value
        }

        var texts: [String] {
            get async throws {
                try await bench.journal.records(after: 0, limit: 10_000).compactMap {
                    if case .log(let line) = $0.content { line.text } else { nil }
                }
            }
        }

        func counts(_ topic: LogTopic = .agent) -> LogWriterStatus.Counts? {
            writer.status.topics.first { $0.topic == topic }?.counts
        }
    }

    private final class Clock: Sendable {
        let time = Mutex(Timestamp(seconds: 1_800_000_000))
        var now: Timestamp { time.withLock { $0 } }
    }

    @Test func `what is handed over before the end is in the journal, in order`() async throws {
        let desk = try Desk("/rate 0")
        try await desk.running {
            for number in 0..<2500 { desk.writer.write(desk.line("\(number)")) }
        }
        #expect(try await desk.texts == (0..<2500).map { "\($0)" })
        #expect(desk.counts()?.written == 2500 && desk.writer.status.waiting == 0)
    }

    @Test func `switches hold, and what is always written passes them`() async throws {
        let desk = try Desk("/topics agent")
        try await desk.running {
            #expect(!desk.writer.write(desk.line("login", .login)))
            #expect(desk.writer.write(desk.line("traced", .configChanges), always: true))
            desk.writer.apply(try settings("/topics login"))
            #expect(desk.writer.write(desk.line("login again", .login)))
        }
        #expect(try await desk.texts == ["traced", "login again"])
        #expect(desk.counts(.login)?.switchedOff == 1)
        #expect(desk.writer.status.topics.filter(\.isOn).map(\.topic) == [.login])
    }

    @Test func `too many lines become one that says so, at the latest at the end`() async throws {
        let desk = try Desk("/rate 1")
        try await desk.running {
            for number in 0..<9 { desk.writer.write(desk.line("\(number)")) }
            desk.clock.time.withLock { $0 = $0.adding(seconds: 10) }
            while try await desk.texts.count < 6 { try await Task.sleep(for: .milliseconds(2)) }
            for number in 9..<30 { desk.writer.write(desk.line("\(number)")) }
        }
        let texts = try await desk.texts
        #expect(texts[..<5] == ["0", "1", "2", "3", "4"] && texts[5].hasPrefix("suppressed 4 lines since"))
        #expect(texts.dropFirst(6).dropLast() == ["9", "10", "11", "12", "13"])
        #expect(texts.last?.hasPrefix("suppressed 16 lines since") == true)
    }

    @Test func `the queue is bounded, keeps room for what is always written, and counts what it drops`() async throws {
        let desk = try Desk("/rate 0")
        for number in 0..<LogWriter.queueLimit + 3 { desk.writer.write(desk.line("\(number)")) }
        for number in 0..<LogWriter.reserve + 2 { desk.writer.write(desk.line("a\(number)"), always: true) }
        #expect(desk.writer.status.waiting == LogWriter.queueLimit + LogWriter.reserve)
        #expect(desk.counts()?.dropped == 5)
        try await desk.running {}
        #expect(desk.bench.journal.lastNumber == UInt64(LogWriter.queueLimit + LogWriter.reserve))
        #expect(!desk.writer.write(desk.line("too late")) && desk.counts()?.dropped == 6)
    }

    @Test func `lines that the journal does not take are tried again`() async throws {
        let desk = try Desk()
        // Two together are too many for the journal.
        desk.bench.journal.apply(JournalSettings(maximumPending: 1))
        desk.writer.write(desk.line("patient"))
        desk.writer.write(desk.line("calm"))
        try await desk.running {
            while desk.writer.status.failures < 3 { try await Task.sleep(for: .milliseconds(2)) }
            #expect(desk.writer.status.waiting == 2)
            desk.bench.journal.apply(JournalSettings())
            while desk.writer.status.waiting > 0 { try await Task.sleep(for: .milliseconds(2)) }
        }
        #expect(try await desk.texts == ["patient", "calm"])
    }

    @Test func `what the journal does not take at the end is counted as lost`() async throws {
        let desk = try Desk()
        desk.bench.journal.apply(JournalSettings(maximumPending: 1))
        desk.writer.write(desk.line("gone"))
        desk.writer.write(desk.line("gone too"))
        try await desk.running {}
        #expect(desk.counts()?.dropped == 2 && desk.counts()?.written == 0 && desk.writer.status.waiting == 0)
    }

    @Test func `who appends himself asks, and is counted`() async throws {
        let desk = try Desk("/topics dect-radio /rate 1")
        let admitted = (0..<9).count { _ in desk.writer.admits(.dectRadio) }
        #expect(admitted == 5)
        #expect(!desk.writer.admits(.dectMaster))
        desk.writer.noteDropped(.dectRadio)
        #expect(desk.counts(.dectRadio)?.written == 4 && desk.counts(.dectRadio)?.suppressed == 4)
        #expect(desk.counts(.dectMaster)?.switchedOff == 1)
    }
}
