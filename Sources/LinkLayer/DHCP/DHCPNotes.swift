import NetworkValues
import Snapshot

/// What happened, as far as it is kept.
struct DHCPNotes: Hashable, Sendable {
    private(set) var texts: [String] = []
    private var times: [Timestamp] = []

    /// Adds a note; the oldest is dropped when there are too many.
    mutating func add(_ text: String, at wall: Timestamp) {
        texts.append(String(text.prefix(500)))
        times.append(wall)
        if texts.count > DHCPStatus.noteLimit {
            texts.removeFirst()
            times.removeFirst()
        }
    }

    /// The notes, the oldest first.
    var all: [DHCPStatus.Note] { zip(times, texts).map { DHCPStatus.Note(at: $0, text: $1) } }
}
