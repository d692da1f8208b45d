/// What one frame of LLDP says (IEEE 802.1AB-2016, clause 8).
public struct LLDPDU: Hashable, Sendable {
    /// The most octets of an LLDPDU that is sent: what fits into an untagged frame.
    public static let sizeLimit = 1500
    /// The most TLVs of an LLDPDU that is read.
    public static let tlvLimit = 256

    /// The sender's chassis.
    public var chassis: ChassisID
    /// The sender's port.
    public var port: PortID
    /// How long the rest is true, in seconds; 0 for a sender that stops.
    public var timeToLiveSeconds: UInt16
    /// The port's description, at most 255 octets; `nil` when it does not tell.
    public var portDescription: String?
    /// The system's name, at most 255 octets; `nil` when it does not tell.
    public var systemName: String?
    /// The system's description, at most 255 octets; `nil` when it does not tell.
    public var systemDescription: String?
    /// What the system can do.
    public var capabilities: LLDPCapabilities?
    /// Addresses under which it is managed, at most `LLDPDU.managementAddressLimit`.
    public var managementAddresses: [ManagementAddress] = []
    /// TLVs of IEEE 802.1.
    public var dot1 = Dot1TLVs()
    /// TLVs of IEEE 802.3.
    public var dot3 = Dot3TLVs()
    /// TLVs of LLDP-MED.
    public var med = MEDTLVs()
    /// TLVs that are not read here, in the order in which they came.
    public var unknown: [UnknownTLV] = []
    /// TLVs that were refused, each with its reason.
    public internal(set) var discarded: [LLDPError] = []

    /// The most management addresses that are kept.
    public static let managementAddressLimit = 8

    /// Makes an LLDPDU that says nothing but who sent it.
    public init(chassis: ChassisID, port: PortID, timeToLiveSeconds: UInt16) {
        self.chassis = chassis
        self.port = port
        self.timeToLiveSeconds = timeToLiveSeconds
    }

    /// The sender's identity.
    public var msap: MSAP { MSAP(chassis: chassis, port: port) }

    /// Whether the sender says that it stops.
    public var isShutdown: Bool { timeToLiveSeconds == 0 }

    /// Reads an LLDPDU from the payload of a frame. Unknown TLVs are kept; a wrong optional one is left out and named in
    /// `discarded`. Throws when the whole LLDPDU must be refused.
    public init(_ bytes: Span<UInt8>, in payload: Range<Int>) throws(LLDPError) {
        self = try LLDPDecoder.decode(bytes, payload)
    }

    /// Reads an LLDPDU from a whole frame, tagged or not. Throws when it must be refused.
    public init(frame bytes: Span<UInt8>) throws(LLDPError) {
        let frame: EthernetFrame
        do throws(FrameError) { frame = try EthernetFrame(bytes) } catch { throw .frame(error) }
        guard frame.kind == .lldp else { throw .notLLDP }
        try self.init(bytes, in: frame.payload)
    }
}
