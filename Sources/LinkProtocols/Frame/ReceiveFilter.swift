/// A program of the classic Berkeley packet filter for the socket that hears LLDP, EAPOL and BPDUs and nothing else, as
/// data: the caller turns it into the kernel's `sock_filter`.
///
/// It looks at whole Ethernet frames. The kernel takes a tag out of the frame before the filter runs, so the type stands in
/// its usual place there; where the tag is still in the frame, the program steps over it.
public enum ReceiveFilter {
    /// One instruction: `code`, how many instructions to jump over when a comparison is true or false, and the operand
    /// (`struct sock_filter` of Linux, in its order).
    public typealias Instruction = (code: UInt16, ifTrue: UInt8, ifFalse: UInt8, operand: UInt32)

    /// Most octets of a frame that are handed over.
    public static let snapLength: UInt32 = 65_535

    /// The program: EtherType 0x88cc, EtherType 0x888e, or a length with an LLC header 42 42 behind it.
    public static let program: [Instruction] = [
        (loadHalf, 0, 0, 12),
        (jumpIfEqual, 8, 0, 0x88cc),
        (jumpIfEqual, 7, 0, 0x888e),
        (jumpIfEqual, 3, 0, 0x8100),
        (jumpIfGreater, 6, 0, 1500),
        (loadHalf, 0, 0, 14),
        (jumpIfEqual, 3, 4, 0x4242),
        (loadHalf, 0, 0, 16),
        (jumpIfEqual, 1, 0, 0x88cc),
        (jumpIfEqual, 0, 1, 0x888e),
        (give, 0, 0, snapLength),
        (give, 0, 0, 0),
    ]

    /// `ldh [k]`: the 16 bits at octet k; a frame that is too short for that is refused.
    private static let loadHalf: UInt16 = 0x28
    /// `jeq #k`
    private static let jumpIfEqual: UInt16 = 0x15
    /// `jgt #k`
    private static let jumpIfGreater: UInt16 = 0x25
    /// `ret #k`
    private static let give: UInt16 = 0x06
}
