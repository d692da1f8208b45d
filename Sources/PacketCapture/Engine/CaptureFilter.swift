public import CaptureFormats
import CLinux
import CPcap

/// What a reader wants to see of an interface.
public enum CaptureFilter: Hashable, Sendable {
    /// Everything.
    case all
    /// What matches a text of pcap-filter(7).
    case text(String)
    /// What a program lets pass that a client compiled itself.
    case program(BPFProgram)

    /// The filter as a program for a link type; `nil` for everything. Throws `CaptureError` with the compiler's own words.
    func compiled(for linkType: LinkType) throws(CaptureError) -> CompiledFilter? {
        switch self {
        case .all: return nil
        case .text(let text) where text.allSatisfy(\.isWhitespace): return nil
        case .text(let text): return CompiledFilter(try Self.compile(text, linkType))
        case .program(let program):
            do throws(CaptureFormatError) {
                try program.check()
            } catch {
                throw CaptureError(.filter, "\(error)")
            }
            return CompiledFilter(
                program.instructions.map {
                    ipd_bpf_instruction(
                        code: $0.code, jump_true: $0.jumpTrue, jump_false: $0.jumpFalse, value: $0.operand)
                })
        }
    }

    private static func compile(
        _ text: String, _ linkType: LinkType
    ) throws(CaptureError) -> [ipd_bpf_instruction] {
        guard text.utf8.count <= 4096, !text.utf8.contains(0) else {
            throw CaptureError(.filter, "expected a filter of at most 4096 characters, got \(text.utf8.count)")
        }
        var room = [ipd_bpf_instruction](repeating: ipd_bpf_instruction(), count: BPFProgram.instructionLimit)
        var message = [CChar](repeating: 0, count: Int(IPD_PCAP_MESSAGE))
        let count = ipd_pcap_compile(
            Int32(linkType.dlt), Int32(CaptureRequest.snapLengthLimit), text, &room,
            UInt32(BPFProgram.instructionLimit), &message)
        guard count >= 0 else {
            throw CaptureError(
                .filter, "expected a filter of pcap-filter(7), got \(text): \(PacketCapture.text(of: message))")
        }
        return Array(room.prefix(Int(count)))
    }
}

/// A filter as instructions that are known to be valid.
final class CompiledFilter: Sendable {
    nonisolated(unsafe) private let instructions: UnsafeBufferPointer<ipd_bpf_instruction>

    init(_ instructions: [ipd_bpf_instruction]) {
        let copy = UnsafeMutableBufferPointer<ipd_bpf_instruction>.allocate(capacity: instructions.count)
        _ = copy.initialize(from: instructions)
        self.instructions = UnsafeBufferPointer(copy)
    }

    deinit { instructions.deallocate() }

    /// Lets everything pass.
    static let everything = CompiledFilter([
        ipd_bpf_instruction(
            code: 0x06, jump_true: 0, jump_false: 0, value: UInt32(CaptureRequest.snapLengthLimit))
    ])

    /// Whether the kernel may sort out by it. It sees no tags of a VLAN, which stand beside the packet there.
    var isForKernel: Bool { !instructions.contains { [0x8100, 0x88a8, 0x9100].contains($0.value) } }

    /// How many octets of a packet pass; 0 for none.
    func match(_ packet: CapturedPacket) -> UInt32 {
        ipd_bpf_match(
            instructions.baseAddress, UInt32(instructions.count), packet.octets.baseAddress,
            UInt32(packet.octets.count), packet.length)
    }

    /// Lets the kernel sort out what does not pass to a socket. Returns whether it does.
    func install(in descriptor: Int32) -> Bool {
        ipd_socket_filter(descriptor, instructions.baseAddress, UInt32(instructions.count)) == 0
    }
}
