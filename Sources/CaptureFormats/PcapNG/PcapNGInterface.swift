/// An interface that packets were captured on (Interface Description Block, pcapng 4.2). Texts may be empty.
public struct PcapNGInterface: Hashable, Sendable {
    /// What every packet begins with.
    public var linkType: LinkType
    /// The most octets that were taken of a packet; 0 for no such limit.
    public var snapLength: UInt32
    /// The name, such as `eth0` (if_name).
    public var name: String
    /// What it is, in words (if_description).
    public var about: String
    /// The filter, as it was typed (if_filter, in its text form).
    public var filter: String

    /// Makes an interface.
    public init(
        linkType: LinkType, snapLength: UInt32 = 262_144, name: String = "", about: String = "", filter: String = ""
    ) {
        self.linkType = linkType
        self.snapLength = snapLength
        self.name = name
        self.about = about
        self.filter = filter
    }
}
