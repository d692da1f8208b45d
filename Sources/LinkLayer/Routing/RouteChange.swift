/// Something that the kernel told.
public enum RouteChange: Hashable, Sendable {
    /// All of the table was read: at the start, and again when messages were lost.
    case complete
    /// A link is new (`before` is `nil`), changed, or gone (`after` is `nil`).
    case link(before: LinkEntry?, after: LinkEntry?)
    /// An address is new, changed, or gone.
    case address(before: AddressEntry?, after: AddressEntry?)
    /// A route is new, changed, or gone.
    case route(before: RouteEntry?, after: RouteEntry?)
    /// The entry of a gateway is new, changed, or gone.
    case neighbour(before: NeighbourEntry?, after: NeighbourEntry?)
    /// The counters of a link, which somebody asked for.
    case statistics(index: UInt32, LinkCounters)
    /// The answer to a request.
    case answer(sequence: UInt32, RouteAnswer)
    /// A message that cannot be read; it is passed over.
    case unreadable(RouteError)
}
