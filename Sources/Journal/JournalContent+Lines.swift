import Faults

/// Every record as a line of a log: alarms and events have a topic of their own, and what the journal says of itself is the
/// agent's.
extension JournalContent {
    /// What it is about; `nil` for a record of a newer version.
    public var topic: LogTopic? {
        switch self {
        case .log(let log): log.topic
        case .fault: .alarms
        case .retention: .agent
        case .unknown: nil
        }
    }

    /// The severity of RFC 5424, 6.2.1, 0 to 7: of a fault what it means to the operator, and notice when an alarm is
    /// over; `nil` for a record of a newer version.
    public var syslogSeverity: UInt8? {
        switch self {
        case .log(let log): log.severity
        case .fault(let fault) where fault.activity == .alarm || fault.activity == .error:
            switch fault.seriousness {
            case .critical: 2
            case .error: 3
            case .warning: 4
            case .information: 6
            case .disabled: 7
            }
        case .fault: 5
        case .retention: 4
        case .unknown: nil
        }
    }

    /// The same as `topic`, of a row.
    static let topicInSQL = """
        CASE kind WHEN \(Kind.log.rawValue) THEN topic WHEN \(Kind.fault.rawValue) THEN '\(LogTopic.alarms)' \
        WHEN \(Kind.retention.rawValue) THEN '\(LogTopic.agent)' END
        """

    /// The same as `syslogSeverity`, of a row.
    static let syslogSeverityInSQL = """
        CASE kind WHEN \(Kind.log.rawValue) THEN severity WHEN \(Kind.retention.rawValue) THEN 4 \
        WHEN \(Kind.fault.rawValue) THEN CASE \
        WHEN activity NOT IN (\(FaultActivity.alarm.rawValue), \(FaultActivity.error.rawValue)) THEN 5 \
        WHEN seriousness = \(Seriousness.critical.rawValue) THEN 2 WHEN seriousness = \(Seriousness.error.rawValue) THEN 3 \
        WHEN seriousness = \(Seriousness.warning.rawValue) THEN 4 \
        WHEN seriousness = \(Seriousness.information.rawValue) THEN 6 ELSE 7 END END
        """
}
