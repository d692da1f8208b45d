/// Where the vendor of the devices has its objects, 1.3.6.1.4.1.27614 (facts/snmp.md 1.3).
enum VendorObjects {
    static let number: UInt32 = 27614
    static let enterprise: [UInt32] = [1, 3, 6, 1, 4, 1, number]
    private static let module = enterprise + [1, 1, 1]
    /// ipDectFaultLogEntries, the count of rows in the fault log.
    static let faultLogEntries = module + [1, 1, 0]
    /// ipDectAlarmLogEntries, the count of rows in the alarm table.
    static let alarmEntries = module + [1, 2, 0]
    /// ipDectLastErrorCode without its instance.
    static let lastErrorCode = module + [1, 3]
    /// ipDectFaultLogEntry.
    static let faultEntry = module + [2, 1, 1]
    /// ipDectActiveAlarmsEntry.
    static let alarmEntry = module + [2, 2, 1]
}

/// Where the maker of the firmware's base has its objects, 1.3.6.1.4.1.6666 (facts/snmp.md 1.7).
enum InnovaphoneObjects {
    static let number: UInt32 = 6666
    static let enterprise: [UInt32] = [1, 3, 6, 1, 4, 1, number]
}
