import Foundation
import Testing

/// What a web server answered curl.
struct CurlAnswer: Sendable {
    /// The status of the last answer; 0 when there was none.
    var status = 0
    /// The last answer's content.
    var body = ""
    /// curl's own exit code, such as 56 for a handshake that the server ended.
    var exitCode: Int32?
    /// What curl printed beside it.
    var errors = ""
}

/// Asks by curl. `url` is the whole URL.
func curl(_ url: String, _ arguments: String...) async throws -> CurlAnswer {
    let marker = "\n--status "
    let result = try await runTool(
        .curl, ["-sS", "--max-time", "30", "-w", marker + "%{http_code}"] + arguments + [url], seconds: 40)
    let parts = result.output.components(separatedBy: marker)
    return CurlAnswer(
        status: parts.last.flatMap { Int($0) } ?? 0, body: parts.first ?? "", exitCode: result.exitCode,
        errors: result.errors)
}
