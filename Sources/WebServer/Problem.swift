/// Why a request was refused, as problem details (RFC 9457).
public struct Problem: Codable, Error, Sendable, Equatable {
    /// What is wrong with one field or one line of what came.
    public struct FieldError: Codable, Sendable, Equatable {
        /// The field, such as the name of a settings option; `nil` for a line.
        public var field: String?
        /// The line, from 1; `nil` for a field.
        public var line: Int?
        /// What was expected, what came, and what helps.
        public var detail: String

        /// Makes an error.
        public init(field: String? = nil, line: Int? = nil, detail: String) {
            self.field = field
            self.line = line
            self.detail = detail
        }
    }

    /// The status code.
    public var status: Int
    /// The kind of problem, in two or three words.
    public var title: String
    /// What was expected, what came, and what helps.
    public var detail: String
    /// The field at fault; `nil` when it is not one of the content's.
    public var field: String?
    /// Everything that is wrong, field by field or line by line; `nil` when nothing has a place.
    public var errors: [FieldError]?
    /// The line at fault, from 1, of content that has lines.
    public var line: Int?

    /// Makes a problem.
    public init(status: Int, title: String, detail: String, field: String? = nil) {
        self.status = status
        self.title = title
        self.detail = detail
        self.field = field
    }

    /// Something that is not there.
    public static func notFound(_ detail: String) -> Problem {
        Problem(status: 404, title: "Not found", detail: detail)
    }

    /// A request that cannot be understood; `field` is the parameter or the field of the content at fault.
    public static func malformed(_ detail: String, field: String? = nil) -> Problem {
        Problem(status: 400, title: "Malformed request", detail: detail, field: field)
    }

    /// Content that can be read and not be used; `errors` says why for each field.
    public static func refused(_ errors: [FieldError]) -> Problem {
        let named = errors.prefix(5).map { error in (error.line.map { "line \($0): " } ?? "") + error.detail }
        let more = errors.count > named.count ? "; and \(errors.count - named.count) more" : ""
        var problem = Problem(
            status: 422, title: "Refused", detail: named.joined(separator: "; ") + more, field: errors.first?.field)
        problem.line = errors.first?.line
        problem.errors = Array(errors.prefix(1000))
        return problem
    }
}
