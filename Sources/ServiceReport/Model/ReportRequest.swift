/// Which report is wanted, and by whom.
public struct ReportRequest: Codable, Hashable, Sendable {
    /// What is hidden.
    public var redaction: ReportRedaction
    /// Who wants it: the name of a user, or `schedule`.
    public var author: String

    /// The author of reports that nobody asked for.
    public static let scheduled = "schedule"

    /// Makes a request.
    public init(redaction: ReportRedaction, author: String) {
        self.redaction = redaction
        self.author = author
    }
}
