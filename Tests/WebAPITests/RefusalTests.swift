import Faults
import HTTPTypes
import IPDECTCore
import NetworkValues
import Settings
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// What the API answers when it does not do what it is asked for: always problem details.
struct RefusalTests {
    private struct Unexpected: Error {}

    private func refused(_ failure: any Error, path: String = "config") async throws -> Answer {
        try await FakeControl(failingWith: failure).client.send(.post, "/api/v1/" + path, text: "# x")
    }

    @Test(arguments: [
        "/", "/api", "/api/v1", "/api/v2/status", "/api/v1/statuses", "/api/v1/radios/a/b/c", "/metrics",
        "/api/v1/../../etc/passwd", "//", "/api/v1/config/show",
    ])
    func `a path that nobody serves is not found`(path: String) async throws {
        let client = FakeControl().client
        for method in [HTTPRequest.Method.get, .post, .put, .delete] {
            let problem = try await client.send(method, path).problem(404)
            #expect(problem.detail.hasPrefix("nothing is served at \(method.rawValue) /"))
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.post, "status", "GET, HEAD"), (.delete, "radios", "GET, HEAD"),
        (.put, "config", "GET, HEAD, POST"), (.post, "config/modules", "GET, HEAD"), (.get, "config/reload", "POST"),
        (.post, "radios/a", "DELETE, GET, HEAD"),
        (.patch, "radios/a/location", "PUT"), (.get, "snmp/test-notification", "POST"),
    ])
    func `a path answers another method with those that it takes`(
        method: HTTPRequest.Method, path: String, allow: String
    ) async throws {
        let control = FakeControl()
        let answer = try await control.client.send(method, "/api/v1/" + path)
        #expect(try answer.problem(405).detail == "expected \(allow), got \(method.rawValue) /api/v1/\(path)")
        #expect(answer.headers[.allow] == allow)
        #expect(control.calls.isEmpty)
    }

    @Test func `content beyond the limit is refused and nothing is done`() async throws {
        let control = FakeControl()
        let body = [UInt8](repeating: 0x20, count: 2 << 20 | 1)
        for (method, path) in [
            (HTTPRequest.Method.post, "config"), (.post, "radios/\(control.snapshot.site.radios[0].name)/add"),
            (.put, "faults/\(FaultCode.ipTcpBindError)/seriousness"),
        ] {
            let problem = try await control.client.send(method, "/api/v1/" + path, body: body).problem(413)
            #expect(problem.detail == "expected at most 2097152 bytes of content, got more")
        }
        #expect(control.calls.isEmpty)
    }

    @Test func `settings at the limit are taken`() async throws {
        let control = FakeControl()
        let text = "#" + String(repeating: " ", count: 2 << 20 - 1 - 1)
        _ = try await control.client.send(.post, "/api/v1/config", text: text).value(SettingsChange.self)
        #expect(control.calls == [.change(SampleSettings.text)])
    }

    @Test func `a change of settings says what became of it`() async throws {
        let control = FakeControl()
        let line = "config add HTTP0 /port 8080"
        let change = try await control.client.send(.post, "/api/v1/config", text: line).value(SettingsChange.self)
        #expect(change == SettingsChange(applied: ["HTTP0"], unknown: ["PHONE"]))
        _ = try await control.client.send(.post, "/api/v1/config/reload").value(SettingsChange.self)
        #expect(control.calls == [.change(SampleSettings.text + line + "\n"), .reload])
    }

    @Test func `settings that are not UTF-8 are refused`() async throws {
        let control = FakeControl()
        let problem = try await control.client.send(.post, "/api/v1/config", body: [0x23, 0xff, 0x0a]).problem(400)
        #expect(problem.detail == "expected text in UTF-8, got other bytes")
        #expect(control.calls.isEmpty)
    }

    @Test func `what the settings refuse is passed on with its line and its suggestion`() async throws {
        let error = SettingsError(.unknownName, "SNMP0 has no option /x", line: 3, suggestion: "/y")
        #expect(try await refused(error).problem(422).detail == "line 3: SNMP0 has no option /x (did you mean /y?)")
    }

    @Test(arguments: [
        (SettingsError.Code.changedOnDisk, 409), (.fileFailed, 500), (.exposedSecrets, 500), (.invalidText, 422),
        (.invalidValue, 422), (.missingOption, 422),
    ])
    func `each kind of refused settings has its status`(code: SettingsError.Code, status: Int) async throws {
        #expect(try await refused(SettingsError(code, "why"), path: "config/reload").problem(status).detail == "why")
    }

    @Test func `what the core refuses is a conflict`() async throws {
        let mac = try #require(MACAddress("00:01:3e:00:00:09"))
        let refusals: [(SiteRefusal, String)] = [
            (.unknownRadio(mac), "no radio has the MAC address 00:01:3e:00:00:09"),
            (.wrongRegistration(mac, .registered), "the radio 00:01:3e:00:00:09 is registered"),
            (.radioLimit(7), "7 radios"),
            (.outOfRange(expected: "a region from 0 to 249", got: "250"), "expected a region from 0 to 249, got 250"),
        ]
        for (refusal, words) in refusals {
            let problem = try await refused(refusal, path: "traffic/clear").problem(409)
            #expect(problem.detail.contains(words), "\(problem.detail)")
        }
    }

    @Test func `what fails unexpectedly is a failure of the agent`() async throws {
        let problem = try await refused(Unexpected(), path: "config/reload").problem(500)
        #expect(problem.title == "Failed" && problem.detail.hasPrefix("the agent could not do this"))
    }
}
