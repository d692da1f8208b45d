import HTTPTypes
import Testing
import WebSupport

/// What the roles and scopes may do.
struct RightsGateTests {
    @Test func `an auditor reads and changes nothing`() async throws {
        let bench = try GateBench()
        let client = bench.client()
        let (cookie, csrf) = try await bench.logIn("anna")
        let headers = cookie.merging(["X-CSRF-Token": csrf]) { $1 }
        #expect(try await client.get("/api/v1/things", headers: headers).status == 200)
        #expect(try await client.send(.head, "/api/v1/things", headers: headers).status == 200)
        #expect(try await client.get("/api/v1/things/x", headers: headers).status == 200)
        let refused = try await client.send(.post, "/api/v1/things", headers: headers)
        #expect(refused.status == 403 && refused.text.contains("settings"))
        #expect(try await client.send(.post, "//api/v1//things", headers: headers).status == 403)
        #expect(try await client.get("/api/v1/nothing", headers: headers).status == 404)
    }

    @Test func `a token has the rights of its scopes only`() async throws {
        let bench = try GateBench([GateBench.token("alarms")])
        let bearer = ["Authorization": "Bearer \(GateBench.token)"]
        #expect(try await bench.client().get("/api/v1/things", headers: bearer).status == 403)
        #expect(try await bench.client().send(.post, "/api/v1/things", headers: bearer).status == 403)
        try bench.apply([GateBench.token("settings")])
        #expect(try await bench.client().get("/api/v1/things", headers: bearer).status == 403)
        #expect(try await bench.client().send(.post, "/api/v1/things", headers: bearer).status == 200)
    }
}
