/// What a device is made of: texts of at most 32 octets each, empty for those that it does not tell (ANSI/TIA-1057, 10.2.6).
public struct MEDInventory: Hashable, Sendable {
    /// The most octets of each text.
    public static let limit = 32

    /// Revision of the hardware, subtype 5.
    public var hardwareRevision = ""
    /// Revision of the firmware, such as that of the boot code, subtype 6.
    public var firmwareRevision = ""
    /// Revision of the software, subtype 7.
    public var softwareRevision = ""
    /// Serial number, subtype 8.
    public var serialNumber = ""
    /// Manufacturer, subtype 9.
    public var manufacturer = ""
    /// Model, subtype 10.
    public var model = ""
    /// The operator's own number for the device, subtype 11.
    public var assetID = ""

    /// Makes an inventory that tells nothing.
    public init() {}

    /// The text of a subtype, 5 to 11; empty for another.
    public subscript(subtype: UInt8) -> String {
        get {
            switch subtype {
            case 5: hardwareRevision
            case 6: firmwareRevision
            case 7: softwareRevision
            case 8: serialNumber
            case 9: manufacturer
            case 10: model
            case 11: assetID
            default: ""
            }
        }
        set {
            switch subtype {
            case 5: hardwareRevision = newValue
            case 6: firmwareRevision = newValue
            case 7: softwareRevision = newValue
            case 8: serialNumber = newValue
            case 9: manufacturer = newValue
            case 10: model = newValue
            case 11: assetID = newValue
            default: break
            }
        }
    }
}
