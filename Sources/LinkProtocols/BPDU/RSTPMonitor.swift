public import NetworkValues

/// Both LAN ports and the one that carries the data (manual 4.2.12), as a value. `now` is of any clock that does not go
/// back.
public struct RSTPMonitor: Hashable, Sendable {
    /// The primary port.
    public private(set) var lan1 = SpanningTreePort(.lan1)
    /// The backup port.
    public private(set) var lan2 = SpanningTreePort(.lan2)
    /// Which one carries the data.
    public private(set) var selection: RSTPSelection

    /// Makes a monitor whose ports have no link.
    public init() {
        selection = RSTPSelection(lan1: SpanningTreePort(.lan1), lan2: SpanningTreePort(.lan2))
    }

    /// When `.timer` must be handled on both ports at the latest; `nil` while nothing is waited for.
    public var deadline: Timestamp? {
        [lan1.deadline, lan2.deadline].compactMap(\.self).min()
    }

    /// Takes an event of a port. Returns what is to be traced; `selected` in it says that the data must move.
    public mutating func handle(
        _ event: SpanningTreePort.Event, on port: LANPort, now: Timestamp
    ) -> [SpanningTreeTrace] {
        let trace = port == .lan1 ? lan1.handle(event, now: now) : lan2.handle(event, now: now)
        return trace + select()
    }

    /// Takes a frame that a port received. Returns what is to be traced; `selected` in it says that the data must move.
    public mutating func receive(_ bytes: Span<UInt8>, on port: LANPort, now: Timestamp) -> [SpanningTreeTrace] {
        let trace = port == .lan1 ? lan1.receive(bytes, now: now) : lan2.receive(bytes, now: now)
        return trace + select()
    }

    private mutating func select() -> [SpanningTreeTrace] {
        let before = selection.port
        selection = RSTPSelection(lan1: lan1, lan2: lan2)
        return selection.port == before ? [] : [.selected(selection.port, selection.reason)]
    }
}
