import ArgumentParser
import Foundation
import WebClient
import WebAPI
import WebServer

extension ControlClient {
    /// Hands each line at a path of the API to `body` as it comes, until the agent ends.
    func stream(_ path: String, _ body: (Data) throws -> Void) async throws {
        let response: WebResponse
        do {
            response = try await exchange.readLines(of: WebRequest("GET", "/api/v1/" + path)) { try body(Data($0)) }
        } catch let error as WebClientError {
            throw failure(error)
        }
        guard response.status >= 400 else { return }
        throw fail(problem(response)?.detail ?? "the agent answered with status \(response.status)")
    }
}
