/// Why octets are no Ethernet frame that can be read here.
public enum FrameError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Fewer octets than addresses and EtherType take.
    case truncated(needed: Int, found: Int)
    /// A second tag behind the first.
    case secondTag
    /// A length field that reaches behind the end of the frame.
    case lengthOverrun(length: Int, left: Int)

    /// What was expected and what came.
    public var description: String {
        switch self {
        case .truncated(let needed, let found): "expected a frame of at least \(needed) octets, found \(found)"
        case .secondTag: "expected at most one 802.1Q tag, found another behind it"
        case .lengthOverrun(let length, let left): "expected at most \(left) octets behind the length, found \(length)"
        }
    }
}
