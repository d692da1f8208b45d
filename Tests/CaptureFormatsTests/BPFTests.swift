import CaptureFormats
import Testing

/// Programs from the network are checked before anything runs them.
struct BPFTests {
    private func fault(_ instructions: [BPFInstruction]) -> CaptureFormatError? {
        do throws(CaptureFormatError) {
            try BPFProgram(instructions).check()
            return nil
        } catch {
            return error
        }
    }

    private func fault(of instruction: BPFInstruction) -> BPFInstruction.Fault? {
        guard case .instruction(instruction, index: 0, let fault)? = fault([instruction, BPFInstruction(0x06)])
        else { return nil }
        return fault
    }

    /// `tcpdump -d "udp port 514"` on Ethernet.
    private let udpPort: [BPFInstruction] = [
        .init(0x28, 0, 0, 12), .init(0x15, 0, 6, 0x86dd), .init(0x30, 0, 0, 20), .init(0x15, 0, 15, 0x11),
        .init(0x28, 0, 0, 54), .init(0x15, 12, 0, 514), .init(0x28, 0, 0, 56), .init(0x15, 10, 11, 514),
        .init(0x15, 0, 10, 0x800), .init(0x30, 0, 0, 23), .init(0x15, 0, 8, 0x11), .init(0x28, 0, 0, 20),
        .init(0x45, 6, 0, 0x1fff), .init(0xb1, 0, 0, 14), .init(0x48, 0, 0, 14), .init(0x15, 2, 0, 514),
        .init(0x48, 0, 0, 16), .init(0x15, 0, 1, 514), .init(0x06, 0, 0, 262_144), .init(0x06, 0, 0, 0),
    ]

    @Test func `what a compiler makes passes`() {
        #expect(fault(udpPort) == nil)
        #expect(fault(BPFProgram.everything.instructions) == nil)
        #expect(BPFProgram.everything.takesEverything && !BPFProgram(udpPort).takesEverything)
        #expect(!BPFProgram([BPFInstruction(0x06)]).takesEverything && !BPFProgram([]).takesEverything)
    }

    @Test func `a program has 1 to 8192 instructions`() {
        let filling = BPFInstruction(0x00)
        #expect(fault([]) == .tooShort(.filter, expected: 8, found: 0))
        #expect(fault([BPFInstruction](repeating: filling, count: 8191) + [BPFInstruction(0x06)]) == nil)
        #expect(
            fault([BPFInstruction](repeating: filling, count: 8192) + [BPFInstruction(0x06)])
                == .tooLong(.filter, limit: 8192, found: 8193))
    }

    @Test func `a jump stays within the program and goes forward`() {
        #expect(fault(of: .init(0x15, 0, 0, 1)) == nil)
        #expect(fault(of: .init(0x15, 1, 0, 1)) == .jumpOutside)
        #expect(fault(of: .init(0x15, 0, 1, 1)) == .jumpOutside)
        #expect(fault(of: .init(0x05, 0, 0, 0)) == nil)
        #expect(fault(of: .init(0x05, 0, 0, 1)) == .jumpOutside)
        // One back, were it signed: it would never end.
        #expect(fault(of: .init(0x05, 0, 0, 0xffff_fffe)) == .jumpOutside)
        #expect(fault(of: .init(0x05, 0, 0, 0xffff_ffff)) == .jumpOutside)
    }

    @Test func `scratch memory has sixteen words`() {
        for code in [0x02, 0x03, 0x60, 0x61] as [UInt16] {
            #expect(fault(of: .init(code, 0, 0, 15)) == nil)
            #expect(fault(of: .init(code, 0, 0, 16)) == .memoryOutside)
        }
    }

    @Test func `nothing is divided by a constant zero`() {
        for code in [0x34, 0x94] as [UInt16] {
            #expect(fault(of: .init(code, 0, 0, 0)) == .divisionByZero)
            #expect(fault(of: .init(code, 0, 0, 1)) == nil)
            // By what stands in X it may be: the interpreter looks.
            #expect(fault(of: .init(code + 8, 0, 0, 0)) == nil)
        }
    }

    @Test func `a code that the interpreter does not have would end the process`() {
        for code in [0x10, 0x18, 0x21, 0x0b, 0x55, 0xf4, 0x0e, 0x26, 0x17, 0x100, 0xffff] as [UInt16] {
            #expect(fault(of: .init(code, 0, 0, 1)) == .unknownCode, "0x\(String(code, radix: 16))")
        }
    }

    @Test func `the last instruction returns`() {
        let load = BPFInstruction(0x00)
        #expect(fault([BPFInstruction(0x06), load]) == .instruction(load, index: 1, .missingReturn))
        #expect(fault([load, BPFInstruction(0x16)]) == nil)
    }

    @Test func `an error names the instruction and what was expected`() {
        let error = CaptureFormatError.instruction(.init(0x34, 1, 2, 0), index: 4, .divisionByZero)
        #expect(
            error.description
                == "filter program, instruction 4 (code 0x34 jt 1 jf 2 k 0): expected a divisor other than zero")
    }
}
