import Foundation
import Testing

/// The REST API before programs that read its document and try what it says, and what it does not.
@Suite(.builtAgent, .peers(.python))
struct RESTTests {
    private static let script = Repository.root + "/Tests/Interop/Peers/rest_api.py"

    @Test func `the document is valid and every operation does what it says, refusals included`() async throws {
        // What is changed by it is the agent's own: nothing else holds its state folder.
        try await AgentProcess.run { agent in
            let result = try await runTool(
                .python, [Self.script, agent.folder + "/control.sock", "3"], seconds: 240)
            #expect(result.exitCode == 0, "\(result.everything.suffix(20_000))")
            #expect(result.lines.first?.hasSuffix("operations in a valid document") == true)
            #expect(!agent.daemon.hasEnded && !agent.daemon.printed.contains("Fatal error"))
        }
    }
}
