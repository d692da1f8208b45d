/// A filter as a classic BPF program.
///
/// One that came from a network is not to be run before `check()` let it pass: libpcap's interpreter ends the process at
/// a code that it does not know, and a jump backward may never end.
public struct BPFProgram: Hashable, Sendable {
    /// The most instructions (rpcapd's limit).
    public static let instructionLimit = 8192
    /// The words of scratch memory.
    static let memoryWords: UInt32 = 16

    /// The instructions, the first one first.
    public var instructions: [BPFInstruction]

    /// Makes a program. It is not checked.
    public init(_ instructions: [BPFInstruction]) {
        self.instructions = instructions
    }

    /// The program that takes every packet, up to 262,144 octets of it: what a client without a filter sends.
    public static let everything = BPFProgram([BPFInstruction(0x06, 0, 0, 262_144)])

    /// Whether every packet passes, whatever is in it.
    public var takesEverything: Bool {
        guard let first = instructions.first else { return false }
        return first.code == 0x06 && first.operand != 0
    }

    /// Makes sure that the program ends and does nothing that it should not: 1 to 8192 known instructions, jumps forward
    /// and within, scratch memory that is there, no division by a constant zero, a return at the end.
    ///
    /// As strict as the kernel and stricter than libpcap's own check, which lets jumps backward and unknown codes pass.
    public func check() throws(CaptureFormatError) {
        guard let last = instructions.last else { throw .tooShort(.filter, expected: 8, found: 0) }
        guard instructions.count <= Self.instructionLimit else {
            throw .tooLong(.filter, limit: Self.instructionLimit, found: instructions.count)
        }
        for (index, instruction) in instructions.enumerated() {
            if let fault = fault(of: instruction, at: index) { throw .instruction(instruction, index: index, fault) }
        }
        guard last.code & 0x07 == 0x06 else {
            throw .instruction(last, index: instructions.count - 1, .missingReturn)
        }
    }

    private func fault(of instruction: BPFInstruction, at index: Int) -> BPFInstruction.Fault? {
        guard Self.codes.contains(instruction.code) else { return .unknownCode }
        let left = instructions.count - index - 1
        switch instruction.code {
        case 0x02, 0x03, 0x60, 0x61:
            return instruction.operand < Self.memoryWords ? nil : .memoryOutside
        case 0x34, 0x94:
            return instruction.operand != 0 ? nil : .divisionByZero
        case 0x05:
            return UInt64(instruction.operand) < UInt64(left) ? nil : .jumpOutside
        case let code where code & 0x07 == 0x05:
            return max(Int(instruction.jumpTrue), Int(instruction.jumpFalse)) < left ? nil : .jumpOutside
        default:
            return nil
        }
    }

    /// The codes that libpcap's interpreter has, by class: loads, stores, arithmetic, jumps, returns, the rest.
    private static let codes: Set<UInt16> = [
        0x00, 0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0x60, 0x80,
        0x01, 0x61, 0x81, 0xb1,
        0x02, 0x03,
        0x04, 0x14, 0x24, 0x34, 0x44, 0x54, 0x64, 0x74, 0x84, 0x94, 0xa4,
        0x0c, 0x1c, 0x2c, 0x3c, 0x4c, 0x5c, 0x6c, 0x7c, 0x9c, 0xac,
        0x05, 0x15, 0x25, 0x35, 0x45, 0x1d, 0x2d, 0x3d, 0x4d,
        0x06, 0x16,
        0x07, 0x87,
    ]
}
