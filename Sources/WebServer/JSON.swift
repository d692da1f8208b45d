import Foundation
package import HTTPTypes
package import Hummingbird
import NIOCore

/// JSON in and out of the API.
package enum JSON {
    /// An answer of JSON.
    package static func response(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
    )
        throws -> Response
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(value)
        return Response(
            status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }
}

extension Request {
    /// A whole number of the query, or its default.
    package func integer(_ name: String, in range: ClosedRange<Int>, default value: Int) throws -> Int {
        guard let text = uri.queryParameters[Substring(name)] else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw Problem.malformed(
                "expected \(name) to be from \(range.lowerBound) to \(range.upperBound), got \(text)", field: name)
        }
        return number
    }

    /// The content as text.
    package func utf8(_ context: WebContext) async throws -> String {
        let body = try await body.collect(upTo: context.maxUploadSize)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw Problem.malformed("expected text in UTF-8, got other bytes")
        }
        guard !text.isEmpty else { throw Problem.malformed("expected text as content, got none") }
        return text
    }

    /// Refuses content that is called something else than JSON: a browser sends such without asking whether it may.
    private func requireJSON() throws {
        guard let sent = headers[.contentType] else { return }
        let type = sent.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        guard type == "application/json" || type.hasSuffix("+json") else {
            throw Problem(
                status: 415, title: "Unsupported media type", detail: "expected application/json, got \(sent)")
        }
    }

    /// The content, decoded from JSON.
    package func decoded<Value: Decodable>(_ type: Value.Type, _ context: WebContext) async throws -> Value {
        try requireJSON()
        let content = Data(try await body.collect(upTo: context.maxUploadSize).readableBytesView)
        do {
            return try JSONDecoder().decode(type, from: content)
        } catch let error as DecodingError {
            guard (try? JSONSerialization.jsonObject(with: content, options: .fragmentsAllowed)) != nil else {
                throw Problem.malformed("expected JSON with its fields, got something that is not JSON")
            }
            throw Problem.malformed("expected JSON with its fields, got \(error.explanation)")
        }
    }
}

extension DecodingError {
    /// What is wrong with the JSON, in words.
    package var explanation: String {
        func place(_ context: Context) -> String { context.codingPath.map(\.stringValue).joined(separator: ".") }
        switch self {
        case .keyNotFound(let key, _): return "none with the field \(key.stringValue)"
        case .valueNotFound(_, let context): return "null for the field \(place(context))"
        case .typeMismatch(let type, let context):
            return context.codingPath.isEmpty
                ? "something that is not an object" : "something for \(place(context)) that is not of type \(type)"
        case .dataCorrupted(let context):
            // A number that does not fit may come without its place.
            return "a value out of range" + (context.codingPath.isEmpty ? "" : " for \(place(context))")
        @unknown default: return "something else"
        }
    }
}

extension WebContext {
    /// A part of the path, percent-decoded: the router gives it as it was sent.
    package func text(_ name: String) throws -> String {
        let sent = try parameters.require(name)
        guard let text = sent.removingPercentEncoding else {
            throw Problem.malformed("expected percent-encoded UTF-8 for the \(name) in the path, got \(sent)")
        }
        return text
    }
}
