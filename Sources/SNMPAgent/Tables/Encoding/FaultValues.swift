import Faults

extension FaultSeverity {
    /// The value of DectSeverity: critical(3), major(4), indeterminate(2), numbered as in ITU-T X.733.
    var managedValue: Int32 {
        switch self {
        case .indeterminate: 2
        case .critical: 3
        case .major: 4
        }
    }
}

extension FaultSeverity? {
    /// The value of DectSeverity: cleared(1) for none.
    var managedValue: Int32 {
        map(\.managedValue) ?? 1
    }
}

extension FaultActivity {
    /// The value of DectFaultActivity: the vendor's numbers (manual 4.23.4) plus one.
    var managedValue: Int32 { Int32(rawValue) + 1 }
}

extension DeviceFamilies {
    /// The bits of DectFaultFamilies: ipbs(0), ipbl(1), ipvm(2).
    var managedBits: [Int] {
        let all: [(DeviceFamilies, Int)] = [(.ipbs, 0), (.ipbl, 1), (.ipvm, 2)]
        return all.filter { contains($0.0) }.map(\.1)
    }
}

/// Counts over the alarms that stand.
struct AlarmCounts: Sendable {
    /// Alarms and the worst severity of some of them.
    struct Share: Sendable {
        var count: UInt32 = 0
        var worst: FaultSeverity?

        /// A number that differs when the share does.
        var stamp: UInt64 { UInt64(count) << 8 | UInt64(worst.map { $0.rawValue + 1 } ?? 0) }

        mutating func add(_ severity: FaultSeverity) {
            count += 1
            worst = worst.map { max($0, severity) } ?? severity
        }
    }

    /// All alarms.
    private(set) var all = Share()
    /// Alarms by severity.
    private(set) var bySeverity: [FaultSeverity: UInt32] = [:]
    /// Alarms by device.
    private(set) var byDevice: [DeviceID: Share] = [:]
    /// Alarms by fault.
    private(set) var byCode: [FaultCode: UInt32] = [:]
    /// Alarms that nobody acknowledged.
    private(set) var unacknowledged: UInt32 = 0

    init(_ alarms: [Alarm] = []) {
        for alarm in alarms {
            all.add(alarm.severity)
            bySeverity[alarm.severity, default: 0] += 1
            byDevice[alarm.key.device, default: Share()].add(alarm.severity)
            byCode[alarm.key.code, default: 0] += 1
            if !alarm.acknowledged { unacknowledged += 1 }
        }
    }
}
