/// Why a frame is no EAPOL packet (IEEE 802.1X-2004, 7.5).
public enum EAPOLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The frame's own header is wrong.
    case frame(FrameError)
    /// The frame carries something else.
    case notEAPOL
    /// The frame is for another station.
    case notForUs
    /// Octets are missing in the header.
    case truncated(needed: Int, found: Int)
    /// A type that is not known.
    case unknownType(UInt8)
    /// The body's length reaches behind the frame's end.
    case lengthOverrun(length: Int, left: Int)

    /// What was expected and what came.
    public var description: String {
        switch self {
        case .frame(let error): error.description
        case .notEAPOL: "expected EtherType 0x888e, found another"
        case .notForUs: "expected the PAE group address or our own, found another"
        case .truncated(let needed, let found): "expected an EAPOL header of \(needed) octets, found \(found)"
        case .unknownType(let type): "expected an EAPOL type 0 to 8, found \(type)"
        case .lengthOverrun(let length, let left): "expected a body of at most \(left) octets, found \(length)"
        }
    }
}
