import Faults
import NetworkValues

/// Something that is wrong, with what shows it and what helps.
struct Finding: Sendable, Hashable {
    /// A text with what it is.
    struct Words: Sendable, Hashable {
        var text: String
        var field: ReportField

        init(_ text: String, _ field: ReportField = .text) {
            self.text = text
            self.field = field
        }
    }

    /// How serious it is; the report begins with the most serious.
    var seriousness: Seriousness
    /// What is wrong, in our own words.
    var title: String
    /// On what: at most `subjectLimit` of them.
    var subjects: [Words] = []
    /// On how many things, those of `subjects` included.
    var count = 1
    /// What shows it.
    var evidence: [Words] = []
    /// What it means; empty when the title says it all.
    var meaning = ""
    /// Why it may be; empty when nothing is known.
    var cause = ""
    /// What helps; empty when nothing is known.
    var remedy = ""
    /// Since when; `nil` when not known.
    var since: Timestamp?
    /// The part of the report that tells more.
    var section: ReportSection

    /// The most things of one finding that are named.
    static let subjectLimit = 12
}

extension Seriousness {
    /// The word of a badge.
    var badge: String {
        switch self {
        case .critical: "critical"
        case .error: "error"
        case .warning: "warning"
        case .information: "notice"
        case .disabled: "off"
        }
    }
}
