import NetworkValues

/// A fault code of the system, `0xMMMMSSNN`: the module in the upper half, then its part, then the fault (manual 6.2).
public struct FaultCode: RawRepresentable, Hashable, Comparable, Sendable {
    /// The code as a number.
    public let rawValue: UInt32

    /// Makes a code from its number. Not every number is in the catalogue.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Orders by number.
    public static func < (left: FaultCode, right: FaultCode) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension FaultCode: CustomStringConvertible {
    /// The code as the manual prints it, such as `0x00030204`.
    public var description: String { "0x" + hexadecimal(UInt64(rawValue), digits: 8) }
}
