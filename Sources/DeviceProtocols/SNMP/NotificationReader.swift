import Faults
import NetworkValues

/// A notification of a device. A trap of SNMPv1 has the name that RFC 3584 3.1 gives it: enterprise, 0, specific trap.
public struct DeviceNotification: Hashable, Sendable {
    /// snmpTrapOID.
    public var name: [UInt32]
    /// The variables; sysUpTime, snmpTrapOID and what a proxy adds may be among them.
    public var variables: [SNMPVariable]
    /// For how long the device has been running, in hundredths of a second; `nil` when it is not told.
    public var upTime: UInt32?

    /// Makes a notification.
    public init(name: [UInt32], variables: [SNMPVariable] = [], upTime: UInt32? = nil) {
        self.name = name
        self.variables = variables
        self.upTime = upTime
    }
}

/// What a notification says.
public struct NotificationReading: Hashable, Sendable {
    /// What is to be read of the device because the notification does not tell it.
    public struct FollowUp: OptionSet, Hashable, Sendable {
        /// One bit for each.
        public let rawValue: UInt8

        /// Makes a set from its bits.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The table of alarms that stand.
        public static let alarms = FollowUp(rawValue: 1)
        /// The fault log.
        public static let faultLog = FollowUp(rawValue: 2)
        /// The system group and the interfaces.
        public static let system = FollowUp(rawValue: 4)
    }

    /// What it says; a notification that is not known is raw.
    public var readings: [DeviceReading]
    /// What is to be read now.
    public var followUp: FollowUp
    /// Whether the notification is one of those that are known.
    public var isKnown: Bool

    /// Whether a read of the device should follow.
    public var isThin: Bool { !followUp.isEmpty }
}

/// Reads the notifications of the devices: those of the vendor (27614.0.n), of the firmware's maker (6666.0.n) and the
/// generic ones of RFC 3418.
///
/// Their names and variables are published (facts/snmp.md 1.4 and 1.7). Whether a base station sends the generic or the
/// vendor's own form of a cold start is not known: both are read. The vendor's tell only a code: neither source nor device,
/// so that the alarm table must be read.
public enum NotificationReader {
    /// The most variables that are looked at.
    public static let variableLimit = 64

