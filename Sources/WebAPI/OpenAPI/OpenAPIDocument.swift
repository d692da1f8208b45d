import Foundation
import HTTPTypes
import WebAccess
import WebServer

/// The API described in the words of OpenAPI 3.1, made from the table of operations and the types that they name.
struct OpenAPIDocument {
    /// A document that describes itself no further.
    struct Opaque: Decodable, SchemaProviding {
        static let schema: JSONValue = ["type": "object"]
    }

    let value: JSONValue

    init(_ operations: [APIOperation], version: String) {
        var book = SchemaBook()
        let problem = book.schema(of: Problem.self)
        var paths: [String: [String: JSONValue]] = [:]
        for operation in operations {
            let method = operation.method.rawValue.lowercased()
            paths[operation.path, default: [:]][method] = Self.describe(operation, problem, &book)
        }
        var groups: [String] = []
        for operation in operations where !groups.contains(operation.group) { groups.append(operation.group) }
        value = [
            "openapi": "3.1.0",
            "info": [
                "title": "ipdect-agent", "version": .string(version),
                "description": .string(Self.about),
            ],
            "tags": .array(groups.map { ["name": .string($0)] }),
            "paths": .object(paths.mapValues(JSONValue.object)),
            "components": ["schemas": .object(book.components)],
        ]
    }

    /// The document as text.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    private static let about = """
        Monitors and manages an IP-DECT system. Lists take page, limit and sort, and tell of their pages in the headers \
        X-Total-Count and Link. Every answer in JSON has an ETag. Every refusal is problem details (RFC 9457). The right \
        that an operation needs is in x-required-right.
        """

    private static func describe(
        _ operation: APIOperation, _ problem: JSONValue, _ book: inout SchemaBook
    ) -> JSONValue {
        var description: [String: JSONValue] = [
            "operationId": .string(identifier(of: operation)),
            "summary": .string(operation.summary),
            "tags": [.string(operation.group)],
            "x-required-right": .string(operation.right.rawValue),
            "responses": .object(responses(of: operation, problem, &book)),
        ]
        if !operation.parameters.isEmpty {
            description["parameters"] = .array(
                operation.parameters.map { parameter in
                    [
                        "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
                        "required": .bool(parameter.isRequired), "description": .string(parameter.about),
                        "schema": parameter.schema,
                    ]
                })
        }
        if let body = operation.body {
            var content = content(body, &book)
            if case .text(let type) = body { content[type] = ["schema": ["type": "string", "minLength": 1]] }
            description["requestBody"] = ["required": true, "content": .object(content)]
        }
        return .object(description)
    }

    /// A name for programs, such as `getRadiosNameLocation`.
    private static func identifier(of operation: APIOperation) -> String {
        let words = operation.path.dropFirst("/api/v1/".count).split { !$0.isLetter && !$0.isNumber }
        return operation.method.rawValue.lowercased()
            + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    // MARK: Answers

    private static func responses(
        of operation: APIOperation, _ problem: JSONValue, _ book: inout SchemaBook
    ) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        switch operation.answer {
        case .content(let answer):
            responses["200"] = ["description": "Done.", "content": .object(content(answer, &book))]
        case .list(let type):
            responses["200"] = [
                "description": "The rows.",
                "headers": [
                    "X-Total-Count": [
                        "description": "How many rows there are in all.", "schema": APIParameter.integer(0...Int.max),
                    ],
                    "Link": ["description": "Where the pages are (RFC 8288).", "schema": ["type": "string"]],
                ],
                "content": [
                    "application/json": ["schema": ["type": "array", "items": book.schema(of: type)]]
                ],
            ]
        case .created(let answer, let hasLocation):
            var made: JSONValue = ["description": "Made.", "content": .object(content(answer, &book))]
            if hasLocation {
                made = made.with([
                    "headers": ["Location": ["description": "Where it is.", "schema": ["type": "string"]]]
                ])
            }
            responses["201"] = made
        case .accepted(let answer):
            responses["202"] = [
                "description": "Begun.", "content": .object(content(answer, &book)),
                "headers": ["Location": ["description": "Where it is.", "schema": ["type": "string"]]],
            ]
        case .nothing:
            responses["204"] = ["description": "Done."]
        }
        for status in refusals(of: operation) {
            responses["\(status)"] = refusal(HTTPResponse.Status(code: status).reasonPhrase, problem)
        }
        responses["default"] = refusal("Refused, or failed.", problem)
        return responses
    }

    private static func refusals(of operation: APIOperation) -> Set<Int> {
        var statuses = Set(operation.refusals)
        if !operation.parameters.isEmpty || operation.body != nil { statuses.insert(400) }
        if operation.parameters.contains(where: { $0.place == .path }) { statuses.insert(404) }
        if operation.body != nil { statuses.formUnion([413, 415, 422]) }
        return statuses
    }

    private static func refusal(_ description: String, _ problem: JSONValue) -> JSONValue {
        ["description": .string(description), "content": ["application/problem+json": ["schema": problem]]]
    }

    private static func content(_ content: APIContent, _ book: inout SchemaBook) -> [String: JSONValue] {
        switch content {
        case .json(let type): return ["application/json": ["schema": book.schema(of: type)]]
        case .text(let type): return [type: ["schema": ["type": "string"]]]
        case .octets(let type): return [type: [:]]
        case .lines(let type):
            return ["application/x-ndjson": ["schema": ["type": "string"], "x-line": book.schema(of: type)]]
        case .anyOf(let contents):
            var all: [String: JSONValue] = [:]
            for (name, described) in contents.flatMap({ Self.content($0, &book) }) {
                guard let first = all[name], case .object(let one) = first, case .object(let other) = described,
                    let left = one["schema"], let right = other["schema"]
                else {
                    all[name] = described
                    continue
                }
                all[name] = ["schema": ["anyOf": [left, right]]]
            }
            return all
        }
    }
}
