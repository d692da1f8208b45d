import NetworkValues

/// An instruction of a classic BPF program: eight octets on the wire.
public struct BPFInstruction: Hashable, Sendable {
    /// What is done.
    public var code: UInt16
    /// How many instructions are passed over when a comparison holds.
    public var jumpTrue: UInt8
    /// How many instructions are passed over when it does not.
    public var jumpFalse: UInt8
    /// The operand.
    public var operand: UInt32

    /// Makes an instruction.
    public init(_ code: UInt16, _ jumpTrue: UInt8 = 0, _ jumpFalse: UInt8 = 0, _ operand: UInt32 = 0) {
        self.code = code
        self.jumpTrue = jumpTrue
        self.jumpFalse = jumpFalse
        self.operand = operand
    }

    /// What is wrong with an instruction.
    public enum Fault: Hashable, Sendable {
        /// A code that the interpreter does not have: libpcap's one would end the whole process.
        case unknownCode
        /// A jump to a place that is not in the program, forward of it.
        case jumpOutside
        /// A division by a constant zero.
        case divisionByZero
        /// A word of scratch memory that is not there: there are 16.
        case memoryOutside
        /// The last instruction does not end the program.
        case missingReturn
    }
}

extension BPFInstruction: CustomStringConvertible {
    /// The four numbers under their usual names, the code in hexadecimal.
    public var description: String {
        "code 0x\(hexadecimal(UInt64(code), digits: 2)) jt \(jumpTrue) jf \(jumpFalse) k \(operand)"
    }
}

extension BPFInstruction.Fault: CustomStringConvertible {
    /// What is expected instead.
    public var description: String {
        switch self {
        case .unknownCode: "expected a known code"
        case .jumpOutside: "expected a jump forward within the program"
        case .divisionByZero: "expected a divisor other than zero"
        case .memoryOutside: "expected a word of scratch memory from 0 to 15"
        case .missingReturn: "expected a return as the last instruction"
        }
    }
}
