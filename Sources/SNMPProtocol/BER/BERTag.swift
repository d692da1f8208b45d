import NetworkValues

/// The first octet of an element in the Basic Encoding Rules, as SNMP uses them: class, form and number in one octet
/// (X.690 8.1.2, RFC 3417 8). PDUs have those of `PDUType`.
public enum BERTag {
    /// INTEGER, Integer32.
    public static let integer: UInt8 = 0x02
    /// OCTET STRING.
    public static let octetString: UInt8 = 0x04
    /// NULL, also the value of a variable binding in a request.
    public static let null: UInt8 = 0x05
    /// OBJECT IDENTIFIER.
    public static let objectIdentifier: UInt8 = 0x06
    /// SEQUENCE and SEQUENCE OF.
    public static let sequence: UInt8 = 0x30

    /// IpAddress (RFC 2578 7.1.5).
    public static let ipAddress: UInt8 = 0x40
    /// Counter32 (RFC 2578 7.1.6).
    public static let counter32: UInt8 = 0x41
    /// Gauge32 and Unsigned32 (RFC 2578 7.1.7, 7.1.11).
    public static let gauge32: UInt8 = 0x42
    /// TimeTicks (RFC 2578 7.1.8).
    public static let timeTicks: UInt8 = 0x43
    /// Opaque (RFC 2578 7.1.9).
    public static let opaque: UInt8 = 0x44
    /// Counter64 (RFC 2578 7.1.10).
    public static let counter64: UInt8 = 0x46

    /// The exception noSuchObject (RFC 3416 3).
    public static let noSuchObject: UInt8 = 0x80
    /// The exception noSuchInstance (RFC 3416 3).
    public static let noSuchInstance: UInt8 = 0x81
    /// The exception endOfMibView (RFC 3416 3).
    public static let endOfMibView: UInt8 = 0x82

    /// What an octet stands for, with its value.
    static func title(of tag: UInt8) -> String {
        let names: [UInt8: String] = [
            integer: "INTEGER", octetString: "OCTET STRING", null: "NULL", objectIdentifier: "OBJECT IDENTIFIER",
            sequence: "SEQUENCE", ipAddress: "IpAddress", counter32: "Counter32", gauge32: "Gauge32",
            timeTicks: "TimeTicks", opaque: "Opaque", counter64: "Counter64", noSuchObject: "noSuchObject",
            noSuchInstance: "noSuchInstance", endOfMibView: "endOfMibView",
        ]
        let number = "tag 0x" + hexadecimal(UInt64(tag), digits: 2)
        let name = names[tag] ?? PDUType(rawValue: tag).map { "\($0)" }
        return name.map { "\($0) (\(number))" } ?? number
    }
}
