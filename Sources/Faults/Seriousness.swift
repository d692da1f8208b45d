/// How serious a fault is to the operator, who may change it for each code (manual 4.8.6).
public enum Seriousness: UInt8, Hashable, Comparable, CaseIterable, Sendable {
    /// Nobody is told of the fault; it is still kept.
    case disabled = 1
    /// Good to know.
    case information = 2
    /// Stands for the severity indeterminate.
    case warning = 3
    /// Stands for the severity major.
    case error = 4
    /// Stands for the severity critical.
    case critical = 5

    /// Orders by how serious they are.
    public static func < (left: Seriousness, right: Seriousness) -> Bool {
        left.rawValue < right.rawValue
    }
}
