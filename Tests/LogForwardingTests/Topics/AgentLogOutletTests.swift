import Journal
import Logging
import NetworkValues
import Synchronization
import Testing

@testable import LogForwarding

/// The agent's own messages as records.
struct AgentLogOutletTests {
    /// Where messages go beside the log.
    private final class Console: Sendable {
        let lines = Mutex<[String]>([])
    }

    private struct ConsoleHandler: LogHandler {
        let console: Console
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { console.lines.withLock { $0.append("\(event.message)") } }
    }

    private let console = Console()
    private let bench: LogBench
    private let outlet = AgentLogOutlet(now: { Timestamp(seconds: 1_800_000_000) })
    private let logger: Logger

    init() throws {
        bench = try LogBench()
        let console = console
        logger = outlet.logger(beside: Logger(label: "test") { _ in ConsoleHandler(console: console) })
    }

    private func writer(_ options: String = "") throws -> LogWriter {
        LogWriter(
            try settings(options), journal: bench.journal, now: { LogBench.now() },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// What the writer has written once it ran to its end.
    private func written(_ writer: LogWriter) async throws -> [LogRecord] {
        let task = Task { await writer.run() }
        task.cancel()
        await task.value
        return try await bench.journal.records(after: 0, limit: 1000).compactMap {
            if case .log(let line) = $0.content { line } else { nil }
        }
    }

    @Test func `messages go to both, with their metadata, each by its own level`() async throws {
        let writer = try writer()
        outlet.attach(writer)
        var logger = logger
        logger[metadataKey: "unit"] = "7"
        logger.debug("fine")
        logger.info("seen", metadata: ["a": "b"])
        logger.notice("kept", metadata: ["reason": "none"])
        logger.error("bad")
        #expect(console.lines.withLock { $0 } == ["seen", "kept", "bad"])
        let records = try await written(writer)
        #expect(records.map(\.text) == ["kept reason=none unit=7", "bad unit=7"])
        #expect(records.map(\.severity) == [5, 3] && records.allSatisfy { $0.topic == .agent })
        #expect(records.map(\.module) == ["LogForwardingTests", "LogForwardingTests"])
        #expect(records.first?.time == Timestamp(seconds: 1_800_000_000))
    }

    @Test func `the log can hear more than the console, also later`() async throws {
        let writer = try writer()
        outlet.attach(writer)
        logger.debug("not yet")
        writer.apply(try settings("/level debug"))
        logger.debug("now")
        #expect(console.lines.withLock { $0 }.isEmpty)
        #expect(try await written(writer).map(\.text) == ["now"])
    }

    @Test func `a copy that is quieter is quieter in both`() async throws {
        let writer = try writer("/level debug")
        outlet.attach(writer)
        var quiet = logger
        quiet.logLevel = .warning
        quiet.notice("silence")
        quiet.warning("loud")
        #expect(console.lines.withLock { $0 } == ["loud"])
        #expect(try await written(writer).map(\.text) == ["loud"])
    }

    @Test func `what comes before the journal is open waits, as much as there is room`() async throws {
        for number in 0..<AgentLogOutlet.earlyLimit + 10 { logger.notice("\(number)") }
        logger.info("too little")
        let writer = try writer("/rate 0")
        outlet.attach(writer)
        logger.notice("after")
        let texts = try await written(writer).map(\.text)
        #expect(texts == (0..<AgentLogOutlet.earlyLimit).map { "\($0)" } + ["after"])
    }

    @Test func `a message without end is cut`() async throws {
        let writer = try writer()
        outlet.attach(writer)
        logger.notice("\(String(repeating: "ä", count: 10_000))")
        let text = try #require(try await written(writer).first?.text)
        #expect(text.utf8.count <= AgentLogOutlet.textLimit && text.hasSuffix("..."))
    }
}
