public import CaptureFormats

/// What a reader wants of a capture.
public struct CaptureRequest: Sendable {
    /// How the packets are written.
    public enum Format: Hashable, Sendable {
        /// A file of pcap, with nanoseconds or, as every program reads it, microseconds.
        case pcap(nanoseconds: Bool)
        /// A file of pcapng, with what was dropped at its end.
        case pcapng
        /// Messages of Remote PCAP.
        case rpcap
    }

    /// The interface; `nil` for none, with trace records alone.
    public var interface: String?
    /// Whether packets for others are taken, too.
    public var isPromiscuous = false
    /// Which packets.
    public var filter = CaptureFilter.all
    /// How many octets of each.
    public var snapLength = Self.snapLengthLimit
    /// Which of those that pass the filter.
    public var sampling = PacketSampling.all
    /// Whether records of the log stand between the packets.
    public var takesTrace = false
    /// How they are written.
    public var format: Format
    /// How many octets may wait for the reader.
    public var bufferOctets = 8 << 20
    /// The most packets; `nil` for no limit.
    public var packetLimit: UInt64?
    /// Who reads, for people: a user, an address, and by what.
    public var viewer: String

    /// The most octets of a packet: as libpcap has it.
    public static let snapLengthLimit = 262_144

    /// Makes a request for everything of an interface.
    public init(_ interface: String?, _ format: Format, viewer: String) {
        self.interface = interface
        self.format = format
        self.viewer = viewer
    }
}
