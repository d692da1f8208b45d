import Faults
import Foundation
import Hummingbird
import IPDECTCore
import Journal
import LogForwarding
import NetworkValues
import Snapshot
import WebServer

/// What a request asks the log for.
struct LogSearch: Sendable {
    private var from: Timestamp?
    private var until: Timestamp?
    private var topics: Set<LogTopic> = []
    private var device: DeviceID?
    private var deviceName: String?
    private var address: IPAddress?
    private var severity: SyslogSeverity?
    private var text = ""

    /// Reads the query of a request: `from`, `until`, `topic` (several), `device`, `severity` and `text`.
    init(_ request: Request, _ snapshot: Snapshot) throws {
        let query = request.uri.queryParameters
        from = try request.time("from")
        until = try request.time("until")
        text = query["text"].map { String($0) } ?? ""
        for name in query[values: "topic"].flatMap({ $0.split(separator: ",") }) {
            guard let topic = LogTopic.all.first(where: { $0.rawValue == name }) else {
                let names = LogTopic.all.map(\.rawValue).joined(separator: ", ")
                throw Problem.malformed("expected a topic out of \(names), got \(name)")
            }
            topics.insert(topic)
        }
        if let name = query["severity"] {
            guard let severity = SyslogSeverity(String(name)) else {
                let names = SyslogSeverity.allCases.map { "\($0)" }.joined(separator: ", ")
                throw Problem.malformed("expected a severity out of \(names), got \(name)")
            }
            self.severity = severity
        }
        if let name = query["device"], !name.isEmpty { take(device: String(name), snapshot) }
    }

    /// A device is named by its MAC address, by its name, by its address, or as lines have it that were received.
    private mutating func take(device name: String, _ snapshot: Snapshot) {
        let small = name.lowercased()
        if small == "agent" {
            device = .agent
        } else if let radio = snapshot.site.radios.first(where: { $0.name.lowercased() == small }) {
            device = DeviceID(rawValue: radio.mac.rawValue)
        } else if let mac = MACAddress(name) {
            device = DeviceID(rawValue: mac.rawValue)
        } else if let address = IPAddress(name) {
            self.address = address
        } else if small == snapshot.host.name.lowercased() {
            device = .agent
        } else {
            deviceName = name
        }
    }

    /// The query of the journal; without topics it leaves out alarms when their topic is off.
    func query(before: UInt64?, limit: Int, showsAlarms: Bool) -> JournalQuery {
        JournalQuery(
            from: from, until: until, kinds: topics.isEmpty && !showsAlarms ? [.log, .retention] : [],
            device: device, deviceName: deviceName, address: address, topics: topics, severity: severity?.rawValue,
            text: text, before: before, limit: limit)
    }

    /// Whether a record that has just been appended is wanted; times are not looked at.
    func matches(_ content: JournalContent, showsAlarms: Bool) -> Bool {
        guard let topic = content.topic, let level = content.syslogSeverity else { return false }
        if topics.isEmpty ? topic == .alarms && !showsAlarms : !topics.contains(topic) { return false }
        if let severity, level > severity.rawValue { return false }
        let line = Line(content)
        if let device, line.device != device { return false }
        if let address, line.address != address { return false }
        if let deviceName, line.deviceName.asciiLowercased != deviceName.asciiLowercased { return false }
        guard !text.isEmpty else { return true }
        let wanted = text.asciiLowercased
        return line.texts.contains { $0.asciiLowercased.contains(wanted) }
    }

    /// The parts of a record that are searched.
    private struct Line {
        var device: DeviceID?
        var deviceName = ""
        var address: IPAddress?
        var texts: [String] = []

        init(_ content: JournalContent) {
            switch content {
            case .log(let log):
                device = log.device
                deviceName = log.origin?.host ?? ""
                address = log.origin?.address
                texts = [log.text, log.module, deviceName]
            case .fault(let fault):
                device = fault.subject.device
                deviceName = fault.subject.deviceName
                address = fault.subject.address
                texts = [fault.text, fault.source, deviceName]
            case .retention, .unknown:
                break
            }
        }
    }
}

extension String {
    /// The text with small ASCII letters, as the journal compares.
    fileprivate var asciiLowercased: String {
        String(decoding: utf8.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }
}
