import NetworkValues

/// What receivers are told of beside faults. A notice is a line in the journal, so that it waits there for each receiver like a
/// fault; one that comes too often for that, or finds the disk full, waits in memory.
public enum Notice: Sendable, Hashable {
    /// The agent started, and its settings may have changed since it ran last.
    case coldStart
    /// The agent started with the settings that it had when it ran last.
    case warmStart
    /// An interface came up, by its index.
    case linkUp(UInt32)
    /// An interface went down, by its index, and whether it is meant to be up.
    case linkDown(UInt32, isAdministrativelyUp: Bool)
    /// A message was not properly authenticated.
    case authenticationFailure
    /// Neighbours came, changed or went (lldpRemTablesChange), with the counters of lldpStatistics: neighbours that were
    /// new, that went for any reason, that found no room, and that were not heard any longer.
    case neighboursChanged(inserts: UInt32, deletes: UInt32, drops: UInt32, ageouts: UInt32)

    var content: NotificationContent {
        switch self {
        case .coldStart: .generic(.coldStart)
        case .warmStart: .generic(.warmStart)
        case .linkUp(let index): .link(index, isUp: true, isAdministrativelyUp: true)
        case .linkDown(let index, let isUp): .link(index, isUp: false, isAdministrativelyUp: isUp)
        case .authenticationFailure: .generic(.authenticationFailure)
        case .neighboursChanged(let inserts, let deletes, let drops, let ageouts):
            .neighboursChanged([inserts, deletes, drops, ageouts])
        }
    }
}

/// The notices that wait for one receiver in memory: bounded, and what does not fit is counted.
struct NoticeQueue: Sendable {
    private static let limit = 64

    private var notices: [Notice] = []
    /// Notices that did not fit.
    private(set) var dropped: UInt64 = 0

    mutating func append(_ notice: Notice) {
        if notices.count < Self.limit { notices.append(notice) } else { dropped += 1 }
    }

    /// The first notice, which stays until it is removed.
    var first: Notice? { notices.first }

    mutating func removeFirst() {
        if !notices.isEmpty { notices.removeFirst() }
    }
}
