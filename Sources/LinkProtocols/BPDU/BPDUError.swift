/// Why octets are no BPDU (IEEE 802.1D-2004, 9.3.4).
public enum BPDUError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The frame's own header is wrong.
    case frame(FrameError)
    /// The frame carries something else.
    case notBPDU
    /// Octets are missing.
    case truncated(needed: Int, found: Int)
    /// Another protocol than that of spanning trees, 0.
    case protocolIdentifier(UInt16)
    /// A type that is not known, or not in that version.
    case unknownType(version: UInt8, type: UInt8)
    /// A message that is as old as it may become, or older.
    case tooOld(messageAge: UInt16, maximumAge: UInt16)

    /// What was expected and what came.
    public var description: String {
        switch self {
        case .frame(let error): error.description
        case .notBPDU: "expected an LLC header 42 42 03, found another"
        case .truncated(let needed, let found): "expected a BPDU of at least \(needed) octets, found \(found)"
        case .protocolIdentifier(let number): "expected protocol 0, found \(number)"
        case .unknownType(let version, let type):
            "expected a BPDU of type 0, 2 or 128, found \(type) in version \(version)"
        case .tooOld(let age, let limit): "expected a message age below \(limit)/256 s, found \(age)/256 s"
        }
    }
}
