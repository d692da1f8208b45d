import Foundation
import Settings
import Testing
import WebClient

@Suite(.enabled(if: RealServer.python != nil, "needs python3")) struct `Against Digest written in Python` {
    private func withServer(
        _ algorithm: String, _ quality: String, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let path = try #require(RealServer.python)
        try await RealServer.withFolder { folder in
            let log = folder + "/log"
            try await RealServer.run(
                path, ["-u", RealServer.fixtures + "/digest_server.py", algorithm, quality], log: log
            ) {
                var port: Int?
                for _ in 0..<500 where port == nil {
                    try await Task.sleep(for: .milliseconds(20))
                    let printed = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                    if printed.hasSuffix("\n") { port = Int(printed.dropLast()) }
                }
                try await body(try #require(port))
            }
        }
    }

    @Test(arguments: ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess"], ["auth", "auth-int", "none"])
    func `log-ins are right, and follow the nonces`(algorithm: String, quality: String) async throws {
        // Without a quality there is no client nonce, which the sessions need.
        guard quality != "none" || !algorithm.hasSuffix("-sess") else { return }
        try await withServer(algorithm, quality) { port in
            let client = makeClient(credentials: [
                WebCredentials(prefix: try url(port), user: "ag\"ent", password: Secret("päss:word"))
            ])
            for number in 0..<10 {
                let response = try await client.perform(WebRequest(), at: try url(port, "/a?\(number)"))
                #expect(response.text == "GET 0")
            }
            let posted = try await client.perform(WebRequest("POST", body: [1, 2, 3]), at: try url(port))
            #expect(posted.text == "POST 3")
            let wrong = makeClient(credentials: [
                WebCredentials(prefix: try url(port), user: "ag\"ent", password: Secret("wrong"))
            ])
            let reply1 = try await wrong.perform(WebRequest(), at: try url(port))
            #expect(reply1.status == 401)
        }
    }

    @Test func `many requests at once are all let in`() async throws {
        try await withServer("SHA-256", "auth") { port in
            let client = makeClient(credentials: [
                WebCredentials(prefix: try url(port), user: "ag\"ent", password: Secret("päss:word"))
            ])
            // They overtake each other, which the server refuses, and use nonces up in the middle.
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<60 {
                    group.addTask { try await client.perform(WebRequest(), at: try url(port)).status }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [200: 60])
        }
    }
}
