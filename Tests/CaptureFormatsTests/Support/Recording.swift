import CaptureFormats

/// A recorded rpcap session: what went over the control connection in both directions, and the packets that followed.
struct Recording {
    /// What the client sent on the control connection.
    private(set) var client = Stream()
    /// What the server sent on the control connection.
    private(set) var server = Stream()
    /// What the server sent on a data connection of TCP.
    private(set) var data = Stream()
    /// What the server sent in datagrams.
    private(set) var datagrams: [[UInt8]] = []

    /// One direction of a TCP connection, put in order by its sequence numbers.
    struct Stream {
        private var first: UInt32?
        private var segments: [UInt32: [UInt8]] = [:]
        private var end: UInt32?

        mutating func take(_ sequence: UInt32, flags: UInt8, _ payload: ArraySlice<UInt8>) {
            if flags & 0x02 != 0 { first = sequence &+ 1 }
            if flags & 0x01 != 0 { end = sequence &+ UInt32(payload.count) }
            if !payload.isEmpty { segments[sequence] = Array(payload) }
        }

        /// The octets in order. The recorder has lost some segments: `lost` says what stood there, one after the other; a
        /// gap that is not in it ends the stream, and so does one of another size.
        func octets(lost: [[UInt8]] = []) -> [UInt8] {
            guard var next = first else { return [] }
            var lost = lost[...]
            var octets: [UInt8] = []
            while true {
                if let segment = segments[next] {
                    octets += segment
                    next &+= UInt32(segment.count)
                } else if next != end, let filling = lost.popFirst() {
                    octets += filling
                    next &+= UInt32(filling.count)
                    guard next == end || segments[next] != nil else { return octets }
                } else {
                    return octets
                }
            }
        }
    }

    init(_ name: String) throws {
        let file = try Fixtures.octets(name)
        var reader = PcapReader()
        var position = 0
        while let record = try reader.next(in: file.span, at: &position) { take(file[record.octets]) }
        precondition(position == file.count && reader.header?.linkType == .ethernet)
    }

    private mutating func take(_ frame: ArraySlice<UInt8>) {
        func number(_ offset: Int, _ count: Int) -> UInt32 {
            (0..<count).reduce(0) { $0 << 8 | UInt32(frame[frame.startIndex + offset + $1]) }
        }
        guard frame.count >= 34, number(12, 2) == 0x0800 else { return }
        let transport = 14 + Int(number(14, 1) & 0x0f) * 4
        let end = 14 + Int(number(16, 2))
        let ports = (source: number(transport, 2), destination: number(transport + 2, 2))
        if number(23, 1) == 17 {
            datagrams.append(Array(frame[(frame.startIndex + transport + 8)..<(frame.startIndex + end)]))
            return
        }
        let start = transport + Int(number(transport + 12, 1) >> 4) * 4
        let payload = frame[(frame.startIndex + start)..<(frame.startIndex + end)]
        let flags = UInt8(number(transport + 13, 1))
        let sequence = number(transport + 4, 4)
        switch ports {
        case (_, 2002): client.take(sequence, flags: flags, payload)
        case (2002, _): server.take(sequence, flags: flags, payload)
        default:
            // The client connects, so that what begins with SYN and ACK is the server.
            if flags & 0x12 == 0x12 { dataPort = ports.source }
            if ports.source == dataPort { data.take(sequence, flags: flags, payload) }
        }
    }

    private var dataPort: UInt32?
}
