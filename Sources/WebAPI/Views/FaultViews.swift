public import Faults
import NetworkValues

/// An alarm that stands, as `GET /api/v1/alarms` lists it (manual 4.23.3).
public struct AlarmView: Codable, Sendable, Equatable {
    /// The alarm's number, kept for its life.
    public var number: UInt32
    /// When it was raised, RFC 3339.
    public var firstRaised: String
    /// When it was reported last, RFC 3339.
    public var lastRaised: String
    /// How often it was reported.
    public var count: UInt32
    /// The fault code, such as `0x00030204`.
    public var code: String
    /// The fault's label.
    public var label: String
    /// The severity: indeterminate, major or critical.
    public var severity: String
    /// What the operator made of it: disabled to critical.
    public var seriousness: String
    /// The device that reported it.
    public var device: String
    /// Its address; `nil` when unknown.
    public var address: String?
    /// The module that reported it.
    public var source: String
    /// What happened.
    public var text: String
    /// Whether somebody took note of it.
    public var isAcknowledged: Bool

    /// Makes the view of an alarm.
    public init(_ alarm: Alarm, severities: SeverityMap) {
        number = alarm.number
        firstRaised = "\(alarm.firstRaised)"
        lastRaised = "\(alarm.lastRaised)"
        count = alarm.count
        code = "\(alarm.key.code)"
        label = FaultCatalogue.definition(of: alarm.key.code)?.label ?? ""
        severity = "\(alarm.severity)"
        seriousness = "\(severities.seriousness(of: alarm.key.code))"
        device = alarm.subject.deviceName
        address = alarm.subject.address.map { "\($0)" }
        source = alarm.key.source
        text = alarm.text
        isAcknowledged = alarm.acknowledged
    }
}

/// An entry of the event history, as `GET /api/v1/events` lists it (manual 4.23.4).
public struct EventView: Codable, Sendable, Equatable {
    /// When it happened, RFC 3339.
    public var time: String
    /// alarm, alarmCleared, alarmTimeout or error.
    public var type: String
    /// The alarm's number, 0 for an event.
    public var alarm: UInt32
    /// The fault code, such as `0x00030204`.
    public var code: String
    /// The fault's label.
    public var label: String
    /// The severity.
    public var severity: String
    /// How serious it was to the operator at the time: disabled to critical.
    public var seriousness: String
    /// The device that reported it.
    public var device: String
    /// Its address; `nil` when unknown.
    public var address: String?
    /// The module that reported it.
    public var source: String
    /// What happened.
    public var text: String
    /// Whether it came from a simulation.
    public var isSimulated: Bool

    /// Makes the view of a record.
    public init(_ record: FaultRecord) {
        time = "\(record.time)"
        type = "\(record.activity)"
        alarm = record.alarmNumber
        code = "\(record.code)"
        label = FaultCatalogue.definition(of: record.code)?.label ?? ""
        severity = "\(record.severity)"
        seriousness = "\(record.seriousness)"
        device = record.subject.deviceName
        address = record.subject.address.map { "\($0)" }
        source = record.source
        text = record.text
        isSimulated = record.isSimulated
    }
}

/// A fault code explained, as `GET /api/v1/faults` lists it (manual 4.8.6, 6.2).
public struct FaultView: Codable, Sendable, Equatable {
    /// The code, such as `0x00030204`.
    public var code: String
    /// The unique label.
    public var label: String
    /// The module of the devices' software.
    public var module: String
    /// A short title.
    public var title: String
    /// What it means.
    public var summary: String
    /// alarm, event or both.
    public var kind: String
    /// The severity that the devices give it.
    public var severity: String
    /// What the operator made of it.
    public var seriousness: String
    /// Whether that differs from what the severity stands for.
    public var isRemapped: Bool
    /// What may be behind it; `nil` when unknown.
    public var cause: String?
    /// What helps; `nil` when unknown.
    public var remedy: String?

    /// Makes the view of a definition.
    public init(_ definition: FaultDefinition, severities: SeverityMap) {
        code = "\(definition.code)"
        label = definition.label
        module = definition.module
        title = definition.title
        summary = definition.summary
        kind = "\(definition.kind)"
        severity = "\(definition.severity)"
        seriousness = "\(severities.seriousness(of: definition.code))"
        isRemapped = severities.overrides[definition.code] != nil
        cause = definition.cause
        remedy = definition.remedy
    }
}
