import CaptureFormats
import Foundation
import NetworkValues
import Testing

/// The readers take any octets: they end, what they find lies within what came, and errors say what was expected.
///
/// `IPDECT_FUZZ_INPUTS` says how many inputs.
struct CaptureFuzzTests {
    static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 30_000

    /// Every message of the table, and the clients' sides of the recordings.
    private static let seeds: [[UInt8]] = {
        var seeds = RPCAPMessageTests.golden.map { hex($0.1) }
        seeds.append(
            RPCAPMessage.findAllInterfacesReply([
                RPCAPInterface(name: "a", about: "b", addresses: [RPCAPInterfaceAddress(RPCAPSocketAddress(.loopback))])
            ]).octets)
        for session in RPCAPRecordingTests.sessions {
            guard let recording = try? Recording("rpcap_\(session.name).pcap") else { continue }
            seeds.append(recording.client.octets(lost: session.lostOfClient))
        }
        return seeds
    }()

    /// One of the seeds with some changes, mostly to numbers that are lengths and types.
    static func mutated(_ seeds: [[UInt8]], _ random: inout SplitMix) -> [UInt8] {
        var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where !bytes.isEmpty:
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            case 1 where !bytes.isEmpty:
                bytes.removeSubrange(Int.random(in: 0..<bytes.count, using: &random)...)
            case 2 where !bytes.isEmpty:
                bytes.remove(at: Int.random(in: 0..<bytes.count, using: &random))
            case 3 where !bytes.isEmpty:
                let edges: [UInt8] = [0, 1, 2, 0x7f, 0x80, 0xff]
                bytes[Int.random(in: 0..<min(32, bytes.count), using: &random)] =
                    edges[Int.random(in: 0..<edges.count, using: &random)]
            case 4:
                let count = Int.random(in: 1...9, using: &random)
                bytes.insert(
                    contentsOf: random.octets(count), at: Int.random(in: 0...bytes.count, using: &random))
            default:
                bytes += seeds[Int.random(in: 0..<seeds.count, using: &random)]
            }
        }
        return bytes
    }

    @Test func `any octets are rpcap messages that are written as they were read, or told of`() {
        var random = SplitMix(state: 21)
        for index in 0..<Self.inputs {
            let bytes = Self.mutated(Self.seeds, &random)
            let source = [RPCAPDecoder.Source.client, .server, .data][index % 3]
            var decoder = RPCAPDecoder(source, payloadLimit: 4096)
            let found = decoded(bytes, &decoder, pieces: Int.random(in: 1...200, using: &random))
            for input in found {
                switch input {
                case .message(let message):
                    // What was read, written and read again is the same.
                    var again = RPCAPDecoder(source, payloadLimit: .max)
                    let octets = message.octets
                    guard !Self.changesWhenWritten(message) else { continue }
                    #expect(decoded(octets, &again) == [.message(message)])
                case .malformed(_, let error):
                    #expect(error.description.contains("expected"))
                case .unknown, .wrongVersion, .tlsHandshake:
                    break
                }
            }
        }
    }

    /// What is cut when it is written, and a filter whose one instruction libpcap would not have counted.
    private static func changesWhenWritten(_ message: RPCAPMessage) -> Bool {
        if case .error(_, let text) = message { return text.utf8.count > RPCAPMessage.errorTextLimit }
        return false
    }

    @Test func `a decoder keeps no more than it says, and finds the same in any pieces`() {
        var random = SplitMix(state: 22)
        for _ in 0..<(Self.inputs / 4) {
            let bytes = Self.mutated(Self.seeds, &random)
            var whole = RPCAPDecoder(.client, payloadLimit: 64)
            var pieces = RPCAPDecoder(.client, payloadLimit: 64)
            var waiting: [UInt8] = []
            var found: [RPCAPInput] = []
            for octet in bytes {
                waiting.append(octet)
                var position = 0
                while let input = pieces.next(in: waiting.span, at: &position) { found.append(input) }
                waiting.removeFirst(position)
                #expect(waiting.count < pieces.roomNeeded || found.last == .tlsHandshake)
            }
            #expect(decoded(bytes, &whole) == found)
        }
    }

    @Test func `any octets and any answers leave a session within its rules`() {
        var random = SplitMix(state: 23)
        for _ in 0..<Self.inputs {
            var server = ChaosServer(random: SplitMix(state: random.next()))
            server.take(Self.mutated(Self.seeds, &random))
            server.check()
        }
    }

    @Test func `any octets are a pcap file whose records lie within it, or an error`() throws {
        var random = SplitMix(state: 24)
        let seeds = try RPCAPRecordingTests.sessions.map { session in
            Array(try Fixtures.octets("rpcap_\(session.name).pcap").prefix(600))
        }
        for _ in 0..<Self.inputs {
            let bytes = Self.mutated(seeds, &random)
            var reader = PcapReader(packetLimit: 2000)
            var position = 0
            do throws(CaptureFormatError) {
                while let record = try reader.next(in: bytes.span, at: &position) {
                    #expect(record.octets.upperBound == position && position <= bytes.count)
                    #expect(record.octets.count <= record.originalLength)
                }
            } catch {
                #expect(error.description.contains("expected"))
            }
            #expect(reader.wholeLength == UInt64(position))
        }
    }

    @Test func `any octets are a pcapng file whose packets lie within it, or an error`() throws {
        var random = SplitMix(state: 25)
        let writer = PcapNGWriter()
        var seed: [UInt8] = []
        writer.append(PcapNGSection(hardware: "h", system: "s", application: "a", comment: "c"), to: &seed)
        writer.append(PcapNGInterface(linkType: .ethernet, name: "eth0", about: "x", filter: "udp"), to: &seed)
        let time = PacketTime(nanoseconds: 1)
        writer.append([1, 2, 3].span, at: time, originalLength: 3, comment: "hm", to: &seed)
        var statistics = PcapNGStatistics(interface: 0, time: time)
        (statistics.received, statistics.startTime, statistics.endTime) = (1, time, time)
        writer.append(statistics, to: &seed)
        for _ in 0..<Self.inputs {
            let bytes = Self.mutated([seed], &random)
            var reader = PcapNGReader(blockLimit: 2000, interfaceLimit: 5)
            var position = 0
            do throws(CaptureFormatError) {
                while let block = try reader.next(in: bytes.span, at: &position) {
                    guard case .packet(let packet) = block else { continue }
                    #expect(packet.octets.upperBound <= position && position <= bytes.count)
                }
            } catch {
                #expect(error.description.contains("expected"))
            }
            #expect(reader.wholeLength == UInt64(position))
        }
    }

    @Test func `a program that passes the check ends, whatever it is`() {
        var random = SplitMix(state: 26)
        let codes: [UInt16] = [0x00, 0x02, 0x04, 0x05, 0x06, 0x15, 0x34, 0x45, 0x60, 0x61, 0x94, 0xb1, 0x16, 0x1d]
        var passed = 0
        for _ in 0..<Self.inputs {
            let program = BPFProgram(
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    let code = codes[Int.random(in: 0..<codes.count, using: &random)]
                    return BPFInstruction(
                        Bool.random(using: &random) ? code : code ^ 1 << UInt16.random(in: 0...15, using: &random),
                        UInt8.random(in: 0...3, using: &random), UInt8.random(in: 0...3, using: &random),
                        UInt32(truncatingIfNeeded: Int.random(in: -2...20, using: &random)))
                })
            do throws(CaptureFormatError) {
                try program.check()
                passed += 1
                #expect(Self.ends(program))
            } catch {
                #expect(error.description.contains("expected"))
            }
        }
        #expect(passed > 0)
    }

    /// Whether every way through the program leads to a return and uses what is there, found without the check's help.
    private static func ends(_ program: BPFProgram) -> Bool {
        var reached: Set<Int> = [0]
        for (index, instruction) in program.instructions.enumerated() where reached.contains(index) {
            let next: [Int]
            switch instruction.code & 0x07 {
            case 0x06: next = []
            case 0x05 where instruction.code == 0x05: next = [index + 1 + Int(instruction.operand)]
            case 0x05: next = [index + 1 + Int(instruction.jumpTrue), index + 1 + Int(instruction.jumpFalse)]
            default: next = [index + 1]
            }
            guard next.allSatisfy({ $0 > index && $0 < program.instructions.count }) else { return false }
            reached.formUnion(next)
        }
        return true
    }
}
