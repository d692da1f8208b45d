import NetworkValues
import Settings
import Testing

@testable import WebAccess

struct AuthorizationTests {
    private let native = "config change HTTP0-ACCESS /native /digest"

    private func account(_ name: String = "anna", _ password: String = "a good password") -> String {
        let keys = DigestFunction.allCases.map {
            DigestAnswer.key($0, name: name, realm: AccessControl.realm, password: password)
        }
        return Desk.line(
            1, name, .systemAdministrator, password, "/digest-md5 \(keys[0]) /digest-sha256 \(keys[1])")
    }

    private func basic(_ name: String, _ password: String) -> String {
        "Basic " + Base64.encode(Array("\(name):\(password)".utf8), .standard)
    }

    private func word(
        _ desk: Desk, _ field: String, uri: String = "/api/v1/radios", from source: IPAddress = Desk.office,
        certificate: [String] = []
    ) async -> String {
        let outcome = await desk.access.authorize(
            field, method: "GET", uri: uri, certificate: certificate, from: source)
        return switch outcome {
        case .principal(let principal): "\(principal.way.rawValue) \(principal)"
        case .challenge(let challenges):
            challenges.contains { $0.contains("stale=true") }
                ? "stale" : challenges.contains { $0.contains("invalid_token") } ? "invalid token" : "challenge"
        case .malformed(let reason): reason
        case .blocked(let seconds): "blocked \(seconds)"
        case .certificateRequired: "certificate"
        case .busy: "busy"
        case .networkRefused: "network"
        }
    }

    /// An answer to the first challenge of an algorithm.
    private func answer(
        _ desk: Desk, _ algorithm: String = "SHA-256", name: String = "anna", password: String = "a good password",
        nonce given: String? = nil, count: Int = 1, uri: String = "/api/v1/radios"
    ) throws -> String {
        let challenge = try #require(
            desk.access.challenges().first { $0.hasPrefix("Digest") && $0.contains("algorithm=\(algorithm),") })
        let parameters = try #require(FieldParameters(challenge.dropFirst(7)))
        let function: DigestFunction = algorithm == "MD5" ? .md5 : .sha256
        let nonce = try given ?? #require(parameters["nonce"])
        let key = DigestAnswer.key(function, name: name, realm: try #require(parameters["realm"]), password: password)
        let nc = String(count, radix: 16)
        let digits = String(repeating: "0", count: 8 - nc.count) + nc
        let request = hexadecimal(function("GET:\(uri)"))
        let response = hexadecimal(function("\(key):\(nonce):\(digits):cc:auth:\(request)"))
        return
            "Digest username=\"\(name)\", realm=\"ipdect-agent\", nonce=\"\(nonce)\", uri=\"\(uri)\", qop=auth, nc=\(digits), "
            + "cnonce=\"cc\", algorithm=\(algorithm), response=\"\(response)\""
    }

    @Test func `what is offered is what the settings take`() throws {
        func offered(_ line: String) throws -> [String] {
            try Desk([account(), line]).access.challenges().map { challenge in
                challenge.split(separator: " ")[0] + (challenge.contains("MD5") ? " MD5" : "")
            }
        }
        #expect(try offered("") == ["Bearer"])
        #expect(try offered("config change HTTP0-ACCESS /digest") == ["Bearer"])
        #expect(try offered("config change HTTP0-ACCESS /native") == ["Basic", "Bearer"])
        #expect(try offered(native) == ["Digest", "Digest MD5", "Basic", "Bearer"])
        #expect(try offered(native + " /disable-basic") == ["Digest", "Digest MD5", "Bearer"])
    }

