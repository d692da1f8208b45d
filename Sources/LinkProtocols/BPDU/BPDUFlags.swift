/// The flags of a BPDU (IEEE 802.1D-2004, 9.3.3). Configuration BPDUs have the first and the last one only.
public struct BPDUFlags: Hashable, Sendable {
    /// The octet, as it is sent.
    public let rawValue: UInt8

    /// Makes flags from their octet.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The topology changed.
    public var topologyChange: Bool { rawValue & 0x01 != 0 }
    /// The sender proposes to be designated.
    public var proposal: Bool { rawValue & 0x02 != 0 }
    /// The role of the sender's port.
    public var role: BPDUPortRole { BPDUPortRole(rawValue: rawValue >> 2 & 3) ?? .unknown }
    /// The sender's port learns addresses.
    public var learning: Bool { rawValue & 0x10 != 0 }
    /// The sender's port forwards frames.
    public var forwarding: Bool { rawValue & 0x20 != 0 }
    /// The sender agrees to a proposal.
    public var agreement: Bool { rawValue & 0x40 != 0 }
    /// A change of the topology is acknowledged.
    public var topologyChangeAcknowledgment: Bool { rawValue & 0x80 != 0 }
}
