import Faults
import Journal
public import Logging
public import NetworkValues
import Synchronization

/// Where the agent's own messages become records of the topic `agent`. It is there before the journal is open: what comes
/// so early waits.
///
/// A message passes a lock and a bounded queue, and causes no other message: the journal and the `LogWriter` have loggers
/// that do not lead here.
public final class AgentLogOutlet: Sendable {
    /// The most messages that wait for the journal to be open.
    static let earlyLimit = 256
    /// The most octets of a record's text.
    static let textLimit = 8192

    private struct State {
        var writer: LogWriter?
        var early: [LogRecord] = []
        var dropped: UInt64 = 0
    }

    private let now: @Sendable () -> Timestamp
    private let state = Mutex(State())

    /// Makes an outlet.
    public init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// A logger that writes where `logger` does, and here.
    public func logger(beside logger: Logger) -> Logger {
        Logger(label: logger.label) { _ in AgentLogHandler(base: logger.handler, outlet: self) }
    }

    /// Opens the outlet: what waited goes first.
    public func attach(_ writer: LogWriter) {
        state.withLock { state in
            for record in state.early where record.severity <= writer.settings.level { writer.write(record) }
            state.early = []
            state.writer = writer
        }
    }

    /// The least severe messages that are taken.
    var level: Logger.Level {
        guard let writer = state.withLock({ $0.writer }) else { return .info }
        return Logger.Level(leastSevere: writer.settings.level)
    }

    func take(_ text: String, level: Logger.Level, module: String) {
        let record = LogRecord(
            topic: .agent, severity: level.syslogSeverity, device: .agent, time: now(),
            text: text.utf8.count <= Self.textLimit ? text : String(text.prefix(Self.textLimit / 4)) + "...",
            module: module)
        let writer = state.withLock { state -> LogWriter? in
            if state.writer == nil {
                if state.early.count < Self.earlyLimit { state.early.append(record) } else { state.dropped += 1 }
            }
            return state.writer
        }
        writer?.write(record)
    }
}

extension Logger.Level {
    /// The severity of RFC 5424, 6.2.1.
    var syslogSeverity: UInt8 {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// The least severe level that is at least as severe as a severity of RFC 5424.
    init(leastSevere severity: UInt8) {
        self =
            switch severity {
            case 0...2: .critical
            case 3: .error
            case 4: .warning
            case 5: .notice
            case 6: .info
            default: .debug
            }
    }
}
