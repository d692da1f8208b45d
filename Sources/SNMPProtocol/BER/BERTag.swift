import NetworkValues

/// The first octet of an element in the Basic Encoding Rules, as SNMP uses them: class, form and number in one octet
/// (X.690 8.1.2, RFC 3417 8).
public struct BERTag: RawRepresentable, Hashable, Sendable {
    /// The octet on the wire.
    public let rawValue: UInt8

    /// Makes a tag from its octet.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// INTEGER, Integer32.
    public static let integer = BERTag(rawValue: 0x02)
    /// OCTET STRING.
    public static let octetString = BERTag(rawValue: 0x04)
    /// NULL, also the value of a variable binding in a request.
    public static let null = BERTag(rawValue: 0x05)
    /// OBJECT IDENTIFIER.
    public static let objectIdentifier = BERTag(rawValue: 0x06)
    /// SEQUENCE and SEQUENCE OF.
    public static let sequence = BERTag(rawValue: 0x30)

    /// IpAddress (RFC 2578 7.1.5).
    public static let ipAddress = BERTag(rawValue: 0x40)
    /// Counter32 (RFC 2578 7.1.6).
    public static let counter32 = BERTag(rawValue: 0x41)
    /// Gauge32 and Unsigned32 (RFC 2578 7.1.7, 7.1.11).
    public static let gauge32 = BERTag(rawValue: 0x42)
    /// TimeTicks (RFC 2578 7.1.8).
    public static let timeTicks = BERTag(rawValue: 0x43)
    /// Opaque (RFC 2578 7.1.9).
    public static let opaque = BERTag(rawValue: 0x44)
    /// Counter64 (RFC 2578 7.1.10).
    public static let counter64 = BERTag(rawValue: 0x46)

    /// The exception noSuchObject (RFC 3416 3).
    public static let noSuchObject = BERTag(rawValue: 0x80)
    /// The exception noSuchInstance (RFC 3416 3).
    public static let noSuchInstance = BERTag(rawValue: 0x81)
    /// The exception endOfMibView (RFC 3416 3).
    public static let endOfMibView = BERTag(rawValue: 0x82)

    /// The tag of a PDU.
    public init(_ type: PDUType) {
        rawValue = type.rawValue
    }

    /// What the octet stands for, with its value.
    var title: String {
        let name: String? =
            switch self {
            case .integer: "INTEGER"
            case .octetString: "OCTET STRING"
            case .null: "NULL"
            case .objectIdentifier: "OBJECT IDENTIFIER"
            case .sequence: "SEQUENCE"
            case .ipAddress: "IpAddress"
            case .counter32: "Counter32"
            case .gauge32: "Gauge32"
            case .timeTicks: "TimeTicks"
            case .opaque: "Opaque"
            case .counter64: "Counter64"
            case .noSuchObject: "noSuchObject"
            case .noSuchInstance: "noSuchInstance"
            case .endOfMibView: "endOfMibView"
            default: PDUType(rawValue: rawValue).map(String.init(describing:))
            }
        let number = "tag 0x" + hexadecimal(UInt64(rawValue), digits: 2)
        return name.map { "\($0) (\(number))" } ?? number
    }
}
