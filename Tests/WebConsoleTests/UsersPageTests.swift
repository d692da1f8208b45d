import Foundation
import Settings
import Testing
import WebAccess

/// The users of the console.
struct UsersPageTests {
    private static let accounts = """
        [{"number":1,"name":"admin","longName":"","role":"system-administrator","roleTitle":"System Administrator","isDefault":true,
          "isDisabled":false,"mustChangePassword":false,"hasDigest":false,"certificateNames":[],"failedAttempts":0,
          "blockedSources":0,"blockedSeconds":0,"isManageable":false},
         {"number":2,"name":"eve<i>","longName":"<script>","role":"auditor","roleTitle":"Auditor","isDefault":false,"isDisabled":true,
          "mustChangePassword":true,"hasDigest":false,"certificateNames":["eve@example.com"],"lastLogIn":"2026-11-27T08:00:00Z",
          "lastSource":"192.0.2.1","failedAttempts":3,"blockedSources":2,"blockedSeconds":40,"isManageable":true}]
        """

    /// A visitor with all that the page asks for.
    private static func visitor(_ rights: Set<Right>, name: String = "anna") throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor(rights, name: name)
        visitor.api.answer("GET accounts", accounts)
        let list = accounts.dropFirst().dropLast()
        let second = list.range(of: "{\"number\":2").map { String(list[$0.lowerBound...]) } ?? ""
        visitor.api.answer("GET accounts/2", second)
        visitor.api.answer(
            "GET sessions",
            """
            [{"number":4,"name":"eve<i>","role":"Auditor","began":"2026-11-28T07:00:00Z","lastUse":"2026-11-28T07:59:00Z",
              "source":"192.0.2.1","userAgent":"<b>Mozilla","hasCertificate":true,"isThis":false},
             {"number":7,"name":"anna","role":"Auditor","began":"2026-11-28T07:00:00Z","lastUse":"2026-11-28T07:59:00Z",
              "source":"192.0.2.2","userAgent":"","hasCertificate":false,"isThis":true}]
            """)
        visitor.api.answer(
            "GET tokens",
            """
            [{"number":3,"name":"<grafana>","scopes":["read"],"expires":"2026-01-31T00:00:00Z","isExpired":true,"networks":["10.0.0.0/8"]}]
            """)
        return visitor
    }

    private static let everything = Set(Right.allCases)

    @Test func `accounts, sessions and tokens are listed, names escaped`() async throws {
        let page = try await Self.visitor(Self.everything).look("/users")
        #expect(
            page.status == 200 && page.has("eve&lt;i&gt;") && page.has("&lt;script&gt;") && page.has("&lt;grafana&gt;"))
        #expect(!page.has("<script>") && !page.has("<b>Mozilla") && page.has("blocked from 2 places for 40 s"))
        #expect(page.has("must change the password") && page.has("expired") && page.has("this one"))
        #expect(page.has("/users/sessions/4/end") && !page.has("/users/sessions/7/end"))
    }

    @Test func `a user administrator sees this page only, and no tokens to make`() async throws {
        let visitor = try Self.visitor([.accounts, .manageAccounts])
        let page = try await visitor.look("/users")
        #expect(page.status == 200 && page.has("Create an account") && !page.has("Make a token"))
        #expect(page.has("value=\"auditor\"") && !page.has("value=\"system-administrator\""))
        #expect(!page.has("/settings/HTTP0-ACCESS") && !page.has("/users/sessions/4/end") && !page.has("/revoke"))
        #expect(try await visitor.look("/").place == "/users")
        let account = try await visitor.look("/users/2")
        #expect(account.has("Remove the account") && !account.has("/unlock"))
    }

    @Test func `an auditor reads`() async throws {
        let visitor = try Self.visitor([.read, .report, .accounts])
        let page = try await visitor.look("/users")
        #expect(
            page.status == 200 && !page.has("Create an account") && !page.has("Make a token") && !page.has("/revoke"))
        for path in [
            "/users", "/users/2", "/users/2/remove", "/users/2/unlock", "/users/tokens", "/users/tokens/3/revoke",
        ] {
            #expect(try await visitor.send(path, ["name": "x", "role": "auditor"]).status == 403, "\(path)")
        }
        #expect(visitor.api.changes.isEmpty)
    }

    @Test func `an account is created`() async throws {
        let visitor = try Self.visitor(Self.everything)
        visitor.api.answer("POST accounts", #"{"number":3,"name":"bob"}"#, status: 201)
        let done = try await visitor.send(
            "/users",
            [
                "name": " bob ", "longName": "Bob", "role": "auditor", "password": " long enough ",
                "again": " long enough ", "mustChangePassword": "yes", "certificateNames": "a@b.c\r\nd@e.f",
            ])
        #expect(done.place == "/users")
        let content = visitor.api.lastContent
        #expect(content["name"] as? String == "bob" && content["password"] as? String == " long enough ")
        #expect(content["certificateNames"] as? [String] == ["a@b.c", "d@e.f"])
        #expect(content["mustChangePassword"] as? Bool == true && content["isDisabled"] as? Bool == false)
        #expect(try await visitor.look("/users").has("The account bob is created."))
    }

    @Test func `an error stands beside its field, and no password comes back`() async throws {
        let visitor = try Self.visitor(Self.everything)
        visitor.api.refuse("POST accounts", "is a name of another one", field: "name")
        let page = try await visitor.send(
            "/users",
            ["name": "admin", "role": "user-administrator", "password": "long enough", "again": "long enough"])
        #expect(page.status == 422 && page.has(#"id="a-name-wrong">is a name of another one"#))
        #expect(page.has(#"id="create" open"#) && page.has(#"value="user-administrator" selected"#))
        #expect(!page.has("long enough"))
        let other = try await visitor.send(
            "/users/2", ["name": "eve", "role": "auditor", "password": "long enough", "again": "other"])
        #expect(other.status == 422 && other.has(#"id="a-again-wrong">the password was typed in two ways"#))
        #expect(visitor.api.changes.count == 1)
    }

    @Test func `an account is changed, and one's own has no field for the password`() async throws {
        let visitor = try Self.visitor(Self.everything)
        visitor.api.answer("PATCH accounts/2", #"{"number":2,"name":"eve"}"#)
        #expect(try await visitor.look("/users/2").has("eve@example.com</textarea>"))
        let done = try await visitor.send(
            "/users/2", ["name": "eve", "role": "auditor", "password": "", "again": "", "isDisabled": "yes"])
        #expect(done.place == "/users" && visitor.api.lastContent["password"] == nil)
        #expect(visitor.api.lastContent["isDisabled"] as? Bool == true)
        for (path, call) in [("remove", "DELETE accounts/2"), ("unlock", "POST accounts/2/unlock")] {
            #expect(try await visitor.send("/users/2/\(path)").status == 303)
            #expect(visitor.api.changes.last?.call == call)
        }
        let own = try Self.visitor(Self.everything, name: "eve<i>")
        let page = try await own.look("/users/2")
        #expect(page.has("Change your own password") && !page.has("name=\"password\""))
    }

    @Test func `a token is shown once`() async throws {
        let visitor = try Self.visitor(Self.everything)
        visitor.api.answer("POST tokens", #"{"name":"prom","token":"shown-once"}"#, status: 201)
        let page = try await visitor.send(
            "/users/tokens",
            [
                "name": "prom", "scopes": "read", "scopes": "alarms", "expires": "2027-01-31",
                "networks": "10.0.0.0/8, ::1/128",
            ])
        #expect(page.status == 200 && page.has("shown-once"))
        let content = visitor.api.lastContent
        #expect(content["scopes"] as? [String] == ["read", "alarms"] && content["expires"] as? String == "2027-01-31")
        #expect(content["networks"] as? [String] == ["10.0.0.0/8", "::1/128"])
        #expect(try await !visitor.look("/users").has("shown-once"))
        visitor.api.refuse("POST tokens", "needs at least one scope", field: "scopes")
        let refused = try await visitor.send("/users/tokens", ["name": "<x>", "networks": "n"])
        #expect(refused.has("needs at least one scope") && refused.has(#"id="make-token" open"#))
        #expect(refused.has("value=\"&lt;x&gt;\"") && !refused.has(#"id="create" open"#))
        #expect(try await visitor.send("/users/tokens/3/revoke").place == "/users")
        #expect(visitor.api.changes.last?.call == "DELETE tokens/3")
    }
}
