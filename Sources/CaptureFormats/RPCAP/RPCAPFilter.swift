/// A filter in STARTCAP_REQ and UPDATEFILTER_REQ: type 1 (BPF), zero, the number of instructions, and eight octets each.
enum RPCAPFilter {
    /// Octets before the instructions, and of each of them.
    static let unit = 8

    /// Reads a program. It is not checked; more than 8192 instructions are refused.
    static func program(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) -> BPFProgram {
        let type = try reader.uint16(in: bytes)
        guard type == 1 else { throw .unexpected(.filter, expected: "filter type 1 (BPF)", found: UInt64(type)) }
        try reader.skip(2)
        let count = Int(try reader.uint32(in: bytes))
        guard count <= BPFProgram.instructionLimit else {
            throw .tooLong(.filter, limit: BPFProgram.instructionLimit, found: count)
        }
        guard count * unit <= reader.count else {
            throw .tooShort(.rpcapPayload, expected: count * unit, found: reader.count)
        }
        var instructions: [BPFInstruction] = []
        instructions.reserveCapacity(count)
        for _ in 0..<count {
            let code = try reader.uint16(in: bytes)
            let jumpTrue = try reader.uint8(in: bytes)
            let jumpFalse = try reader.uint8(in: bytes)
            instructions.append(BPFInstruction(code, jumpTrue, jumpFalse, try reader.uint32(in: bytes)))
        }
        return BPFProgram(instructions)
    }

    /// Appends a program.
    static func append(_ program: BPFProgram, to octets: inout [UInt8]) {
        octets.append(contentsOf: [0, 1, 0, 0])
        octets.append(big: UInt32(truncatingIfNeeded: program.instructions.count))
        for instruction in program.instructions {
            octets.append(big: instruction.code)
            octets.append(instruction.jumpTrue)
            octets.append(instruction.jumpFalse)
            octets.append(big: instruction.operand)
        }
    }
}
