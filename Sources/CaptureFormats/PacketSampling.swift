/// Which packets of many a viewer wants (libpcap, pcap_setsampling).
public enum PacketSampling: Hashable, Sendable {
    /// All of them.
    case all
    /// The first of each `count` packets; `count` is at least 1.
    case oneIn(count: UInt32)
    /// The first one, and then the first one after each pause of this length, in milliseconds, at least 1.
    case firstAfter(milliseconds: UInt32)
}
