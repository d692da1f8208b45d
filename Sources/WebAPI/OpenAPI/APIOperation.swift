public import HTTPTypes
public import WebAccess

/// One operation of the API, as the OpenAPI document describes it and as access to it is decided.
public struct APIOperation: Sendable {
    /// The method.
    public let method: HTTPRequest.Method
    /// The path as the router has it, such as `/api/v1/radios/{name}`.
    public let path: String
    /// What it does, in one sentence.
    public let summary: String
    /// What one must be allowed to do for it.
    public let right: Right
    /// What belongs together in the document.
    let group: String
    let parameters: [APIParameter]
    let body: APIContent?
    let answer: APIAnswer
    /// Statuses of refusals beside those that follow from parameters and content.
    let refusals: [Int]

    init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, right: Right = .read,
        _ parameters: [APIParameter] = [], body: APIContent? = nil, answer: APIAnswer, refusals: [Int] = [],
        group: String
    ) {
        self.method = method
        self.path = "/api/v1/" + path
        self.summary = summary
        self.right = right
        self.group = group
        self.parameters = parameters
        self.body = body
        self.answer = answer
        self.refusals = refusals
    }
}

/// What an operation takes or gives, by its media type.
enum APIContent: Sendable {
    /// JSON of a type.
    case json(any (Decodable & SendableMetatype).Type)
    /// Text of a kind.
    case text(String)
    /// Octets of a kind.
    case octets(String)
    /// Lines, each of them JSON of a type.
    case lines(any (Decodable & SendableMetatype).Type)
    /// Several kinds, of which the request chooses one.
    case anyOf([APIContent])
}

/// What comes back when nothing is refused.
enum APIAnswer: Sendable {
    /// 200 with content.
    case content(APIContent)
    /// 200 with an array, its headers and parameters those of `ListRequest`.
    case list(any (Decodable & SendableMetatype).Type)
    /// 201 with content, and where it is for what has a place.
    case created(APIContent, hasLocation: Bool)
    /// 202 with content, and where the work that goes on is to be looked at.
    case accepted(APIContent)
    /// 204.
    case nothing
}

extension APIAnswer {
    static func json(_ type: any (Decodable & SendableMetatype).Type) -> APIAnswer { .content(.json(type)) }
}

/// A parameter of an operation, beside its content.
struct APIParameter: Sendable {
    /// Where it stands.
    enum Place: String, Sendable {
        case path
        case query
        case header
    }

    let name: String
    let place: Place
    let schema: JSONValue
    let isRequired: Bool
    let about: String

    init(_ name: String, _ place: Place, _ schema: JSONValue, isRequired: Bool? = nil, _ about: String) {
        self.name = name
        self.place = place
        self.schema = schema
        self.isRequired = isRequired ?? (place == .path)
        self.about = about
    }
}

extension APIParameter {
    static let text: JSONValue = ["type": "string"]

    static func integer(_ range: ClosedRange<Int>, default value: Int? = nil) -> JSONValue {
        var schema: [String: JSONValue] = [
            "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
            "maximum": .integer(Int64(range.upperBound)),
        ]
        schema["default"] = value.map { .integer(Int64($0)) }
        return .object(schema)
    }

    static func word(_ words: [String], default value: String? = nil) -> JSONValue {
        var schema: [String: JSONValue] = ["type": "string", "enum": JSONValue(words)]
        schema["default"] = value.map(JSONValue.string)
        return .object(schema)
    }

    /// A parameter of the path with a text.
    static func path(_ name: String, _ about: String, _ schema: JSONValue = ["type": "string", "minLength": 1])
        -> APIParameter
    {
        APIParameter(name, .path, schema, about)
    }

    static func query(_ name: String, _ schema: JSONValue, _ about: String) -> APIParameter {
        APIParameter(name, .query, schema, about)
    }

    /// Words of the query, parted by commas, each out of a few.
    static func words(_ name: String, _ words: [String], _ about: String) -> APIParameter {
        let word = "(\(words.joined(separator: "|")))"
        let pattern = "^(\(word)(,\(word))*)?$"
        return APIParameter(
            name, .query, ["type": "string", "pattern": .string(pattern)],
            "\(about): \(words.joined(separator: ", ")), several parted by commas.")
    }

    /// A switch of the query.
    static func flag(_ name: String, _ about: String) -> APIParameter {
        APIParameter(name, .query, word(["true", "false", "1", "0", ""]), about)
    }

    static let search = query("search", text, "A text to look for, whatever its case.")

    /// The same or nothing, as a form sends a field that is not filled in.
    static func orEmpty(_ schema: JSONValue) -> JSONValue {
        ["anyOf": [schema, ["type": "string", "maxLength": 0]]]
    }

    /// A time of the query.
    static func time(_ name: String, _ about: String) -> APIParameter {
        APIParameter(name, .query, orEmpty(["type": "string", "format": "date-time"]), about)
    }

    /// What every list takes; `orders` are the words of `sort`.
    static func list(_ orders: [String]) -> [APIParameter] {
        [
            query(
                "page", integer(1...1_000_000), "The page, from 1. Without it and limit the answer is the whole list."),
            query(
                "limit", integer(1...ListRequest.largestLimit, default: ListRequest.standardLimit),
                "The rows of a page."),
            query(
                "sort", word(orders + orders.map { "-" + $0 }), "The order, with - in front for the other way round."),
        ]
    }
}
