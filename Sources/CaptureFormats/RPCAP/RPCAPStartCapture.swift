/// The payload of STARTCAP_REQ: twelve octets and a filter.
public struct RPCAPStartCapture: Hashable, Sendable {
    /// How a capture is wanted.
    public struct Flags: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt16

        /// Makes flags from their bits.
        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// Packets for other stations, too.
        public static let promiscuous = Flags(rawValue: 0x01)
        /// Packets are sent in datagrams, each in one.
        public static let datagrams = Flags(rawValue: 0x02)
        /// The server opens the data connection.
        public static let serverOpens = Flags(rawValue: 0x04)
        /// Only packets that come in.
        public static let inbound = Flags(rawValue: 0x08)
        /// Only packets that go out.
        public static let outbound = Flags(rawValue: 0x10)
    }

    /// The most octets that are wanted of a packet.
    public var snapLength: UInt32
    /// How long packets may be gathered before they are sent, in milliseconds.
    public var readTimeoutMilliseconds: UInt32
    /// How the capture is wanted.
    public var flags: Flags
    /// The client's port for datagrams, or for a data connection that the server opens; else 0.
    public var dataPort: UInt16
    /// The filter, not checked yet.
    public var filter: BPFProgram

    /// Makes a request.
    public init(
        snapLength: UInt32 = 262_144, readTimeoutMilliseconds: UInt32 = 500, flags: Flags = [], dataPort: UInt16 = 0,
        filter: BPFProgram = .everything
    ) {
        self.snapLength = snapLength
        self.readTimeoutMilliseconds = readTimeoutMilliseconds
        self.flags = flags
        self.dataPort = dataPort
        self.filter = filter
    }

    /// Reads the payload.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        snapLength = try reader.uint32(in: bytes)
        readTimeoutMilliseconds = try reader.uint32(in: bytes)
        flags = Flags(rawValue: try reader.uint16(in: bytes))
        dataPort = try reader.uint16(in: bytes)
        filter = try RPCAPFilter.program(&reader, in: bytes)
    }

    /// Appends the payload.
    func append(to octets: inout [UInt8]) {
        octets.append(big: snapLength)
        octets.append(big: readTimeoutMilliseconds)
        octets.append(big: flags.rawValue)
        octets.append(big: dataPort)
        RPCAPFilter.append(filter, to: &octets)
    }
}
