import Foundation
import HTTPTypes
import NetworkValues
import Settings
import Testing
import WebAccess
import WebServer
import WebSupport

@testable import WebAPI

/// Accounts, sessions and tokens over the REST API.
struct AccountRouteTests {
    private let desk: AccountDesk

    init() throws { desk = try AccountDesk() }

    private func send(
        _ client: RouterClient, _ method: HTTPRequest.Method, _ path: String, _ content: [String: Any] = [:]
    ) async throws -> Answer {
        let body = content.isEmpty ? [] : [UInt8](try JSONSerialization.data(withJSONObject: content))
        return try await client.send(method, "/api/v1/" + path, body: body)
    }

    /// Makes the default account one of the settings, and an account of each other role.
    private func fill() async throws {
        let root = desk.root
        let password = AccountDesk.password
        #expect(try await send(root, .patch, "accounts/1", ["password": password]).status == 200)
        for (name, role) in [("bob", "auditor"), ("carla", "user-administrator")] {
            let answer = try await send(root, .post, "accounts", ["name": name, "role": role, "password": password])
            #expect(answer.status == 201, "\(answer.text)")
        }
    }

    private func accounts(_ client: RouterClient) async throws -> [AccountView] {
        try await client.get("/api/v1/accounts").value()
    }

    @Test func `an account is created, changed and removed, and no answer has its password`() async throws {
        try await fill()
        let root = desk.root
        let made = try await send(
            root, .post, "accounts",
            [
                "name": "dora", "role": "auditor", "password": AccountDesk.password, "longName": "Dora",
                "mustChangePassword": true, "certificateNames": ["dora@example.com"],
            ])
        #expect(made.status == 201 && made.headers[.location] == "/api/v1/accounts/4")
        #expect(!made.text.contains(AccountDesk.password) && !made.text.contains("scrypt"))
        let view = try await root.get("/api/v1/accounts/4").value(AccountView.self)
        #expect(view.longName == "Dora" && view.mustChangePassword && view.certificateNames == ["dora@example.com"])
        #expect(view.roleTitle == "Auditor" && view.lastLogIn == nil && view.isManageable && !view.isDefault)
        let changed = try await send(
            root, .patch, "accounts/4", ["isDisabled": true, "longName": "", "mustChangePassword": false])
        let after = try changed.value(AccountView.self)
        #expect(after.isDisabled && after.longName.isEmpty && !after.mustChangePassword && after.name == "dora")
        #expect(try await send(root, .delete, "accounts/4").status == 204)
        _ = try await root.get("/api/v1/accounts/4").problem(404)
        #expect(desk.sentences.last == "the account dora was removed" && !desk.text.contains("dora"))
        #expect(!desk.text.contains(AccountDesk.password))
    }

    @Test func `a refusal names the field as the content does`() async throws {
        try await fill()
        let root = desk.root
        func field(_ content: [String: Any], _ path: String = "accounts", _ method: HTTPRequest.Method = .post)
            async throws -> String?
        {
            try await send(root, method, path, content).problem(422).field
        }
        let password = AccountDesk.password
        #expect(try await field(["role": "auditor", "password": password]) == "name")
        #expect(try await field(["name": "x", "role": "king", "password": password]) == "role")
        #expect(try await field(["name": "x", "role": "auditor", "password": "short"]) == "password")
        #expect(try await field(["name": "bob", "role": "auditor", "password": password]) == "name")
        #expect(try await field(["certificateNames": ["a,b"]], "accounts/2", .patch) == "certificateNames")
        #expect(try await field(["longName": String(repeating: "x", count: 129)], "accounts/2", .patch) == "longName")
        #expect(try await field(["isDisabled": true], "accounts/1", .patch) == "role")
        _ = try await send(root, .delete, "accounts/1").problem(403)
        _ = try await send(root, .patch, "accounts/99", ["name": "x"]).problem(404)
        _ = try await root.get("/api/v1/accounts/admin").problem(400)
        _ = try await root.send(.post, "/api/v1/accounts", text: "[]").problem(400)
    }

    @Test func `a user administrator manages auditors only`() async throws {
        try await fill()
        let client = desk.client(Role.userAdministrator.rights, name: "carla")
        #expect(try await accounts(client).map(\.isManageable) == [false, true, false])
        let password = AccountDesk.password
        let made = try await send(client, .post, "accounts", ["name": "eve", "role": "auditor", "password": password])
        #expect(made.status == 201)
        #expect(try await send(client, .patch, "accounts/2", ["longName": "Bob"]).status == 200)
        #expect(try await send(client, .delete, "accounts/4").status == 204)
        for content in [["role": "user-administrator"], ["role": "system-administrator"]] {
            _ = try await send(client, .patch, "accounts/2", content).problem(403)
            _ = try await send(client, .post, "accounts", content.merging(["name": "x", "password": password]) { $1 })
                .problem(403)
        }
        _ = try await send(client, .patch, "accounts/1", ["longName": "x"]).problem(403)
        _ = try await send(client, .delete, "accounts/3").problem(403)
        _ = try await send(client, .post, "accounts/2/unlock").problem(403)
        _ = try await send(client, .post, "tokens", ["name": "x", "scopes": ["all"]]).problem(403)
    }

