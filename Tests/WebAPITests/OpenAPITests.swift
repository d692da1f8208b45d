import Foundation
import HTTPTypes
import Hummingbird
import IPDECTCore
import NIOCore
import Snapshot
import Synchronization
import Testing
import WebAccess
import WebServer
import WebSupport

@testable import WebAPI

/// The API described for programs.
struct OpenAPITests {
    enum Word: String, Codable, CaseIterable {
        case left
        case right
    }

    struct Leaf: Codable {
        var word: Word
        var name: String?
    }

    struct Tree: Codable {
        var number: UInt8
        var big: UInt64
        var share: Double?
        var leaf: Leaf
        var perhaps: Leaf?
        var children: [Tree]
        var names: [String: Int32]?
        var value: OptionValue?
    }

    struct Both: Decodable {
        init(from decoder: any Decoder) throws {
            _ = try Leaf(from: decoder)
            _ = try Other(from: decoder)
        }

        private struct Other: Decodable { var more: Bool }
    }

    private func text(_ value: JSONValue?) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func `a type shows its fields, their kinds, and which may be absent`() throws {
        var book = SchemaBook()
        #expect(try text(book.schema(of: Tree.self)) == ##"{"$ref":"#/components/schemas/OpenAPITests.Tree"}"##)
        #expect(
            try text(book.components["OpenAPITests.Leaf"])
                == #"{"properties":{"name":{"type":["string","null"]},"word":{"enum":["left","right"],"type":"string"}},"#
                + #""required":["word"],"type":"object"}"#)
        let tree = try text(book.components["OpenAPITests.Tree"])
        for part in [
            #""required":["big","children","leaf","number"]"#,
            #""number":{"maximum":255,"minimum":0,"type":"integer"}"#, #""big":{"minimum":0,"type":"integer"}"#,
            #""share":{"type":["number","null"]}"#,
            ##""leaf":{"$ref":"#/components/schemas/OpenAPITests.Leaf"}"##,
            ##""perhaps":{"anyOf":[{"$ref":"#/components/schemas/OpenAPITests.Leaf"},{"type":"null"}]}"##,
            ##""children":{"items":{"$ref":"#/components/schemas/OpenAPITests.Tree"},"type":"array"}"##,
            #""names":{"additionalProperties":{"maximum":2147483647,"minimum":-2147483648,"type":"integer"},"type":["object","null"]}"#,
        ] {
            #expect(tree.contains(part), "\(part) in \(tree)")
        }
    }

    @Test func `a type made of two in one object shows the fields of both`() throws {
        var book = SchemaBook()
        _ = book.schema(of: Both.self)
        let both = try text(book.components["OpenAPITests.Both"])
        #expect(both.contains(#""required":["more","word"]"#) && both.contains(#""name""#), "\(both)")
    }

    @Test func `every type of the API shows its fields`() throws {
        var book = SchemaBook()
        for operation in APIOperations.all { note(operation, in: &book) }
        #expect(book.components.count > 60)
        for (name, schema) in book.components {
            guard case .object(let members) = schema, case .object(let properties)? = members["properties"] else {
                Issue.record("\(name) is no object")
                continue
            }
            #expect(!properties.isEmpty, "\(name)")
        }
    }

    private func note(_ operation: APIOperation, in book: inout SchemaBook) {
        func note(_ content: APIContent) {
            switch content {
            case .json(let type), .lines(let type): _ = book.schema(of: type)
            case .text, .octets: break
            case .anyOf(let contents): contents.forEach(note)
            }
        }
        if let body = operation.body { note(body) }
        switch operation.answer {
        case .content(let content), .created(let content, _), .accepted(let content): note(content)
        case .list(let type): _ = book.schema(of: type)
        case .nothing: break
        }
    }

    @Test func `what the API answers has the fields that the document tells of`() async throws {
        var book = SchemaBook()
        _ = book.schema(of: RadioDetailView.self)
        guard case .object(let members)? = book.components["RadioDetailView"],
            case .object(let properties)? = members["properties"], case .array(let required)? = members["required"]
        else { return #expect(Bool(false), "no schema") }
        let control = FakeControl()
        for radio in control.snapshot.site.radios {
            let answer = try await control.client.get("/api/v1/radios/\(radio.name)")
            let object = try #require(JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
            #expect(Set(object.keys).isSubset(of: properties.keys))
            #expect(required.allSatisfy { if case .string(let name) = $0 { object[name] != nil } else { false } })
        }
    }

    @Test func `the document is served, with every operation and its right`() async throws {
        let client = RouterClient(WebSite([OpenAPIRoute(version: "1.2.3")]))
        let answer = try await client.get("/api/v1/openapi.json")
        #expect(answer.status == 200 && answer.contentType == "application/json" && answer.headers[.eTag] != nil)
        let document = try #require(JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        #expect(document["openapi"] as? String == "3.1.0")
        #expect((document["info"] as? [String: Any])?["version"] as? String == "1.2.3")
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        #expect(paths.values.reduce(0) { $0 + $1.count } == APIOperations.all.count)
        let identifiers = paths.values.flatMap(\.values).compactMap { $0["operationId"] as? String }
        #expect(Set(identifiers).count == APIOperations.all.count)
        #expect(paths["/api/v1/radios/{name}"]?["delete"]?["x-required-right"] as? String == "radios")
        for (path, operations) in paths {
            for (method, operation) in operations {
                let named = Set(path.matches(of: /\{([a-z]+)\}/).map { String($0.output.1) })
                let parameters = operation["parameters"] as? [[String: Any]] ?? []
                let told = parameters.filter { $0["in"] as? String == "path" }.compactMap { $0["name"] as? String }
                #expect(named == Set(told), "\(method) \(path)")
                let responses = try #require(operation["responses"] as? [String: Any])
                #expect(responses["default"] != nil)
            }
        }
    }

    /// Notes the path of the router's own that a middleware sees, as a gate would.
    private struct Gate: RouterMiddleware {
        typealias Context = WebContext
        let seen = Shared()

        final class Shared: Sendable { let paths = Mutex<[String?]>([]) }

        @concurrent func handle(
            _ request: Request, context: WebContext,
            next: @concurrent (Request, WebContext) async throws -> Response
        ) async throws -> Response {
            seen.paths.withLock { $0.append(context.endpointPath) }
            return try await next(request, context)
        }
    }

    @Test func `a gate finds the operation of a request`() async throws {
        let gate = Gate()
        let client = RouterClient(WebSite([APIRoutes(FakeControl())], behind: [gate]))
        _ = try await client.send(.put, "/api/v1/radios/a/location", text: "{}")
        _ = try await client.get("/api/v1/sync/0/tree")
        let paths = gate.seen.paths.withLock(\.self)
        #expect(APIOperations.operation(.put, paths[0] ?? "")?.right == .radios, "\(paths)")
        #expect(APIOperations.operation(.get, paths[1] ?? "")?.right == .read, "\(paths)")
    }
}