    private static let generic: [UInt32] = [1, 3, 6, 1, 6, 3, 1, 1, 5]
    private static let interfaceIndex: [UInt32] = [1, 3, 6, 1, 2, 1, 2, 2, 1, 1]
    private static let upTimeName: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 3, 0]
    /// snmpModules: snmpTrapOID and what a proxy adds (RFC 3584 3.1).
    private static let modules: [UInt32] = [1, 3, 6, 1, 6, 3]

    /// Reads a notification.
    public static func read(_ notification: DeviceNotification) -> NotificationReading {
        let variables = notification.variables.prefix(variableLimit)
        var content = Content(
            notification.name, variables.filter { !$0.name.starts(with: modules) && $0.name != upTimeName })
        let upTime =
            notification.upTime
            ?? variables.first { $0.name == upTimeName }?.value.unsigned.flatMap(UInt32.init(exactly:))
        content.upTime = upTime
        return if let number = number(notification.name, below: VendorObjects.enterprise) {
            vendor(number, content)
        } else if let number = number(notification.name, below: InnovaphoneObjects.enterprise) {
            innovaphone(number, content)
        } else if notification.name.count == generic.count + 1, notification.name.starts(with: generic) {
            common(notification.name[generic.count], content)
        } else {
            content.unknown
        }
    }

    /// The number of a notification of an enterprise. Some senders make 0 a part of the enterprise's name: one more is in
    /// front then.
    private static func number(_ name: [UInt32], below enterprise: [UInt32]) -> UInt32? {
        let arcs = name.dropFirst(enterprise.count)
        guard name.starts(with: enterprise), (2...3).contains(arcs.count), arcs.dropLast().allSatisfy({ $0 == 0 })
        else {
            return nil
        }
        return arcs.last
    }

    private static func vendor(_ number: UInt32, _ content: Content) -> NotificationReading {
        switch number {
        case 0...4: common(number + 1, content)
        case 11...15, 16...19: fault(number, content)
        default: content.unknown
        }
    }

    private static func innovaphone(_ number: UInt32, _ content: Content) -> NotificationReading {
        switch number {
        case 0...4: common(number + 1, content)
        case 6, 7: diagnostic(isClear: number == 7, content)
        default: content.unknown
        }
    }

    /// The generic ones by their number in RFC 3418.
    private static func common(_ number: UInt32, _ content: Content) -> NotificationReading {
        switch number {
        case 1: return content.reading(.started(isCold: true), [.alarms, .faultLog, .system])
        case 2: return content.reading(.started(isCold: false), [.alarms, .faultLog, .system])
        case 3, 4:
            let variable = content.variables.first { $0.name.starts(with: interfaceIndex) }
            guard let index = variable?.value.unsigned.flatMap(UInt32.init(exactly:)), index > 0 else {
                return content.raw(isKnown: true, .system)
            }
            var interface = InterfaceReading(index: index)
            interface.isUp = number == 4
            return content.reading(.interface(interface), [])
        case 5: return content.reading(.authenticationFailed, [])
        default: return content.unknown
        }
    }

    /// The vendor's notifications of alarms (11 to 14 begin, 15 is over) and faults that do not last (16 to 19), with
    /// nothing but the code.
    private static func fault(_ number: UInt32, _ content: Content) -> NotificationReading {
        let followUp: NotificationReading.FollowUp = number <= 15 ? [.alarms] : [.faultLog]
        let variable = content.variables.first { $0.name.starts(with: VendorObjects.lastErrorCode) }
        guard let code = content.known(variable) else { return content.raw(isKnown: true, followUp) }
        // 13 and 18 are called minor, which no table knows.
        let severity: FaultSeverity? =
            switch number {
            case 11, 16: .critical
            case 12, 17: .major
            case 14, 19: .indeterminate
            default: nil
            }
        let report = ReportedAlarm(code: code, severity: severity)
        return switch number {
        case 15: content.reading(.alarmCleared(code, source: nil, deviceTime: nil), followUp)
        case ...14: content.reading(.alarm(report), followUp)
        default: content.reading(.event(report), followUp)
        }
    }

    /// innoDiagAlarm { code, source, severity, text } and innoDiagAlarmClear { code, source }. All numbers have one name and
    /// all texts have one: their order tells which is which.
    private static func diagnostic(isClear: Bool, _ content: Content) -> NotificationReading {
        let numbers = content.variables.filter { $0.value.unsigned != nil }
        let texts = content.variables.compactMap(\.value.octets)
        guard let code = content.known(numbers.first) else { return content.raw(isKnown: true, .alarms) }
        let source = texts.first.map { DeviceText.text($0) } ?? ""
        let followUp: NotificationReading.FollowUp = source.isEmpty ? .alarms : []
        guard !isClear else {
            return content.reading(
                .alarmCleared(code, source: source.isEmpty ? nil : source, deviceTime: nil), followUp)
        }
        let severity = numbers.dropFirst().first?.value.unsigned.flatMap { UInt8(exactly: $0) }
        let report = ReportedAlarm(
            code: code, source: source, severity: severity.flatMap { FaultSeverity(rawValue: $0) },
            text: texts.dropFirst().first.map { DeviceText.text($0) } ?? "")
        return content.reading(.alarm(report), followUp)
    }
}

/// What a notification carries, without what every notification has.
private struct Content {
    var name: [UInt32]
    var variables: [SNMPVariable]
    var upTime: UInt32?

    init(_ name: [UInt32], _ variables: [SNMPVariable]) {
        self.name = name
        self.variables = variables
    }

    /// The code in a variable, if the catalogue has it.
    func known(_ variable: SNMPVariable?) -> FaultCode? {
        guard let code = variable?.value.faultCode.map(FaultCode.init(rawValue:)) else { return nil }
        return FaultCatalogue.definition(of: code) == nil ? nil : code
    }

    func reading(_ reading: DeviceReading, _ followUp: NotificationReading.FollowUp) -> NotificationReading {
        NotificationReading(
            readings: [reading] + (upTime.map { [.upTime($0)] } ?? []), followUp: followUp, isKnown: true)
    }

    /// The notification as a text: its name, then names and values.
    func raw(isKnown: Bool, _ followUp: NotificationReading.FollowUp) -> NotificationReading {
        var text = "notification " + Self.dotted(name)
        for variable in variables {
            guard text.utf8.count < DeviceReading.rawLimit else { break }
            text += ", \(Self.dotted(variable.name)) = \(Self.text(variable.value))"
        }
        var result = reading(.raw(DeviceText.shortened(text)), followUp)
        result.isKnown = isKnown
        return result
    }

    var unknown: NotificationReading { raw(isKnown: false, []) }

    private static func dotted(_ name: [UInt32]) -> String { name.prefix(128).map(String.init).joined(separator: ".") }

    private static func text(_ value: SNMPValue) -> String {
        switch value {
        case .integer(let number): String(number)
        case .octets(let octets): DeviceText.text(octets)
        case .name(let name): dotted(name)
        case .address(let address): address.description
        default: value.unsigned.map { String($0) } ?? "none"
        }
    }
}
