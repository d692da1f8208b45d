/// The payload of STARTCAP_REPLY: eight octets.
public struct RPCAPStartReply: Hashable, Sendable {
    /// The size of the server's buffer, in octets; a client makes its socket's buffer as large.
    public var bufferLength: Int32
    /// The port that waits for the data connection; 0 when the server opens it, and for datagrams.
    public var dataPort: UInt16

    /// Makes a reply.
    public init(bufferLength: Int32, dataPort: UInt16) {
        self.bufferLength = bufferLength
        self.dataPort = dataPort
    }

    /// Reads the payload.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        bufferLength = Int32(bitPattern: try reader.uint32(in: bytes))
        dataPort = try reader.uint16(in: bytes)
        try reader.skip(2)
    }

    /// Appends the payload.
    func append(to octets: inout [UInt8]) {
        octets.append(big: bufferLength)
        octets.append(big: dataPort)
        octets.append(big: 0 as UInt16)
    }
}
