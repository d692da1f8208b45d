import Foundation
import WebClient
import WebAPI
import WebServer

/// Files to and from the running agent, and changes that it answers with a value.
extension ControlClient {
    /// The octets at a path of the API.
    func octets(_ path: String) async throws -> [UInt8] {
        try await send(WebRequest("GET", "/api/v1/" + path)).body
    }

    /// Sends a change without content and returns the value that comes back.
    func change<Value: Decodable>(_ method: String, _ path: String, as type: Value.Type) async throws -> Value {
        try await decode(send(WebRequest(method, "/api/v1/" + path)))
    }

    /// Sends content as JSON and returns the value that comes back.
    func post<Value: Decodable>(
        _ path: String, content: some Encodable, as type: Value.Type = Value.self
    ) async throws -> Value {
        try await send("POST", path, content: content)
    }

    /// Sends a file of CSV and returns the value that comes back.
    func post<Value: Decodable>(_ path: String, csv: [UInt8], as type: Value.Type = Value.self) async throws -> Value {
        let headers = [(name: "Content-Type", value: "text/csv")]
        return try await decode(send(WebRequest("POST", "/api/v1/" + path, headers: headers, body: csv)))
    }

    /// The same by another method.
    func send<Value: Decodable>(
        _ method: String, _ path: String, content: some Encodable, as type: Value.Type = Value.self
    ) async throws -> Value {
        let body = [UInt8](try JSONEncoder().encode(content))
        let headers = [(name: "Content-Type", value: "application/json")]
        return try await decode(send(WebRequest(method, "/api/v1/" + path, headers: headers, body: body)))
    }

    /// Sends a file and returns the value that comes back. When the agent says that the file needs a password, `password`
    /// is asked for one, once; it goes out in a header, never in the path.
    func post<Value: Decodable>(
        _ path: String, file: [UInt8], password: () throws -> String?, as type: Value.Type = Value.self
    ) async throws -> Value {
        var headers = [(name: "Content-Type", value: "application/octet-stream")]
        let request = WebRequest("POST", "/api/v1/" + path, headers: headers, body: file)
        let first = try await answer(to: request)
        guard first.status >= 400 else { return try decode(first) }
        guard let problem = problem(first) else {
            throw fail("the agent answered with status \(first.status)")
        }
        guard problem.isWrongPassword else { throw fail(problem.detail) }
        guard let password = try password() else {
            throw fail("the file needs a password, and there is no terminal to ask on; give --password-file FILE")
        }
        headers.append((name: "X-Password", value: pathSegment(password)))
        return try await decode(send(WebRequest("POST", "/api/v1/" + path, headers: headers, body: file)))
    }
}
