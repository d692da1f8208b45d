/// What a route socket has counted.
public struct RouteCounters: Hashable, Sendable {
    /// Datagrams of the kernel.
    public var datagrams: UInt64 = 0
    /// Messages in them.
    public var messages: UInt64 = 0
    /// Messages that could not be read.
    public var unreadable: UInt64 = 0
    /// How often the kernel had to drop messages (ENOBUFS).
    public var overruns: UInt64 = 0
    /// Datagrams whose end was cut off.
    public var truncated: UInt64 = 0
    /// Datagrams of somebody else than the kernel.
    public var foreign: UInt64 = 0
    /// How often all was read anew because messages were lost.
    public var resynchronizations: UInt64 = 0
    /// Dumps that were repeated because something changed while they were made.
    public var interruptedDumps: UInt64 = 0
    /// Dumps that the kernel refused or never ended.
    public var failedDumps: UInt64 = 0
    /// Requests that got no answer in time.
    public var unanswered: UInt64 = 0

    /// Makes counters of zero.
    public init() {}
}
