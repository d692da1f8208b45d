/// Programs of the classic Berkeley packet filter for packets without their link header.
enum DHCPFilter {
    /// One instruction: code, jumps, operand (`struct sock_filter` of Linux, in its order).
    typealias Instruction = (code: UInt16, ifTrue: UInt8, ifFalse: UInt8, operand: UInt32)

    /// The port of DHCPv4 clients (RFC 2131 4.1).
    static let clientPort: UInt16 = 68
    /// The port of DHCPv4 servers.
    static let serverPort: UInt16 = 67

    /// UDP in an IPv4 packet that is no later part of another, for the client's port.
    static let replies: [Instruction] = [
        (loadByte, 0, 0, 9),
        (jumpIfEqual, 0, 6, 17),
        (loadHalf, 0, 0, 6),
        (jumpIfAny, 4, 0, 0x1fff),
        (loadHeaderLength, 0, 0, 0),
        (loadHalfBehindHeader, 0, 0, 2),
        (jumpIfEqual, 0, 1, UInt32(clientPort)),
        (give, 0, 0, 65_535),
        (give, 0, 0, 0),
    ]

    /// All packets.
    static let everything: [Instruction] = [(give, 0, 0, 65_535)]

    /// The program as the kernel takes it.
    static func encoded(_ program: [Instruction]) -> [UInt64] {
        // The fields of an instruction stand in a word of this machine, lowest first.
        program.map {
            let jumps = UInt64($0.ifTrue) << 16 | UInt64($0.ifFalse) << 24
            return (UInt64($0.code) | jumps | UInt64($0.operand) << 32).littleEndian
        }
    }

    private static let loadByte: UInt16 = 0x30
    private static let loadHalf: UInt16 = 0x28
    /// `ldxb 4*([k]&0xf)`
    private static let loadHeaderLength: UInt16 = 0xb1
    /// `ldh [x+k]`
    private static let loadHalfBehindHeader: UInt16 = 0x48
    private static let jumpIfEqual: UInt16 = 0x15
    /// `jset #k`
    private static let jumpIfAny: UInt16 = 0x45
    private static let give: UInt16 = 0x06
}
