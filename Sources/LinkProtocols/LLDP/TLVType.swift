/// Types of TLVs (IEEE 802.1AB-2016, table 8-1) and the organizations of type 127.
enum TLVType {
    static let end: UInt8 = 0
    static let chassisID: UInt8 = 1
    static let portID: UInt8 = 2
    static let timeToLive: UInt8 = 3
    static let portDescription: UInt8 = 4
    static let systemName: UInt8 = 5
    static let systemDescription: UInt8 = 6
    static let capabilities: UInt8 = 7
    static let managementAddress: UInt8 = 8
    static let organizational: UInt8 = 127

    /// IEEE 802.1 (IEEE 802.1Q-2022, annex D).
    static let dot1: UInt32 = 0x0080c2
    /// IEEE 802.3 (IEEE 802.3-2022, 79.3).
    static let dot3: UInt32 = 0x00120f
    /// LLDP-MED (ANSI/TIA-1057).
    static let med: UInt32 = 0x0012bb
}
