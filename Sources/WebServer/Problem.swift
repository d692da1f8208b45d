/// Why a request was refused, as problem details (RFC 9457).
public struct Problem: Codable, Error, Sendable, Equatable {
    /// The status code.
    public var status: Int
    /// The kind of problem, in two or three words.
    public var title: String
    /// What was expected, what came, and what helps.
    public var detail: String

    /// Makes a problem.
    public init(status: Int, title: String, detail: String) {
        self.status = status
        self.title = title
        self.detail = detail
    }

    /// Something that is not there.
    public static func notFound(_ detail: String) -> Problem {
        Problem(status: 404, title: "Not found", detail: detail)
    }

    /// A request that cannot be understood.
    public static func malformed(_ detail: String) -> Problem {
        Problem(status: 400, title: "Malformed request", detail: detail)
    }
}
