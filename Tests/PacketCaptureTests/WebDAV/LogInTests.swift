import Settings
import Synchronization
import Testing

@testable import PacketCapture
@testable import WebClient

/// Log-ins as servers want them.
@Suite struct LogInTests {
    private static let realm = "store"
    private static let user = "agent"
    private static let password = "pa:ss"

    /// Wants a log-in, and checks each by the formulas of RFC 7616.
    private final class Guard: Sendable {
        let challenges: [String]
        let nonces: Mutex<[String]>
        let seen = Mutex<[String]>([])
        let staleAfter: Int

        init(_ challenges: [String], staleAfter: Int = .max) {
            self.challenges = challenges
            self.staleAfter = staleAfter
            nonces = Mutex(["n0"])
        }

        var fields: [String] {
            let nonce = nonces.withLock { $0[$0.count - 1] }
            return challenges.map { "WWW-Authenticate: " + $0.replacing("NONCE", with: nonce) }
        }

        func react(_ request: FaultyServer.Request) -> FaultyServer.Reaction {
            guard let given = request.fields["authorization"] else {
                return .answer("401 Unauthorized", fields: fields)
            }
            seen.withLock { $0.append(given) }
            if given == "Basic " + base64(Array("\(user):\(password)".utf8)) { return .serve }
            guard let challenge = Challenge.all(in: [given]).first, isRight(challenge.parameters, request) else {
                return .answer("401 Unauthorized", fields: fields)
            }
            let nonce = nonces.withLock { $0[$0.count - 1] }
            guard challenge.parameters["nonce"] == nonce else {
                return .answer("401 Unauthorized", fields: fields.map { $0 + ", stale=true" })
            }
            if seen.withLock({ $0.count.isMultiple(of: staleAfter) }) { nonces.withLock { $0.append("n\($0.count)") } }
            return .serve
        }

        private func isRight(_ given: [String: String], _ request: FaultyServer.Request) -> Bool {
            guard let algorithm = DigestAlgorithm(name: given["algorithm"]), given["uri"] == request.path,
                let nonce = given["nonce"], let client = given["cnonce"], let count = given["nc"]
            else { return false }
            var key = algorithm.hash("\(user):\(realm):\(password)")
            if algorithm.isSession { key = algorithm.hash("\(key):\(nonce):\(client)") }
            let proof = algorithm.hash("\(request.method):\(request.path)")
            return given["response"] == algorithm.hash("\(key):\(nonce):\(count):\(client):auth:\(proof)")
        }
    }

    private func upload(_ guardian: Guard, password: String? = LogInTests.password) async throws -> UploadBench {
        let bench = try UploadBench()
        for _ in 0..<6 { bench.add(20) }
        let server = FaultyServer { guardian.react($0) }
        try await FaultyServer.run(server) { port in
            try await bench.run(to: port) { configuration in
                configuration.user = password == nil ? nil : Self.user
                configuration.password = password.map { Secret($0) }
            } _: {
                _ = try await eventually {
                    bench.figures.state == .failed || bench.figures.files == 6
                }
            }
        }
        #expect(server.files.count == Int(bench.figures.files))
        return bench
    }

    @Test(arguments: [
        // IIS 10, Apache, lighttpd in two fields, and servers that only know Basic.
        (["Digest qop=\"auth\",algorithm=MD5-sess,nonce=\"NONCE\",charset=utf-8,realm=\"store\""], "MD5-sess"),
        (["Digest realm=\"store\", nonce=\"NONCE\", algorithm=MD5, qop=\"auth\""], "MD5"),
        (
            [
                "Digest realm=\"store\", charset=\"UTF-8\", algorithm=SHA-256, nonce=\"NONCE\", qop=\"auth\"",
                "Digest realm=\"store\", charset=\"UTF-8\", algorithm=MD5, nonce=\"NONCE\", qop=\"auth\"",
            ], "SHA-256"
        ), (["Negotiate", "NTLM", "Basic realm=\"store\""], "Basic"),
    ])
    func `the strongest way that the server offers is taken`(challenges: [String], way: String) async throws {
        let guardian = Guard(challenges)
        let bench = try await upload(guardian)
        #expect(bench.figures.state == .connected && bench.figures.files == 6, "\(bench.figures)")
        #expect(guardian.seen.withLock { $0.allSatisfy { $0.contains(way) } })
        // One request was turned away, not each.
        #expect(guardian.seen.withLock { $0.count } == 7)
    }

    @Test(arguments: ["MD5", "MD5-sess", "SHA-256"])
    func `a nonce that has become stale costs no error`(algorithm: String) async throws {
        let challenge = "Digest realm=\"store\", nonce=\"NONCE\", algorithm=\(algorithm), qop=\"auth\""
        let bench = try await upload(Guard([challenge], staleAfter: 2))
        #expect(bench.figures.state == .connected && bench.figures.files == 6 && bench.figures.retries == 0)
    }

    @Test func `what is missing or wrong is said, and not tried again soon`() async throws {
        let basic = ["Basic realm=\"store\""]
        let wrong = try await upload(Guard(basic), password: "wrong")
        #expect(wrong.figures.reason == "401: the user or the password is wrong")
        let missing = try await upload(Guard(basic), password: nil)
        #expect(missing.figures.reason == "401: the server wants a user and a password: set /user and /password")
        let windows = try await upload(Guard(["Negotiate", "NTLM"]))
        #expect(
            windows.figures.reason == "401: the server offers only Negotiate, NTLM: turn on Digest or Basic")
        for bench in [wrong, missing, windows] {
            #expect(bench.failurePauses.allSatisfy { $0 == 300_000 } && bench.figures.files == 0)
        }
    }
}