    @Test func `an auditor reads, others are told nothing`() async throws {
        try await fill()
        let auditor = desk.client(Role.auditor.rights)
        #expect(try await accounts(auditor).map(\.name) == ["admin", "bob", "carla"])
        #expect(try await accounts(auditor).allSatisfy { !$0.isManageable })
        _ = try await send(auditor, .patch, "accounts/2", ["longName": "x"]).problem(403)
        _ = try await send(auditor, .delete, "accounts/2").problem(403)
        let reader = desk.client([.read])
        for path in ["accounts", "accounts/2", "tokens"] { _ = try await reader.get("/api/v1/" + path).problem(403) }
        let nobody = desk.client(nil)
        for path in ["accounts", "sessions", "tokens"] { _ = try await nobody.get("/api/v1/" + path).problem(401) }
    }

    @Test func `failed attempts are shown and forgotten`() async throws {
        try await fill()
        let source = IPAddress.v4(0xc000_0207)
        for _ in 0..<2 { _ = await desk.access.logIn(name: "bob", password: Secret("wrong"), from: source) }
        let root = desk.root
        let blocked = try await root.get("/api/v1/accounts/2").value(AccountView.self)
        #expect(blocked.blockedSources == 1 && blocked.blockedSeconds == 5 && blocked.failedAttempts == 1)
        #expect(try await send(root, .post, "accounts/2/unlock").status == 204)
        #expect(try await root.get("/api/v1/accounts/2").value(AccountView.self).blockedSources == 0)
        guard
            case .welcome = await desk.access.logIn(
                name: "bob", password: Secret(AccountDesk.password), from: source)
        else {
            Issue.record("bob cannot log in")
            return
        }
        let after = try await root.get("/api/v1/accounts/2").value(AccountView.self)
        #expect(after.lastSource == "192.0.2.7" && after.lastLogIn == "\(AccountDesk.now)")
    }

    @Test func `sessions are listed and ended`() async throws {
        try await fill()
        let source = IPAddress.v4(0xc000_0207)
        _ = await desk.access.logIn(
            name: "bob", password: Secret(AccountDesk.password), from: source, userAgent: "Firefox <1>")
        let root = desk.root
        let sessions = try await root.get("/api/v1/sessions").value([SessionView].self)
        #expect(sessions.map(\.name) == ["bob"] && sessions.first?.userAgent == "Firefox <1>")
        #expect(sessions.first?.isThis == false && sessions.first?.source == "192.0.2.7")
        let number = try #require(sessions.first).number
        _ = try await send(desk.client(Role.auditor.rights), .delete, "sessions/\(number)").problem(403)
        #expect(try await send(root, .delete, "sessions/\(number)").status == 204)
        _ = try await send(root, .delete, "sessions/\(number)").problem(404)
        #expect(try await root.get("/api/v1/sessions").value([SessionView].self).isEmpty)
    }

    @Test func `a token is given once and revoked`() async throws {
        try await fill()
        let root = desk.root
        let made = try await send(
            root, .post, "tokens",
            ["name": "prom", "scopes": ["alarms", "read"], "expires": "2027-01-31", "networks": ["10.0.0.0/8"]])
        #expect(made.status == 201)
        let token = try JSONDecoder().decode(NewTokenView.self, from: Data(made.body)).token
        #expect(token.utf8.count == 43 && !desk.text.contains(token))
        let list = try await root.get("/api/v1/tokens")
        #expect(!list.text.contains(token))
        let view = try #require(try list.value([TokenView].self).first)
        #expect(view.scopes == ["read", "alarms"] && view.networks == ["10.0.0.0/8"] && !view.isExpired)
        #expect(view.expires?.hasPrefix("2027-02-01T00:00:00") == true && view.lastUse == nil)
        for (content, field) in [
            (["name": "x", "scopes": []], "scopes"), (["name": "x", "scopes": ["root"]], "scopes"),
            (["name": "prom", "scopes": ["read"]], "name"),
            (["name": "x", "scopes": ["read"], "expires": "2026-01-01"], "expires"),
            (["name": "x", "scopes": ["read"], "networks": ["10.0.0.0/99"]], "networks"),
        ] as [([String: Any], String)] {
            #expect(try await send(root, .post, "tokens", content).problem(422).field == field)
        }
        #expect(try await send(root, .delete, "tokens/1").status == 204)
        _ = try await send(root, .delete, "tokens/1").problem(404)
        #expect(desk.sentences.suffix(2) == ["the token prom (read,alarms) was made", "the token prom was revoked"])
    }

    @Test func `whoever reaches the socket may do everything`() async throws {
        let routes = AccountRoutes(desk.access, now: { AccountDesk.now }) { _ in }
        let client = RouterClient(WebSite([routes], behind: [LocalUserMiddleware()]))
        #expect(try await accounts(client).first?.isManageable == true)
    }
}
