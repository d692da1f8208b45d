/// What was counted on an interface (Interface Statistics Block, pcapng 4.6). What is `nil` is not told.
public struct PcapNGStatistics: Hashable, Sendable {
    /// The interface: its place among those of the section, from 0.
    public var interface: UInt32
    /// When this was counted.
    public var time: PacketTime
    /// When the capture began (isb_starttime).
    public var startTime: PacketTime?
    /// When it ended (isb_endtime).
    public var endTime: PacketTime?
    /// Packets that came (isb_ifrecv).
    public var received: UInt64?
    /// Packets that the interface dropped (isb_ifdrop).
    public var droppedByInterface: UInt64?
    /// Packets that the system dropped (isb_osdrop).
    public var droppedBySystem: UInt64?
    /// Packets that reached the file (isb_usrdeliv).
    public var delivered: UInt64?

    /// Makes statistics that tell nothing yet.
    public init(interface: UInt32, time: PacketTime) {
        self.interface = interface
        self.time = time
    }
}
