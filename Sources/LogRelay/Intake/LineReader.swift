import Faults
import Journal
import LogProtocols
import NetworkValues

/// Makes records out of lines of one source.
struct LineReader {
    /// Modules whose topics are remembered.
    private static let topicLimit = 256
    /// How far a line's own time may be from the clock to be believed, in milliseconds.
    private static let believedMilliseconds: Int64 = 24 * 3_600_000

    let source: IPAddress
    let device: DeviceID
    private var topics: [String: LogTopic] = [:]

    init(source: IPAddress, device: DeviceID) {
        self.source = source
        self.device = device
    }

    /// The record of a line: `range` of `bytes`, without its end.
    mutating func record(_ bytes: Span<UInt8>, _ range: Range<Int>, at now: Timestamp) -> LogRecord {
        let line = bytes.extracting(range)
        let view = SyslogView(line, receivedAt: now)
        let text = LineText.text(line, view.bodyStart..<line.count)
        var offset = view.message.lowerBound - view.bodyStart
        if text.utf8.count != line.count - view.bodyStart {
            // It was no UTF-8 and has grown on the way.
            offset = LineText.text(line, view.bodyStart..<view.message.lowerBound).utf8.count
        }
        let name = view.module.isEmpty ? view.app : view.module
        let module = name.isEmpty ? "" : LineText.text(line, name)
        return LogRecord(
            topic: topic(of: module, name, line), severity: view.priority?.severity ?? 6, device: device,
            time: believed(view.time, at: now), text: text, module: module,
            origin: LogOrigin(
                address: source, host: view.host.isEmpty ? "" : LineText.text(line, view.host),
                facility: view.priority?.facility ?? 16, messageOffset: offset))
    }

    /// The record of a form.
    mutating func record(_ form: LogForm, at now: Timestamp) -> LogRecord {
        let octets = Array(form.message.utf8)
        var record = record(octets.span, 0..<octets.count, at: now)
        record.time = believed(form.time, at: now)
        record.origin?.host = form.from
        return record
    }

    /// A device's time counts when it can be right: many have no clock, and begin in 1970 at each start.
    private func believed(_ time: Timestamp?, at now: Timestamp) -> Timestamp {
        guard let time, abs(now.milliseconds(since: time)) <= Self.believedMilliseconds else { return now }
        return time
    }

    private mutating func topic(of module: String, _ range: Range<Int>, _ line: Span<UInt8>) -> LogTopic {
        if module.isEmpty { return .device }
        if let topic = topics[module] { return topic }
        let topic = LogTopic(rawValue: "\(DeviceTopics.topic(ofModule: range, in: line))")
        if topics.count < Self.topicLimit { topics[module] = topic }
        return topic
    }
}
