import ArgumentParser
import Foundation
import WebClient
import WebAPI
import WebServer

/// Options of every command that asks the running agent.
struct ControlOptions: ParsableArguments {
    @Option(
        name: .long,
        help: """
            The agent's state folder. Without it: $IPDECT_AGENT_STATE, else /var/lib/ipdect-agent if it is there, \
            else ./.state.
            """, completion: .directory)
    var state: String?

    /// The state folder that is meant.
    var stateFolder: String {
        if let state { return state }
        if let folder = ProcessInfo.processInfo.environment["IPDECT_AGENT_STATE"], !folder.isEmpty { return folder }
        let installed = "/var/lib/ipdect-agent"
        return FileManager.default.fileExists(atPath: installed) ? installed : "./.state"
    }

    /// A client of the agent.
    var client: ControlClient {
        ControlClient(exchange: Exchange(with: .unix(path: stateFolder + "/control.sock")))
    }
}

/// Asks the running agent over its REST API.
struct ControlClient {
    var exchange: Exchange

    /// The value at a path of the API.
    func get<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) async throws -> Value {
        try await decode(send(WebRequest("GET", "/api/v1/" + path)))
    }

    /// The text at a path of the API.
    func text(_ path: String) async throws -> String {
        String(decoding: try await send(WebRequest("GET", "/api/v1/" + path)).body, as: UTF8.self)
    }

    /// Sends a change without content, and drops what comes back.
    func change(_ method: String, _ path: String) async throws {
        _ = try await send(WebRequest(method, "/api/v1/" + path))
    }

    /// Sends a change, and drops what comes back.
    func change(_ method: String, _ path: String, _ content: some Encodable) async throws {
        let body = [UInt8](try JSONEncoder().encode(content))
        let headers = [(name: "Content-Type", value: "application/json")]
        _ = try await send(WebRequest(method, "/api/v1/" + path, headers: headers, body: body))
    }

    /// Sends text and returns the value that comes back.
    func post<Value: Decodable>(_ path: String, text: String = "", as type: Value.Type = Value.self) async throws
        -> Value
    {
        let headers = [(name: "Content-Type", value: "text/plain; charset=utf-8")]
        return try await decode(send(WebRequest("POST", "/api/v1/" + path, headers: headers, body: Array(text.utf8))))
    }

    /// The answer to a request. A refusal ends the command with what the agent says of it.
    func send(_ request: WebRequest) async throws -> WebResponse {
        let response = try await answer(to: request)
        guard response.status >= 400 else { return response }
        throw fail(problem(response)?.detail ?? "the agent answered with status \(response.status)")
    }

    /// The answer to a request, refusals included.
    func answer(to request: WebRequest) async throws -> WebResponse {
        do {
            return try await exchange.perform(request)
        } catch let error as WebClientError {
            throw failure(error)
        }
    }

    /// Why nobody answered.
    func failure(_ error: WebClientError) -> ExitCode {
        error.code == .notConnected
            ? fail("no agent answers at \(exchange.endpoint); is it running, and is --state right?", code: 3)
            : fail(error.message, code: 3)
    }

    /// Why the agent refused; `nil` when it did not say.
    func problem(_ response: WebResponse) -> Problem? {
        try? JSONDecoder().decode(Problem.self, from: Data(response.body))
    }

    /// The value in an answer.
    func decode<Value: Decodable>(_ response: WebResponse) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(response.body))
        } catch {
            throw fail(
                "the agent answered something that this version cannot read; are the versions the same? \(error)")
        }
    }
}

/// `text` as one segment of a URL's path.
func pathSegment(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .unreserved) ?? text
}

extension CharacterSet {
    /// What stands for itself everywhere in a URL (RFC 3986 2.3): letters beyond ASCII do not.
    fileprivate static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
