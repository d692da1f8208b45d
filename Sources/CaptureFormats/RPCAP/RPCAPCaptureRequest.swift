/// A capture that a client wants, checked: what a server needs to begin it.
public struct RPCAPCaptureRequest: Hashable, Sendable {
    /// How packets travel to the client.
    public enum Transport: Hashable, Sendable {
        /// The client connects to a port that the server names in its reply.
        case serverListens
        /// The server connects to this port of the client.
        case serverConnects(port: UInt16)
        /// The server sends datagrams to this port of the client.
        case datagrams(port: UInt16)
    }

    /// The interface that was opened last.
    public var interface: String
    /// The most octets of a packet.
    public var snapLength: UInt32
    /// How long packets may be gathered before they are sent, in milliseconds.
    public var readTimeoutMilliseconds: UInt32
    /// Whether packets for other stations are wanted, too.
    public var isPromiscuous: Bool
    /// Whether packets that come in are wanted.
    public var wantsInbound: Bool
    /// Whether packets that go out are wanted.
    public var wantsOutbound: Bool
    /// How packets travel.
    public var transport: Transport
    /// The filter, which has passed `BPFProgram.check()`.
    public var filter: BPFProgram
    /// Which packets of many are wanted.
    public var sampling: PacketSampling

    /// Makes a request for everything that an interface sees.
    public init(
        interface: String, snapLength: UInt32 = 262_144, readTimeoutMilliseconds: UInt32 = 500,
        isPromiscuous: Bool = false, wantsInbound: Bool = true, wantsOutbound: Bool = true,
        transport: Transport = .serverListens, filter: BPFProgram = .everything, sampling: PacketSampling = .all
    ) {
        self.interface = interface
        self.snapLength = snapLength
        self.readTimeoutMilliseconds = readTimeoutMilliseconds
        self.isPromiscuous = isPromiscuous
        self.wantsInbound = wantsInbound
        self.wantsOutbound = wantsOutbound
        self.transport = transport
        self.filter = filter
        self.sampling = sampling
    }
}
