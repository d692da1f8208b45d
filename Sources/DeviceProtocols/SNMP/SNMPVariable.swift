public import NetworkValues

/// A variable of an answer or a notification: its name and its value (RFC 3416, 3).
public struct SNMPVariable: Hashable, Sendable {
    /// The object identifier.
    public var name: [UInt32]
    /// The value.
    public var value: SNMPValue

    /// Makes a variable.
    public init(_ name: [UInt32], _ value: SNMPValue) {
        self.name = name
        self.value = value
    }
}

/// A value (RFC 2578, 7.1), or the reason why there is none (RFC 3416, 3).
public enum SNMPValue: Hashable, Sendable {
    /// INTEGER.
    case integer(Int32)
    /// OCTET STRING; Opaque and BITS, too.
    case octets([UInt8])
    /// OBJECT IDENTIFIER.
    case name([UInt32])
    /// IpAddress.
    case address(IPAddress)
    /// Counter32.
    case counter(UInt32)
    /// Gauge32.
    case gauge(UInt32)
    /// TimeTicks, hundredths of a second.
    case ticks(UInt32)
    /// Counter64.
    case counter64(UInt64)
    /// No value was given.
    case null
    /// The device does not know the object.
    case noSuchObject
    /// The device has no such instance of the object.
    case noSuchInstance
    /// Nothing comes behind.
    case endOfView
}

extension SNMPValue {
    /// A whole number of any kind that is not negative; `nil` for what is none.
    public var unsigned: UInt64? {
        switch self {
        case .integer(let value): UInt64(exactly: value)
        case .counter(let value), .gauge(let value), .ticks(let value): UInt64(value)
        case .counter64(let value): value
        default: nil
        }
    }
}
