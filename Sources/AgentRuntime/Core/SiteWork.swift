import DeviceFeeds
import IPDECTCore
import Journal

/// One submission to the core.
enum SiteWork: Sendable {
    /// Inputs of the site, in order.
    case inputs([SiteInput])
    /// An operator's inputs, in order: who asked for them sees what came of them at once.
    case operation([SiteInput])
    /// What was seen of the host.
    case host([HostObservation])
    /// A change of alarms, events or severities that an operator asked for, with what is to be kept of it.
    case desk(@Sendable (inout FaultDesk) -> [AlarmStateChange])

    /// Whether an operator asked for it.
    var isOperators: Bool {
        switch self {
        case .operation, .desk: true
        case .inputs, .host: false
        }
    }
}
