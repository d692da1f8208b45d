import CaptureFormats
import Foundation
import Testing

/// Packets on the data connection.
struct RPCAPPacketTests {
    private let time = PacketTime(seconds: 1_795_368_410, microseconds: 243_721)

    private func first(_ octets: [UInt8]) -> RPCAPPacket? {
        guard case .packet(let packet)? = messages(octets, from: .data).first else { return nil }
        return packet
    }

    @Test(arguments: [0, 1, 65_515, 65_516, 65_517, 65_535, 65_536, 65_549, 131_072, 262_143, 262_144])
    func `a frame of any length stays whole`(length: Int) throws {
        // facts 1.8, 2: sixteen bits of length end a stream at 65,516 octets.
        var random = SplitMix(state: UInt64(length))
        let frame = random.octets(length)
        var writer = RPCAPPacketWriter(snapLength: 262_144)
        var octets: [UInt8] = []
        writer.append(frame.span, at: time, originalLength: length, to: &octets)
        writer.append([1].span, at: time, originalLength: 1, to: &octets)
        let packets = messages(octets, from: .data)
        #expect(octets.count == 2 * RPCAPPacketWriter.overhead + length + 1)
        #expect(
            packets == [
                .packet(RPCAPPacket(time: time, originalLength: UInt32(length), number: 1, octets: frame)),
                .packet(RPCAPPacket(time: time, originalLength: 1, number: 2, octets: [1])),
            ])
        #expect(packets.flatMap(\.octets) == octets)
    }

    @Test func `frames of random lengths are found in pieces of random sizes`() {
        var random = SplitMix(state: 7)
        var writer = RPCAPPacketWriter(snapLength: 262_144)
        var octets: [UInt8] = []
        var frames: [[UInt8]] = []
        for _ in 0..<20 {
            let frame = random.octets(Int.random(in: 65_516...262_144, using: &random))
            frames.append(frame)
            writer.append(frame.span, at: time, originalLength: frame.count + 4, to: &octets)
        }
        var decoder = RPCAPDecoder(.data, payloadLimit: 262_144 + 20)
        let found = decoded(octets, &decoder, pieces: Int.random(in: 1000...100_000, using: &random))
        #expect(found.count == 20)
        for (index, input) in found.enumerated() {
            guard case .message(.packet(let packet)) = input else { return #expect(Bool(false), "\(index)") }
            #expect(packet.octets == frames[index] && packet.number == UInt32(index + 1))
            #expect(packet.originalLength == UInt32(frames[index].count + 4))
        }
    }

    @Test func `no more is sent than was asked for`() throws {
        var writer = RPCAPPacketWriter(snapLength: 10)
        var octets: [UInt8] = []
        writer.append([UInt8](repeating: 3, count: 100).span, at: time, originalLength: 90, to: &octets)
        let packet = try #require(first(octets))
        #expect(packet.octets.count == 10 && packet.originalLength == 90)
        octets = []
        // A length on the wire below what is kept would contradict itself.
        writer.append([1, 2, 3].span, at: time, originalLength: 0, to: &octets)
        #expect(first(octets)?.originalLength == 3)
    }

    @Test func `a packet in a datagram fits it`() {
        var writer = RPCAPPacketWriter(snapLength: RPCAPPacketWriter.datagramSnapLength)
        var octets: [UInt8] = []
        writer.append([UInt8](repeating: 3, count: 70_000).span, at: time, originalLength: 70_000, to: &octets)
        #expect(octets.count == 65_507)
    }

    @Test func `packets that were not sent leave a gap in the numbers`() {
        var writer = RPCAPPacketWriter(snapLength: 10)
        var octets: [UInt8] = []
        writer.append([1].span, at: time, originalLength: 1, to: &octets)
        writer.skip()
        writer.append([1].span, at: time, originalLength: 1, to: &octets)
        let numbers = messages(octets, from: .data).map { message -> UInt32 in
            if case .packet(let packet) = message { packet.number } else { 0 }
        }
        #expect(numbers == [1, 3])
    }

    /// A message must cost less than 100 ns, that 200,000 packets a second take 2 % of a core. Of a release build, with
    /// `IPDECT_MEASURE=1`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["IPDECT_MEASURE"] != nil, "IPDECT_MEASURE is not set"))
    func `a packet costs little`() {
        let frame = [UInt8](repeating: 0xa5, count: 128)
        func nanoseconds(_ append: (inout [UInt8], PacketTime) -> Void) -> Double {
            var buffer: [UInt8] = []
            buffer.reserveCapacity(131_072)
            let rounds = 5_000_000
            let began = processorNanoseconds()
            for round in 0..<rounds {
                append(&buffer, PacketTime(nanoseconds: 1_795_368_410_000_000_000 + UInt64(round) * 5000))
                if buffer.count >= 65_536 { buffer.removeAll(keepingCapacity: true) }
            }
            return Double(processorNanoseconds() - began) / Double(rounds)
        }
        var rpcap = RPCAPPacketWriter(snapLength: 262_144)
        let pcap = PcapWriter(PcapHeader(linkType: .ethernet))
        let pcapng = PcapNGWriter()
        let figures = [
            ("rpcap", nanoseconds { rpcap.append(frame.span, at: $1, originalLength: 128, to: &$0) }),
            ("pcap", nanoseconds { pcap.append(frame.span, at: $1, originalLength: 128, to: &$0) }),
            ("pcapng", nanoseconds { pcapng.append(frame.span, at: $1, originalLength: 128, to: &$0) }),
        ]
        for (name, cost) in figures {
            print("\(name): \(cost) ns for a packet of 128 octets")
            #if !DEBUG
                #expect(cost < 100)
            #endif
        }
    }

    /// What this thread has had of a processor, whatever else the machine does.
    private func processorNanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
