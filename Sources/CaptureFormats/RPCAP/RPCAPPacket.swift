/// The payload of PACKET: twenty octets and what was kept of the packet.
public struct RPCAPPacket: Hashable, Sendable {
    /// Octets before the packet.
    public static let headerLength = 20

    /// When the packet was seen, to the microsecond.
    public var time: PacketTime
    /// How many octets the packet had on the wire.
    public var originalLength: UInt32
    /// Its number: 1, 2, 3 and so on. A gap tells how many did not arrive.
    public var number: UInt32
    /// What was kept of it.
    public var octets: [UInt8]

    /// Makes a packet.
    public init(time: PacketTime, originalLength: UInt32, number: UInt32, octets: [UInt8]) {
        self.time = time
        self.originalLength = originalLength
        self.number = number
        self.octets = octets
    }

    /// Reads the payload.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        let seconds = try reader.uint32(in: bytes)
        let microseconds = try reader.uint32(in: bytes)
        guard microseconds < 1_000_000 else {
            throw .unexpected(.rpcapPayload, expected: "microseconds below 1000000", found: UInt64(microseconds))
        }
        time = PacketTime(seconds: seconds, microseconds: microseconds)
        let length = Int(try reader.uint32(in: bytes))
        originalLength = try reader.uint32(in: bytes)
        number = try reader.uint32(in: bytes)
        octets = bytes.octets(try reader.skip(length))
    }

    /// Appends the payload.
    func append(to octets: inout [UInt8]) {
        octets.append(big: time.seconds)
        octets.append(big: time.microsecondsOfSecond)
        octets.append(big: UInt32(truncatingIfNeeded: self.octets.count))
        octets.append(big: originalLength)
        octets.append(big: number)
        octets += self.octets
    }
}