    @Test func `Basic is taken where it is on, and costs one hashing in five minutes`() async throws {
        let desk = try Desk([account(), native])
        for _ in 0..<3 {
            #expect(await word(desk, basic("anna", "a good password")) == "basic anna from 192.0.2.7")
        }
        #expect(desk.events.map(\.kind) == [.loggedIn])
        #expect(await word(desk, basic("anna", "a wrong password")) == "challenge")
        #expect(await word(desk, basic("anna", "a good password")) == "blocked 5")
        desk.pass(seconds: 301)
        #expect(await word(desk, basic("anna", "a good password")) == "basic anna from 192.0.2.7")
        #expect(desk.access.status.counters.basicRequests == 4)
        _ = desk.events
        try desk.apply([account("anna", "a new password"), native])
        #expect(await word(desk, basic("anna", "a good password")) == "challenge")
        for line in ["", native + " /disable-basic"] {
            let closed = try Desk([account(), line])
            #expect(await word(closed, basic("anna", "a good password")) == "challenge")
            #expect(closed.access.status.counters.failures == 0)
        }
    }

    @Test func `the default password lets nobody do anything by Basic either`() async throws {
        let desk = try Desk([native])
        let outcome = await desk.access.authorize(
            basic("admin", "changeme"), method: "GET", uri: "/", from: Desk.office)
        guard case .principal(let principal) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(principal.mustChangePassword && !principal.may(.read))
    }

    @Test(arguments: ["SHA-256", "MD5"])
    func `Digest takes each answer once, for its request`(algorithm: String) async throws {
        let desk = try Desk([account(), native])
        let first = try answer(desk, algorithm)
        #expect(await word(desk, first) == "digest anna from 192.0.2.7")
        #expect(await word(desk, first) == "stale")
        let nonce = try #require(FieldParameters(first.dropFirst(7))?["nonce"])
        #expect(await word(desk, try answer(desk, algorithm, nonce: nonce, count: 2)) == "digest anna from 192.0.2.7")
        let other = try answer(desk, algorithm, nonce: nonce, count: 3)
        #expect(await word(desk, other, uri: "/api/v1/settings") == "the uri of Digest is not that of the request")
        let method = await desk.access.authorize(other, method: "DELETE", uri: "/api/v1/radios", from: Desk.office)
        guard case .challenge = method else {
            Issue.record("\(method)")
            return
        }
        #expect(await word(desk, other) == "blocked 5")
        #expect(desk.access.status.counters.digestRequests == 2)
    }

    @Test func `a client with an old nonce is told to use the new one`() async throws {
        let desk = try Desk([account(), native])
        let late = try answer(desk)
        desk.pass(seconds: 301)
        #expect(await word(desk, late) == "stale")
        #expect(await word(desk, try answer(desk, nonce: "made up")) == "stale")
        #expect(await word(desk, try answer(desk, password: "wrong", nonce: "made up")) == "challenge")
        #expect(await word(desk, try answer(desk)) == "blocked 5")
        #expect(desk.access.status.counters.failures == 1)
    }

    @Test func `Digest knows accounts whose password was set while it was on`() async throws {
        let desk = try Desk([Desk.line(1, "anna", .systemAdministrator, "a good password"), native])
        #expect(await word(desk, try answer(desk)) == "challenge")
        #expect(desk.events.first?.kind == .refused("the password was set while Digest was off"))
        desk.pass(seconds: 5)
        let mine = try await desk.welcome("anna", "a good password").principal
        let change = try await desk.access.changingOwnPassword(
            old: Secret("a good password"), new: Secret("a new password"), by: mine)
        try desk.apply(change)
        #expect(await word(desk, try answer(desk, password: "a new password")) == "digest anna from 192.0.2.7")
        // The name is part of the keys: with another one they are gone.
        var edit = AccountEdit()
        edit.name = "annette"
        try desk.apply(try await desk.access.changing(account: 1, edit, by: Principal(localUser: "root")))
        #expect(!desk.document.rendering(masked: false).contains("digest-"))
        #expect(await desk.word("annette", "a new password") == "welcome")
    }

