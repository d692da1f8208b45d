import Faults
import Hummingbird
import NetworkValues
import Snapshot
import WebServer

/// What alarms and events are filtered by.
private struct FaultFilter {
    static let seriousness = Seriousness.allCases.map { "\($0)" }

    let seriousness: Set<String>?
    let severities: Set<String>?
    let device: String?
    let code: FaultCode?
    let search: TextSearch?

    init(_ request: Request) throws {
        seriousness = try request.words("seriousness", of: Self.seriousness)
        severities = try request.words("severity", of: FaultSeverity.allCases.map { "\($0)" })
        device = request.text("device")?.lowercased()
        search = TextSearch(request.text("search"))
        code = try request.text("code").map { text in
            guard let code = FaultCode(parameter: text) else {
                throw Problem.malformed("expected a fault code such as 0x00030204, got \(text)", field: "code")
            }
            return code
        }
    }

    func fits(
        _ subject: FaultSubject, _ code: FaultCode, _ severity: FaultSeverity, _ seriousness: Seriousness,
        source: String, text: String
    ) -> Bool {
        if let wanted = self.code, wanted != code { return false }
        if let wanted = self.seriousness, !wanted.contains("\(seriousness)") { return false }
        if let severities, !severities.contains("\(severity)") { return false }
        if let device, subject.deviceName.lowercased() != device, !subject.hasAddress(device) { return false }
        guard let search else { return true }
        return search.isFound(in: text) || search.isFound(in: subject.deviceName) || search.isFound(in: source)
            || search.isFound(in: "\(code)")
            || search.isFound(in: FaultCatalogue.definition(of: code)?.label ?? "")
    }
}

extension FaultSubject {
    /// Whether a text is the device's hardware or network address.
    fileprivate func hasAddress(_ text: String) -> Bool {
        if let mac = MACAddress(text), mac.rawValue == device.rawValue { return true }
        return address.map { "\($0)" } == text
    }
}

/// The alarms that a request asks for (manual 4.23.3).
struct AlarmList {
    private let list: ListRequest
    private let filter: FaultFilter
    private let isAcknowledged: Bool?

    init(_ request: Request) throws {
        list = try ListRequest(request)
        filter = try FaultFilter(request)
        isAcknowledged = try request.choice("acknowledged")
    }

    func response(_ snapshot: Snapshot) throws -> Response {
        let severities = snapshot.severities
        let alarms = snapshot.alarms.alarms.filter { alarm in
            if let isAcknowledged, alarm.acknowledged != isAcknowledged { return false }
            return filter.fits(
                alarm.subject, alarm.key.code, alarm.severity, severities.seriousness(of: alarm.key.code),
                source: alarm.key.source, text: alarm.text)
        }
        return try list.response(alarms, orders: Self.orders(severities)) { AlarmView($0, severities: severities) }
    }

    static let orderNames = orders(SeverityMap()).map(\.name)

    private static func orders(_ severities: SeverityMap) -> [ListOrder<Alarm>] {
        [
            ListOrder("number") { $0.number }, ListOrder("firstRaised") { $0.firstRaised },
            ListOrder("lastRaised") { $0.lastRaised }, ListOrder("count") { $0.count },
            ListOrder("code") { $0.key.code.rawValue }, ListOrder("severity") { $0.severity },
            ListOrder("seriousness") { severities.seriousness(of: $0.key.code) },
            ListOrder("device") { $0.subject.deviceName }, ListOrder("source") { $0.key.source },
        ]
    }
}

/// The events that a request asks for, newest first (manual 4.23.4).
struct EventList {
    static let types = FaultActivity.allCases.map { "\($0)" }

    static let orders: [ListOrder<FaultRecord>] = [
        ListOrder("time") { $0.time }, ListOrder("code") { $0.code.rawValue }, ListOrder("severity") { $0.severity },
        ListOrder("seriousness") { $0.seriousness }, ListOrder("device") { $0.subject.deviceName },
        ListOrder("source") { $0.source }, ListOrder("type") { $0.activity.rawValue },
    ]

    private let list: ListRequest
    private let filter: FaultFilter
    private let types: Set<String>?
    private let from: Timestamp?
    private let until: Timestamp?

    init(_ request: Request) throws {
        list = try ListRequest(request)
        filter = try FaultFilter(request)
        types = try request.words("type", of: Self.types)
        from = try request.time("from")
        until = try request.time("until")
    }

    func response(_ snapshot: Snapshot) throws -> Response {
        // The newest first, also where two have the same time.
        let records = snapshot.events.records.reversed().filter { record in
            if let types, !types.contains("\(record.activity)") { return false }
            if let from, record.time < from { return false }
            if let until, record.time >= until { return false }
            return filter.fits(
                record.subject, record.code, record.severity, record.seriousness, source: record.source,
                text: record.text)
        }
        return try list.response(records, orders: Self.orders) { EventView($0) }
    }
}

/// The fault codes that a request asks for (manual 4.8.6).
struct FaultList {
    private let list: ListRequest
    private let module: String?
    private let kinds: Set<String>?
    private let seriousness: Set<String>?
    private let isRemapped: Bool?
    private let search: TextSearch?

    static let kinds = ["alarm", "event", "both"]

    init(_ request: Request) throws {
        list = try ListRequest(request)
        module = request.text("module")?.lowercased()
        kinds = try request.words("kind", of: Self.kinds)
        seriousness = try request.words("seriousness", of: FaultFilter.seriousness)
        isRemapped = try request.choice("remapped")
        search = TextSearch(request.text("search"))
    }

    func response(_ severities: SeverityMap) throws -> Response {
        let faults = FaultCatalogue.all.filter { fault in
            if let module, fault.module.lowercased() != module { return false }
            if let kinds, !kinds.contains("\(fault.kind)") { return false }
            if let seriousness, !seriousness.contains("\(severities.seriousness(of: fault.code))") { return false }
            if let isRemapped, isRemapped != (severities.overrides[fault.code] != nil) { return false }
            guard let search else { return true }
            return [fault.label, fault.title, fault.summary, fault.module, "\(fault.code)"]
                .contains { search.isFound(in: $0) }
        }
        return try list.response(faults, orders: Self.orders(severities)) { FaultView($0, severities: severities) }
    }

    static let orderNames = orders(SeverityMap()).map(\.name)

    private static func orders(_ severities: SeverityMap) -> [ListOrder<FaultDefinition>] {
        [
            ListOrder("code") { $0.code.rawValue }, ListOrder("label") { $0.label }, ListOrder("module") { $0.module },
            ListOrder("severity") { $0.severity }, ListOrder("seriousness") { severities.seriousness(of: $0.code) },
        ]
    }
}
