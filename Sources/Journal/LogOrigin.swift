public import NetworkValues

/// Where a line of a log came from, when it was received from another machine.
public struct LogOrigin: Hashable, Sendable {
    /// The address that sent it.
    public var address: IPAddress
    /// The host that its header names; empty when it names none.
    public var host: String
    /// The facility of RFC 5424, 6.2.1: 0 to 23.
    public var facility: UInt8
    /// Where the message begins in the text, in octets of UTF-8; what stands before it is the line's own header.
    public var messageOffset: Int

    /// Makes an origin; a facility over 23 counts as 23.
    public init(address: IPAddress, host: String, facility: UInt8, messageOffset: Int) {
        self.address = address
        self.host = host
        self.facility = min(facility, 23)
        self.messageOffset = max(0, messageOffset)
    }
}
