/// The two ports of a base station controller (manual 4.2, 4.2.12).
public enum LANPort: Int, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The primary port.
    case lan1 = 1
    /// The backup port.
    case lan2 = 2

    /// The port's name.
    public var description: String { "LAN\(rawValue)" }

    /// The other port.
    public var other: LANPort { self == .lan1 ? .lan2 : .lan1 }
}
