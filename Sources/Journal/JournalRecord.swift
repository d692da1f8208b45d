public import Faults
public import NetworkValues

/// What is appended to the journal.
public enum JournalContent: Hashable, Sendable {
    /// A fault: an alarm raised, cleared or timed out, or an event.
    case fault(FaultRecord)
    /// A line of a log.
    case log(LogRecord)
    /// What the journal dropped; it appends these itself.
    case retention(RetentionRecord)
    /// A record that a newer version wrote: its kind and its text. It is passed on, never appended.
    case unknown(kind: Int, time: Timestamp, text: String)

    /// When it happened.
    public var time: Timestamp {
        switch self {
        case .fault(let fault): fault.time
        case .log(let log): log.time
        case .retention(let retention): retention.time
        case .unknown(_, let time, _): time
        }
    }

    /// What kind of record it is.
    public enum Kind: Int, CaseIterable, Sendable {
        /// A fault.
        case fault = 1
        /// A line of a log.
        case log = 2
        /// What the journal dropped.
        case retention = 3
    }

    /// The kind; `nil` for one that this version does not know.
    public var kind: Kind? {
        switch self {
        case .fault: .fault
        case .log: .log
        case .retention: .retention
        case .unknown: nil
        }
    }
}

/// One record of the journal. Its number is its identity for life: the first has 1, and none is left out.
public struct JournalRecord: Hashable, Sendable {
    /// What a record holds.
    public typealias Content = JournalContent

    /// The number, from 1.
    public let number: UInt64
    /// What it holds.
    public let content: Content

    /// Makes a record.
    public init(number: UInt64, content: Content) {
        self.number = number
        self.content = content
    }

    /// When it happened. Numbers follow the order of appending, which is not always that of time.
    public var time: Timestamp { content.time }
}

/// A change to the kept state of alarms; it is made durable together with the records that tell of it, or not at all.
public enum AlarmStateChange: Sendable, Equatable {
    /// The alarm stands like this: raised, refreshed, acknowledged, its object gone or returned.
    case put(Alarm)
    /// The alarm with this number stands no more.
    case remove(number: UInt32)
}
