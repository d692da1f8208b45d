/// Why a neighbour is forgotten.
public enum LLDPRemoval: String, Hashable, Sendable, CaseIterable {
    /// It said that it stops.
    case shutdown
    /// It was not heard for as long as it said.
    case agedOut
    /// The link went down.
    case linkDown
    /// LLDP was switched off here.
    case disabled
}
