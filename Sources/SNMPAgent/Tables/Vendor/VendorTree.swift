/// Where the devices' vendor has its objects (IPDECT-VENDOR-COMPAT-MIB).
enum VendorTree {
    /// The vendor's enterprise, which the devices also show as their sysObjectID.
    static let enterprise: [UInt32] = [1, 3, 6, 1, 4, 1, 27614]
    /// The arc of the devices' objects.
    static let objects = enterprise + [1, 1, 1]
    /// The arc of the devices' notifications.
    static let notifications = enterprise + [0]

    /// The last position in a table: an index has 16 bits.
    static let lastPosition = 65_535
}
