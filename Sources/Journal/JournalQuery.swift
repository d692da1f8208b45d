public import Faults
import GRDB
public import NetworkValues

/// What to search for; what is `nil` or empty does not narrow.
public struct JournalQuery: Hashable, Sendable {
    /// The earliest time.
    public var from: Timestamp?
    /// The latest time.
    public var until: Timestamp?
    /// The kinds.
    public var kinds: Set<JournalContent.Kind>
    /// The device; `.agent` for our own host.
    public var device: DeviceID?
    /// The device's name as the record has it; of a line that was received, the host that its header names. The case of
    /// ASCII letters does not matter.
    public var deviceName: String?
    /// The device's address; of a line that was received, the one that sent it.
    public var address: IPAddress?
    /// The fault's code.
    public var code: FaultCode?
    /// The topics, by `JournalContent.topic`.
    public var topics: Set<LogTopic>
    /// The least severe that is wanted, by `JournalContent.syslogSeverity`.
    public var severity: UInt8?
    /// A part of the text, of the source, of the module or of the device's name; the case of ASCII letters does not
    /// matter.
    public var text: String
    /// Only records with a smaller number: where the next page begins.
    public var before: UInt64?
    /// The most records, 1 to 10,000.
    public var limit: Int

    /// Makes a query.
    public init(
        from: Timestamp? = nil, until: Timestamp? = nil, kinds: Set<JournalContent.Kind> = [], device: DeviceID? = nil,
        deviceName: String? = nil, address: IPAddress? = nil, code: FaultCode? = nil, topics: Set<LogTopic> = [],
        severity: UInt8? = nil, text: String = "", before: UInt64? = nil, limit: Int = 100
    ) {
        self.from = from
        self.until = until
        self.kinds = kinds
        self.device = device
        self.deviceName = deviceName
        self.address = address
        self.code = code
        self.topics = topics
        self.severity = severity
        self.text = text
        self.before = before
        self.limit = limit
    }

    /// The condition in SQL and its arguments.
    var condition: (sql: String, arguments: StatementArguments) {
        var parts: [String] = []
        var arguments = StatementArguments()
        func narrow(_ part: String, _ values: StatementArguments = []) {
            parts.append(part)
            arguments += values
        }
        if let before { narrow("number < ?", [Int64(clamping: before)]) }
        if let from { narrow("time >= ?", [from.milliseconds]) }
        if let until { narrow("time <= ?", [until.milliseconds]) }
        if !kinds.isEmpty { narrow("kind IN (\(kinds.map { "\($0.rawValue)" }.sorted().joined(separator: ", ")))") }
        if let device { narrow("device = ?", [Int64(bitPattern: device.rawValue)]) }
        if let deviceName { narrow("device_name = ? COLLATE NOCASE", [deviceName]) }
        if let address { narrow("address = ?", [AddressColumn.encode(address)]) }
        if let code { narrow("code = ?", [Int64(code.rawValue)]) }
        if !topics.isEmpty {
            let names = topics.map(\.rawValue).sorted()
            narrow(
                "\(JournalContent.topicInSQL) IN (\(names.map { _ in "?" }.joined(separator: ", ")))",
                StatementArguments(names))
        }
        if let severity { narrow("\(JournalContent.syslogSeverityInSQL) <= ?", [Int64(severity)]) }
        if !text.isEmpty {
            let pattern =
                "%" + text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
            let columns = ["text", "source", "device_name", "module"]
            narrow(
                "(" + columns.map { "\($0) LIKE ? ESCAPE '\\'" }.joined(separator: " OR ") + ")",
                StatementArguments(columns.map { _ in pattern }))
        }
        return (parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ") + " ", arguments)
    }
}
