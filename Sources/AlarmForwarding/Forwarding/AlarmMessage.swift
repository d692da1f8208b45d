import Faults
import Foundation
import LogProtocols
import NetworkValues
import WebClient

/// What is sent to one server: a fault that happened, or an alarm that stands still.
struct AlarmMessage: Sendable {
    var fault: FaultRecord
    /// When the alarm began; `nil` when the record does not say.
    var firstRaised: Timestamp?
    /// Whether the alarm was sent before.
    var isRepeat: Bool
    /// The same for the same message, however often it is sent.
    var key: String

    /// The message of a record of the journal.
    init(_ fault: FaultRecord, number: UInt64) {
        self.fault = fault
        firstRaised = fault.activity == .alarm ? fault.time : nil
        isRepeat = false
        key = "record-\(number)"
    }

    /// The message of an alarm that stands.
    init(_ alarm: Alarm, severities: SeverityMap, isSimulated: Bool, at now: Timestamp) {
        fault = FaultRecord(
            activity: .alarm, alarmNumber: alarm.number, code: alarm.key.code, severity: alarm.severity,
            seriousness: severities.seriousness(of: alarm.key.code), subject: alarm.subject,
            source: alarm.key.source, text: alarm.text, time: alarm.lastRaised, count: alarm.count,
            isSimulated: isSimulated)
        firstRaised = alarm.firstRaised
        isRepeat = true
        key = "alarm-\(alarm.number)-\(now.seconds)"
    }

    /// Whether it tells of the same alarm as another message: then their order matters.
    func isOfSameAlarm(as other: AlarmMessage) -> Bool {
        fault.subject.device == other.fault.subject.device && fault.source == other.fault.source
            && fault.code == other.fault.code
    }

    /// The request that says it to a server; its target is that of the server's URL, with a query perhaps.
    func request(for server: AlarmServer, agent: String, at now: Timestamp) throws -> WebRequest {
        switch server.form {
        case .device:
            let form = deviceForm.encoded
            guard server.method == .get else {
                return WebRequest(
                    "POST", server.path, headers: [("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array(form.utf8))
            }
            return WebRequest("GET", server.path + (server.path.contains("?") ? "&" : "?") + form)
        case .json:
            return WebRequest(
                "POST", server.path,
                headers: [("Content-Type", "application/json"), ("Idempotency-Key", "\(agent)-\(key)")],
                body: try Self.encoder.encode(AlarmJSON(self)).map { $0 })
        case .alertmanager:
            let alert = AlertmanagerAlert(self, for: server, at: now)
            return WebRequest(
                "POST", server.path, headers: [("Content-Type", "application/json")],
                body: try Self.encoder.encode([alert]).map { $0 })
        }
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private var deviceForm: AlarmForm {
        AlarmForm(
            kind: fault.activity == .alarm ? .alarm : fault.activity == .error ? .error : .clear,
            severity: fault.severity.rawValue, code: fault.code.rawValue, time: fault.time,
            host: fault.subject.deviceName,
            serial: fault.subject.device == .agent ? "" : hexadecimal(fault.subject.device.rawValue, digits: 12),
            source: fault.source, text: fault.text)
    }
}

/// A fault as JSON.
struct AlarmJSON: Codable, Equatable {
    var activity: String
    var number: UInt32?
    var code: String
    var title: String?
    var severity: String
    var seriousness: String
    var device: String?
    var deviceName: String
    var address: String?
    var source: String
    var text: String
    var time: String
    var firstRaised: String?
    var count: UInt32
    var isRepeat: Bool
    var isSimulated: Bool

    init(_ message: AlarmMessage) {
        let fault = message.fault
        activity =
            switch fault.activity {
            case .alarm: "alarm"
            case .alarmCleared: "cleared"
            case .alarmTimeout: "timeout"
            case .error: "event"
            }
        number = fault.alarmNumber == 0 ? nil : fault.alarmNumber
        code = "\(fault.code)"
        title = FaultCatalogue.definition(of: fault.code)?.title
        severity = "\(fault.severity)"
        seriousness = "\(fault.seriousness)"
        device = fault.subject.device == .agent ? nil : "\(MACAddress(rawValue: fault.subject.device.rawValue))"
        deviceName = fault.subject.deviceName
        address = fault.subject.address.map { "\($0)" }
        source = fault.source
        text = fault.text
        time = fault.time.description
        firstRaised = message.firstRaised?.description
        count = fault.count
        isRepeat = message.isRepeat
        isSimulated = fault.isSimulated
    }
}

/// A fault as an alert of Alertmanager's API v2. The labels are the alarm's identity: all of its messages have the same.
struct AlertmanagerAlert: Codable, Equatable {
    var labels: [String: String]
    var annotations: [String: String]
    var startsAt: String?
    var endsAt: String

    /// Minutes for which an event stands.
    private static let eventMinutes: Int64 = 5

    init(_ message: AlarmMessage, for server: AlarmServer, at now: Timestamp) {
        let fault = message.fault
        let definition = FaultCatalogue.definition(of: fault.code)
        labels = [
            "alertname": definition.map { "\($0.label)" } ?? "fault", "code": "\(fault.code)",
            "severity": "\(fault.seriousness)", "source": fault.source,
        ]
        labels["instance"] = fault.subject.deviceName.isEmpty ? nil : fault.subject.deviceName
        if fault.subject.device != .agent {
            labels["device"] = "\(MACAddress(rawValue: fault.subject.device.rawValue))"
        }
        labels["simulated"] = fault.isSimulated ? "true" : nil
        labels.merge(server.labels) { own, _ in own }
        annotations = ["summary": definition?.title ?? "\(fault.code)", "description": fault.text]
        if fault.alarmNumber > 0 { annotations["alarm"] = "\(fault.alarmNumber)" }
        startsAt = message.firstRaised?.description
        switch fault.activity {
        case .alarm:
            // It ends by itself when we are no longer there to say that it stands.
            let minutes = server.resendMinutes == 0 ? 7 * 24 * 60 : server.resendMinutes * 2 + 5
            endsAt = now.adding(seconds: Int64(minutes) * 60).description
        case .alarmCleared, .alarmTimeout:
            endsAt = fault.time.description
        case .error:
            startsAt = fault.time.description
            endsAt = fault.time.adding(seconds: Self.eventMinutes * 60).description
        }
    }
}
