import Exposition
import SNMPAgent

extension NotificationTargetFigures {
    /// The figures of a receiver's status. Names need not differ, labels must: the number stands behind a name.
    init(_ status: NotificationTargetStatus) {
        self.init(
            name: "\(status.name) (\(status.index))", kind: "\(status.kind)", isFailing: status.state == .failing,
            queued: status.pending)
        sent = status.sent
        acknowledged = status.acknowledged
        retried = status.retried
        failed = status.failed
        filtered = status.filtered
        heldBack = status.heldBack
        dropped = status.dropped
        lastAcknowledged = status.lastAcknowledged
    }
}