    @Test func `a required certificate is required of Basic and Digest too`() async throws {
        let desk = try Desk([account(), native + " /mutual-tls /require-certificate"])
        #expect(await word(desk, basic("anna", "a good password")) == "certificate")
        #expect(await word(desk, try answer(desk)) == "certificate")
        #expect(
            await word(desk, basic("anna", "a good password"), certificate: ["anna"]) == "basic anna from 192.0.2.7")
        #expect(await word(desk, try answer(desk), certificate: ["ANNA"]) == "digest anna from 192.0.2.7")
    }

    @Test func `a token opens what its scopes say, where and as long as it says`() async throws {
        let desk = try Desk([account()])
        let root = Principal(localUser: "root")
        let (change, token) = try desk.access.creatingToken(
            TokenDraft(
                name: "grafana", scopes: [.read, .alarms], expires: "2027-02-01", networks: ["192.0.2.0/24"]), by: root)
        #expect(change.description == "the token grafana (read,alarms) was made")
        try desk.apply(change)
        let field = "Bearer " + token.revealed
        #expect(await word(desk, field) == "token token grafana from 192.0.2.7")
        guard
            case .principal(let principal) = await desk.access.authorize(
                field, method: "GET", uri: "/", from: Desk.office)
        else {
            Issue.record("no principal")
            return
        }
        #expect(principal.rights == [.read, .alarms] && principal.role == nil && !principal.isAccount)
        let entry = try #require(try desk.access.tokens(for: root).first)
        #expect(desk.access.use(of: entry) == TokenUse(lastUse: desk.now, lastSource: Desk.office))
        #expect(await word(desk, field, from: Desk.elsewhere) == "network")
        #expect(await word(desk, "Bearer " + String(repeating: "x", count: 43)) == "invalid token")
        #expect(desk.events.count { $0.kind == .loggedIn } == 1)
        let end = try #require(Timestamp(expiry: "2027-02-01"))
        desk.pass(seconds: end.seconds - desk.now.seconds - 1)
        #expect(await word(desk, field) == "token token grafana from 192.0.2.7")
        desk.pass(seconds: 1)
        #expect(await word(desk, field) == "invalid token")
        #expect(desk.access.status.tokens == 0)
        #expect(!desk.document.rendering(masked: false).contains(token.revealed))
        try desk.apply(try desk.access.revoking(token: entry.number, by: root))
        #expect(try desk.access.tokens(for: root).isEmpty)
        #expect(desk.access.use(of: entry) == nil)
    }

    @Test func `who revokes a token that is gone does not revoke the next one with its number`() throws {
        let desk = try Desk([account()])
        let root = Principal(localUser: "root")
        func make(_ name: String) throws {
            let draft = TokenDraft(name: name, scopes: [.read], expires: "2027-02-01")
            try desk.apply(try desk.access.creatingToken(draft, by: root).0)
        }
        try make("grafana")
        let number = try #require(try desk.access.tokens(for: root).first).number
        let late = try desk.access.revoking(token: number, by: root)
        try desk.apply(try desk.access.revoking(token: number, by: root))
        #expect(throws: SettingsError.self) { try desk.apply(late) }
        try make("zabbix")
        #expect(throws: SettingsError.self) { try desk.apply(late) }
        let left = try desk.access.tokens(for: root)
        #expect(left.map(\.name) == ["zabbix"] && left.map(\.number) == [number])
    }

    @Test func `mutated fields open nothing`() async throws {
        let desk = try Desk([
            account(), native, "config change HTTP0-TOKEN1 /name t /hash \(String(repeating: "ab", count: 32))",
        ])
        let seeds = [
            try answer(desk), basic("anna", "eleventy-seven"), "Bearer " + String(repeating: "a", count: 43),
        ]
        var mutations = Mutations(seed: 5)
        for round in 0..<3000 {
            // Each second round begins with a clean field, of which only the credentials are changed.
            let field = mutations.mutated(seeds[round % seeds.count])
            let outcome = await desk.access.authorize(field, method: "POST", uri: "/api/v1/radios", from: Desk.office)
            if case .principal(let principal) = outcome { Issue.record("\(principal) came in by \(field)") }
            desk.pass(seconds: 1800)
        }
    }
}
