import LinkProtocols

/// Runs a program of the classic packet filter over a frame, as the kernel does: only the instructions in use.
enum PacketFilter {
    /// How many octets the program hands over; 0 when it refuses the frame.
    static func run(_ program: [ReceiveFilter.Instruction], _ frame: [UInt8]) -> UInt32 {
        var accumulator: UInt32 = 0
        var next = 0
        while next < program.count {
            let instruction = program[next]
            next += 1
            switch instruction.code {
            case 0x28:
                let offset = Int(instruction.operand)
                guard offset + 2 <= frame.count else { return 0 }
                accumulator = UInt32(frame[offset]) << 8 | UInt32(frame[offset + 1])
            case 0x15:
                next += Int(accumulator == instruction.operand ? instruction.ifTrue : instruction.ifFalse)
            case 0x25:
                next += Int(accumulator > instruction.operand ? instruction.ifTrue : instruction.ifFalse)
            case 0x06: return instruction.operand
            default: return 0
            }
        }
        return 0
    }
}
