/// How severe a fault is to the devices (manual 4.23.3). The numbers are the vendor's.
public enum FaultSeverity: UInt8, Hashable, Comparable, CaseIterable, Sendable {
    /// The severity cannot be determined.
    case indeterminate = 0
    /// Urgent action is required: a capability is severely degraded.
    case major = 1
    /// Immediate action is required: an object is out of service.
    case critical = 2

    /// Orders by how severe they are.
    public static func < (left: FaultSeverity, right: FaultSeverity) -> Bool {
        left.rawValue < right.rawValue
    }

    /// What the severity stands for toward the operator (manual 6.2): critical, error or warning.
    public var seriousness: Seriousness {
        switch self {
        case .indeterminate: .warning
        case .major: .error
        case .critical: .critical
        }
    }
}
