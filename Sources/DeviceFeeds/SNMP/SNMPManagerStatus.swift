/// What the manager did since it was made.
public struct SNMPManagerStatus: Hashable, Sendable {
    /// Questions that were begun; a walk is many.
    public var requests: UInt64 = 0
    /// Questions that were answered.
    public var answers: UInt64 = 0
    /// Questions that were given up because nothing came.
    public var timeouts: UInt64 = 0
    /// Datagrams that were sent again because nothing came.
    public var retries: UInt64 = 0
    /// Questions that ended by an ICMP message or because there was no way.
    public var unreachable: UInt64 = 0
    /// Questions that were cancelled.
    public var cancelled: UInt64 = 0
    /// Datagrams sent in all, discoveries of engine IDs among them.
    public var datagramsSent: UInt64 = 0
    /// Datagrams that came.
    public var datagramsReceived: UInt64 = 0
    /// Datagrams that could not be read.
    public var malformed: UInt64 = 0
    /// Answers that came from elsewhere than from where was asked; they were not believed.
    public var fromElsewhere: UInt64 = 0
    /// Answers to nothing that is in flight: late, double, or wrong.
    public var unmatched: UInt64 = 0
    /// Answers that the security model refused: a wrong digest, an old time, another user or context.
    public var refused: UInt64 = 0
    /// Reports that came.
    public var reports: UInt64 = 0
    /// Engine IDs that were asked for.
    public var discoveries: UInt64 = 0
    /// Devices whose engine ID is known.
    public var engines = 0
    /// Questions in flight now.
    public var inFlight = 0
    /// Questions in flight at most.
    public var inFlightMost = 0
}
