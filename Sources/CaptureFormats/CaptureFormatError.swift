/// Why octets are no capture file, no rpcap message or no filter: what was expected and what came.
public enum CaptureFormatError: Error, Hashable, Sendable {
    /// Fewer octets than this part has: `expected` at least, `found` are there.
    case tooShort(Part, expected: Int, found: Int)
    /// More octets, or more of something, than this part may have.
    case tooLong(Part, limit: Int, found: Int)
    /// A number that does not fit its place; `expected` says in words what does.
    case unexpected(Part, expected: String, found: UInt64)
    /// A record of nothing but zeros: what a file system leaves of octets that did not reach the disk.
    case blankRecord(Part)
    /// An instruction of a filter that could do harm or that nobody knows.
    case instruction(BPFInstruction, index: Int, BPFInstruction.Fault)

    /// What the octets were read as.
    public enum Part: String, Hashable, Sendable {
        /// The first 24 octets of a pcap file.
        case pcapHeader = "pcap file header"
        /// The 16 octets before a packet in a pcap file, and the packet.
        case pcapRecord = "pcap record"
        /// A block of a pcapng file.
        case pcapngBlock = "pcapng block"
        /// A Section Header Block.
        case pcapngSection = "pcapng section header"
        /// An Interface Description Block.
        case pcapngInterface = "pcapng interface description"
        /// An Enhanced Packet Block.
        case pcapngPacket = "pcapng packet"
        /// An Interface Statistics Block.
        case pcapngStatistics = "pcapng interface statistics"
        /// An option within a block.
        case pcapngOption = "pcapng option"
        /// The eight octets before every rpcap message.
        case rpcapHeader = "rpcap header"
        /// What follows them, as the type of the message has it.
        case rpcapPayload = "message payload"
        /// An address of an interface in an rpcap message.
        case rpcapAddress = "rpcap socket address"
        /// A filter program.
        case filter = "filter program"
    }
}

extension CaptureFormatError: CustomStringConvertible {
    /// A sentence for people: what was expected, what came.
    public var description: String {
        switch self {
        case .tooShort(let part, let expected, let found):
            "\(part.rawValue) is too short: expected \(expected) octets, found \(found)"
        case .tooLong(let part, let limit, let found):
            "\(part.rawValue) is too long: expected at most \(limit), found \(found)"
        case .unexpected(let part, let expected, let found):
            "\(part.rawValue): expected \(expected), found \(found)"
        case .blankRecord(let part):
            "\(part.rawValue): expected a time and a length, found zeros, as a crash leaves them"
        case .instruction(let instruction, let index, let fault):
            "filter program, instruction \(index) (\(instruction)): \(fault)"
        }
    }
}
