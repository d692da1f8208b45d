import Faults
import Journal

/// Which records a server wants.
struct LogFilter: Sendable {
    private let topics: Set<LogTopic>
    private let floor: UInt8

    init(_ server: LogServer) {
        topics = server.topics
        floor = server.floor
    }

    /// Whether a record is sent.
    func passes(_ content: JournalContent) -> Bool {
        switch content {
        case .log(let log): log.severity <= floor && wants(log.topic)
        case .fault(let fault): fault.syslogSeverity <= floor && wants(.alarms)
        case .retention: floor >= 4 && wants(.agent)
        case .unknown: false
        }
    }

    private func wants(_ topic: LogTopic) -> Bool { topics.isEmpty || topics.contains(topic) }
}

extension FaultRecord {
    /// The severity of RFC 5424 for what the fault means to the operator; a cleared alarm is a notice.
    var syslogSeverity: UInt8 {
        guard activity == .alarm || activity == .error else { return 5 }
        return switch seriousness {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .information: 6
        case .disabled: 7
        }
    }
}
