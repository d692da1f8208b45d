/// The kinds of blocks that are written (draft-ietf-opsawg-pcapng 4).
enum PcapNGBlockType {
    /// Section Header Block (4.1).
    static let section: UInt32 = 0x0a0d_0d0a
    /// Interface Description Block (4.2).
    static let interface: UInt32 = 1
    /// Enhanced Packet Block (4.3).
    static let packet: UInt32 = 6
    /// Interface Statistics Block (4.6).
    static let statistics: UInt32 = 5
    /// What tells the byte order of a section.
    static let byteOrderMagic: UInt32 = 0x1a2b_3c4d
}
