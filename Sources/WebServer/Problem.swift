/// Why a request was refused, as problem details (RFC 9457).
public struct Problem: Codable, Error, Sendable, Equatable {
    /// The status code.
    public var status: Int
    /// The kind of problem, in two or three words.
    public var title: String
    /// What was expected, what came, and what helps.
    public var detail: String
    /// The field of the request that is at fault, when it is one.
    public var field: String?
    /// What is wrong with each field, when it is several.
    public var errors: [FieldError]?

    /// What is wrong with a field of a request.
    public struct FieldError: Codable, Sendable, Hashable {
        /// The field's name.
        public var field: String
        /// What was expected, and what came.
        public var detail: String

        /// Makes an error.
        public init(field: String, detail: String) {
            self.field = field
            self.detail = detail
        }
    }

    /// Makes a problem.
    public init(
        status: Int, title: String, detail: String, field: String? = nil, errors: [FieldError]? = nil
    ) {
        self.status = status
        self.title = title
        self.detail = detail
        self.field = field
        self.errors = errors
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
