/// The priority of a syslog message: where it comes from and how serious it is (RFC 5424 6.2.1, RFC 3164 4.1.1).
public struct SyslogPriority: RawRepresentable, Hashable, Sendable {
    /// Facility times eight plus severity, 0 to 191.
    public let rawValue: UInt8

    /// Takes a number of 0 to 191; `nil` for more.
    public init?(rawValue: UInt8) {
        guard rawValue <= 191 else { return nil }
        self.rawValue = rawValue
    }

    /// Makes a priority of a facility (0 to 23) and a severity (0 to 7); what is over is taken for the highest.
    public init(facility: UInt8, severity: UInt8) {
        rawValue = min(facility, 23) << 3 | min(severity, 7)
    }

    /// The priority of the devices' own lines: facility local0 to local7 by the class, always informational.
    public static func device(class number: UInt8) -> SyslogPriority {
        SyslogPriority(facility: 16 + min(number, 7), severity: 6)
    }

    /// The facility, 0 (kernel) to 23 (local7).
    public var facility: UInt8 { rawValue >> 3 }
    /// The severity, 0 (emergency) to 7 (debug).
    public var severity: UInt8 { rawValue & 7 }
}
