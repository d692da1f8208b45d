import Foundation
import HTTPTypes
import Testing
import WebServer
import WebSupport

extension Answer {
    /// The content as a value, when the answer is a success in JSON.
    func value<Value: Decodable>(_ type: Value.Type = Value.self, _ place: SourceLocation = #_sourceLocation) throws
        -> Value
    {
        #expect(status == 200 && contentType == "application/json", "\(status) \(text)", sourceLocation: place)
        return try JSONDecoder().decode(type, from: Data(body))
    }

    /// The content as problem details that repeat the status (RFC 9457).
    func problem(_ expected: Int, _ place: SourceLocation = #_sourceLocation) throws -> Problem {
        #expect(status == expected, "\(text)", sourceLocation: place)
        #expect(contentType == "application/problem+json", sourceLocation: place)
        let problem = try JSONDecoder().decode(Problem.self, from: Data(body))
        #expect(problem.status == expected && !problem.title.isEmpty && !problem.detail.isEmpty, sourceLocation: place)
        return problem
    }
}

extension HTTPField.Name {
    /// How many rows a list has in all.
    static let totalCount = HTTPField.Name("X-Total-Count") ?? .contentLength
    /// Where the pages of a list are.
    static let link = HTTPField.Name("Link") ?? .location
}

extension Answer {
    /// Where a relation of the header Link leads.
    func link(_ relation: String) -> String? {
        for part in headers[.link]?.split(separator: ",") ?? [] {
            let parts = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, parts[1] == "rel=\"\(relation)\"" { return String(parts[0].dropFirst().dropLast()) }
        }
        return nil
    }
}
