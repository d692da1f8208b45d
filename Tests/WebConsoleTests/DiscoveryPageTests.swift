import Testing

@testable import WebAccess
@testable import WebConsole

/// The page that searches for devices.
struct DiscoveryPageTests {
    private static func search(ended: Bool, proposals: String = "[]") -> String {
        """
        {"networks":["192.0.2.0/24"],"startedAt":"2026-11-28T07:58:00Z"\(ended ? ",\"endedAt\":\"2026-11-28T07:59:00Z\"" : ""),\
        "addresses":254,"done":100,"found":2,"strangers":1,"silent":97,"withoutCredentials":3,"proposals":\(proposals)}
        """
    }
    private static let proposals = """
        [{"address":"192.0.2.21","mac":"00:01:3e:12:34:56","model":"ipbs2","name":"=1+<b>","version":"10.3.9","confidence":"high",\
        "reasons":["its name is <one>","its description"],"credentials":"ward"},
        {"address":"192.0.2.22","name":"x","version":"","confidence":"low","reasons":["r"]},
        {"address":"192.0.2.23","name":"y","version":"","confidence":"medium","reasons":["r"],"known":9},
        {"address":"192.0.2.24","name":"z","version":"","confidence":"high","reasons":["r"]}]
        """

    private func visitor(
        _ rights: Set<Right> = Set(Right.allCases), search: String? = search(ended: true, proposals: proposals)
    ) throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor(rights)
        if let search { visitor.api.answer("GET devices/discovery", search) }
        visitor.api.answer(
            "GET devices/list.csv", "number,address,kind,name\r\n9,192.0.2.23,auto,y\r\n4,192.0.2.24,auto,\"z, z\"\r\n",
            type: "text/csv")
        visitor.api.answer(
            "GET config/modules",
            #"[{"name":"FEED0-CREDENTIALS","present":["FEED0-CREDENTIALS1"],"instances":{"first":1,"last":64},"options":[]}]"#
        )
        visitor.api.answer(
            "GET config/modules/FEED0-CREDENTIALS1", #"{"name":"FEED0-CREDENTIALS1","values":{"name":"ward <3>"}}"#)
        return visitor
    }

    @Test func `before the first search there is a form`() async throws {
        let page = try await visitor(search: nil).look("/devices/discovery")
        #expect(page.status == 200 && page.has("No search was made") && page.has("id=\"networks\""))
        #expect(
            page.has("value=\"ward &lt;3&gt;\"") && page.has("name=\"http\" value=\"1\" checked")
                && page.has("value=\"50\""))
        let auditor = try await visitor([.read], search: nil).look("/devices/discovery")
        #expect(auditor.status == 200 && !auditor.has("<form method=\"post\" action=\"/devices"))
    }

    @Test func `a search is begun in the networks that are named`() async throws {
        let visitor = try visitor(search: nil)
        let done = try await visitor.send(
            "/devices/discovery/start",
            [
                "networks": "192.0.2.0/24, 198.51.100.7\r\n203.0.113.0/28", "rate": "20", "http": "1",
                "credentials": "ward",
            ])
        #expect(done.place == "/devices/discovery" && visitor.api.changes.last?.call == "POST devices/discovery")
        let sent = visitor.api.lastContent
        #expect(sent["networks"] as? [String] == ["192.0.2.0/24", "198.51.100.7", "203.0.113.0/28"])
        #expect(
            sent["rate"] as? Int == 20 && sent["http"] as? Bool == true && sent["credentials"] as? [String] == ["ward"])
        _ = try await visitor.send("/devices/discovery/start", ["networks": "192.0.2.0/24", "rate": "50"])
        #expect(visitor.api.lastContent["http"] as? Bool == false && visitor.api.lastContent["credentials"] == nil)
    }

    @Test func `a refusal stands beside its field, with what was typed`() async throws {
        let visitor = try visitor(search: nil)
        visitor.api.refuse("POST devices/discovery", "expected a network, got <b>", field: "networks")
        let page = try await visitor.send("/devices/discovery/start", ["networks": "<b>", "rate": "7"])
        #expect(page.status == 422 && page.has("id=\"networks-wrong\">expected a network, got &lt;b&gt;"))
        #expect(page.has("&lt;b&gt;</textarea>") && page.has("value=\"7\"") && !page.has("value=\"1\" checked"))
        let rate = try await visitor.send("/devices/discovery/start", ["networks": "192.0.2.0/24", "rate": "<0>"])
        #expect(
            rate.status == 422 && rate.has("id=\"rate-wrong\">expected 1 to 1000 addresses a second, got &lt;0&gt;"))
    }

    @Test func `a search that goes on shows how far it is, and can be ended`() async throws {
        let visitor = try visitor(search: Self.search(ended: false))
        let page = try await visitor.look("/devices/discovery")
        #expect(page.has("data-making max=\"254\" value=\"100\"") && page.has("100 of 254"))
        #expect(page.has("/devices/discovery/cancel") && !page.has("id=\"networks\""))
        #expect(try await visitor.send("/devices/discovery/cancel").place == "/devices/discovery")
        #expect(visitor.api.changes.map(\.call) == ["DELETE devices/discovery"])
        let auditor = try self.visitor([.read], search: Self.search(ended: false))
        #expect(try await !auditor.look("/devices/discovery").has("/cancel"))
        #expect(try await auditor.send("/devices/discovery/cancel").status == 403)
    }

    @Test func `proposals come with reasons, and those in the list with their number`() async throws {
        let page = try await visitor().look("/devices/discovery")
        #expect(page.has("=1+&lt;b&gt;") && page.has("its name is &lt;one&gt;") && page.has("ok\">high"))
        #expect(page.has("value=\"192.0.2.21\" aria-label=\"Add 192.0.2.21\" checked"))
        #expect(page.has("value=\"192.0.2.22\" aria-label=\"Add 192.0.2.22\">"))
        // One was known when it was found, the other was added since.
        #expect(page.has("href=\"/devices/9\"") && page.has("href=\"/devices/4\""))
        #expect(!page.has("value=\"192.0.2.23\"") && !page.has("value=\"192.0.2.24\""))
        #expect(page.has("192.0.2.0/24</textarea>"))
        let auditor = try await visitor([.read]).look("/devices/discovery")
        #expect(auditor.has("192.0.2.21") && !auditor.has("type=\"checkbox\""))
    }

    @Test func `what is chosen is added, and nothing else`() async throws {
        let visitor = try visitor()
        visitor.api.answer(
            "POST devices/list.csv",
            #"{"isApplied":true,"devices":1,"added":1,"changed":0,"unknownColumns":[],"errors":[]}"#)
        let done = try await visitor.send(
            "/devices/discovery/add", ["address": "192.0.2.21", "address": "192.0.2.250"])
        #expect(done.place == "/devices" && visitor.api.changes.last?.call == "POST devices/list.csv")
        #expect(
            visitor.api.changes.last?.content
                == "address,kind,name,mac,credentials\r\n192.0.2.21,ipbs2,\"'=1+<b>\",00:01:3e:12:34:56,ward\r\n")
        let none = try await visitor.send("/devices/discovery/add?page=1")
        #expect(none.status == 422 && none.has("choose a device first"))
        #expect(none.has("aria-label=\"Add 192.0.2.21\">"))
    }
}
