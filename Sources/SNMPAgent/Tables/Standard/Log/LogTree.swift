/// Where the objects of NOTIFICATION-LOG-MIB stand.
enum LogTree {
    /// notificationLogMIB.
    static let root: [UInt32] = [1, 3, 6, 1, 2, 1, 92]
    static let configuration = root + [1, 1]
    static let statistics = root + [1, 2]
    static let log = root + [1, 3]

    /// nlmLogName of the only log, whose name is empty: its length.
    static let name: [UInt32] = [0]

    /// nlmLogIndex of a record in the journal.
    static func number(_ record: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: record) }

    /// The row of a record in nlmLogTable: its first column, for pointers.
    static func pointer(_ record: UInt64) -> [UInt32] { log + [1, 1, 2] + name + [number(record)] }
}
