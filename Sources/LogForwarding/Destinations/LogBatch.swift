import LogProtocols

/// Lines that follow each other in the journal, on their way to one server.
struct LogBatch: Sendable {
    /// The lines, each with its record's number.
    var lines: [(number: UInt64, line: LogLine)] = []
    /// The last record that was looked at, whether it is among the lines or of no interest to the server.
    var last: UInt64
}
