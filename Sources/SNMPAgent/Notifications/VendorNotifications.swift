import Faults

/// The notifications of the vendor's devices (IPDECT-VENDOR-COMPAT-MIB). They tell a fault's code and nothing else.
enum VendorNotifications {
    /// The notifications below 1.3.6.1.4.1.27614.0 that are sent. Those named "minor" (13, 18) are not: neither the
    /// manual nor the tables know that severity.
    enum Name: UInt32 {
        case setCriticalAlarm = 11
        case setMajorAlarm = 12
        case setIndeterminateAlarm = 14
        case clearAlarm = 15
        case criticalFault = 16
        case majorFault = 17
        case indeterminateFault = 19

        /// The notification for what happened: by the seriousness that the operator gives it. There is one clear for
        /// all.
        init(_ activity: FaultActivity, _ seriousness: Seriousness) {
            switch (activity, seriousness) {
            case (.alarmCleared, _), (.alarmTimeout, _): self = .clearAlarm
            case (.alarm, .critical): self = .setCriticalAlarm
            case (.alarm, .error): self = .setMajorAlarm
            case (.alarm, _): self = .setIndeterminateAlarm
            case (.error, .critical): self = .criticalFault
            case (.error, .error): self = .majorFault
            case (.error, _): self = .indeterminateFault
            }
        }
    }

    /// The notification about a fault.
    static func content(_ record: FaultRecord) -> NotificationContent {
        content(Name(record.activity, record.seriousness), code: record.code.rawValue)
    }

    /// A test: an event of the least severity with no fault's code.
    static func test() -> NotificationContent {
        content(.indeterminateFault, code: 0)
    }

    private static func content(_ name: Name, code: UInt32) -> NotificationContent {
        let lastErrorCode = VendorTree.objects + [1, VendorModule.Attribute.lastErrorCode.rawValue, 0]
        return NotificationContent(
            name: VendorTree.notifications + [name.rawValue],
            variables: [NotificationVariable(name: lastErrorCode, value: .integer(Int32(clamping: code)))])
    }
}
