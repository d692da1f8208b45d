import Faults
import Journal
import NetworkValues

/// Notices as lines in the journal, which people read in the log, too.
extension Notice {
    /// The line's text: the name of the notification, and what it tells.
    var text: String {
        switch self {
        case .coldStart: "coldStart"
        case .warmStart: "warmStart"
        case .linkUp(let index): "linkUp \(index)"
        case .linkDown(let index, let isUp): "linkDown \(index) \(isUp ? "up" : "down")"
        case .authenticationFailure: "authenticationFailure"
        case .neighboursChanged(let inserts, let deletes, let drops, let ageouts):
            "lldpRemTablesChange \(inserts) \(deletes) \(drops) \(ageouts)"
        }
    }

    /// Reads a text; `nil` when it is none, such as one of a newer version.
    init?(text: String) {
        let words = text.split(separator: " ")
        let numbers = words.dropFirst().compactMap { UInt32($0) }
        switch (words.first, numbers.count) {
        case ("coldStart", 0): self = .coldStart
        case ("warmStart", 0): self = .warmStart
        case ("linkUp", 1): self = .linkUp(numbers[0])
        case ("linkDown", 1): self = .linkDown(numbers[0], isAdministrativelyUp: words.last == "up")
        case ("authenticationFailure", 0): self = .authenticationFailure
        case ("lldpRemTablesChange", 4):
            self = .neighboursChanged(inserts: numbers[0], deletes: numbers[1], drops: numbers[2], ageouts: numbers[3])
        default: return nil
        }
    }

    /// The line. Its severity is warning for what is a loss, notice for what is not.
    func record(at time: Timestamp) -> LogRecord {
        let severity: UInt8 =
            switch self {
            case .linkDown, .authenticationFailure: 4
            case .coldStart, .warmStart, .linkUp, .neighboursChanged: 5
            }
        return LogRecord(
            topic: .agent, severity: severity, device: .agent, time: time, text: text, module: LogRecord.noticeModule)
    }
}

/// How many notices go to the journal: whoever guesses communities, and an interface that comes and goes, must not push out
/// what else is in it.
struct NoticeBudget: Sendable {
    /// Milliseconds between two of authenticationFailure.
    static let failurePauseMilliseconds: Int64 = 60_000
    /// Others that may come at once; one more each second.
    static let burst: Int64 = 60

    private var lastFailure: Timestamp?
    private var level = burst * 1000
    private var filledAt: Timestamp?

    /// Whether a notice goes to the journal.
    mutating func admits(_ notice: Notice, at now: Timestamp) -> Bool {
        guard notice != .authenticationFailure else {
            if let lastFailure, (0..<Self.failurePauseMilliseconds).contains(now.milliseconds(since: lastFailure)) {
                return false
            }
            lastFailure = now
            return true
        }
        if let filledAt { level = min(Self.burst * 1000, level + max(0, now.milliseconds(since: filledAt))) }
        filledAt = now
        guard level >= 1000 else { return false }
        level -= 1000
        return true
    }
}
