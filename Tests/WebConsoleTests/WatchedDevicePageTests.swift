import Testing

@testable import WebAccess
@testable import WebConsole

/// The pages of devices of a running system: their list, one of them, and the list as a file.
struct WatchedDevicePageTests {
    private static let status = """
        {"devices":3,"fresh":1,"stale":1,"unknown":0,"waiting":0,"silent":1,"polls":1200,"latePolls":2,\
        "mostLateMilliseconds":2500,"inFlight":1,"listeners":[{"address":"0.0.0.0:162","error":"<u>no right"}],\
        "notificationsTaken":7,"notificationsRefused":{"unknownCommunity":4},"notificationsDropped":0,\
        "strangers":[{"address":"192.0.2.99","feed":"traps","count":3,"lastSeen":"2026-11-28T07:58:00Z"}]}
        """
    private static let feeds = """
        [{"kind":"snmp","freshness":"fresh","lastSuccess":"2026-11-28T07:59:48Z","ageSeconds":12,"lastError":"","successes":40,"failures":1},
        {"kind":"http","freshness":"stale","lastSuccess":"2026-11-28T07:50:00Z","ageSeconds":600,\
        "lastError":"<b>401","lastErrorAt":"2026-11-28T07:59:00Z","successes":3,"failures":9},
        {"kind":"traps","freshness":"waiting","lastError":"","successes":0,"failures":0}]
        """
    private static func device(_ more: String = "") -> String {
        """
        {"number":3,"name":"<script>Ward","address":"192.0.2.21","model":"ipbs2","version":"10.3.9","freshness":"fresh",\
        "isSilent":true,"alarms":2,"feeds":\(feeds),"clockAheadMilliseconds":-185000,"clockZoneMinutes":330,"restarts":1\(more)}
        """
    }
    private static let detail = """
        {"device":\(device(#","mac":"00:01:3e:12:34:56","startedAt":"2026-11-20T07:00:00Z""#)),"bootVersion":"10.0","hardware":"IPBS2-C3",\
        "location":"<i>Room","serial":"S1","text":"IPBS2[10.3.9]",\
        "alarms":[{"code":"0x00030204","source":"<b>DECT","text":"Radio <lost>","tellers":["snmp","traps of device 9"],"freshness":"stale"}],\
        "interfaces":[{"index":1,"name":"eth<0>","isUp":true,"speed":100000000,"octetsIn":2000,"octetsOut":1000}],\
        "figures":{"processor":12.5,"temperature":41},"raw":["<script>alert(1)</script>"],"authenticationFailures":5}
        """

    private func visitor(_ rights: Set<Right> = Set(Right.allCases)) throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor(rights)
        visitor.api.answer("GET devices/status", Self.status)
        visitor.api.answer("GET devices?limit=50", "[\(Self.device())]")
        visitor.api.answer("GET devices/3", Self.detail)
        return visitor
    }

    @Test func `the list shows what facts are worth, and who does not answer`() async throws {
        let page = try await visitor().look("/devices")
        #expect(
            page.status == 200 && page.has("<a href=\"/devices/3\">&lt;script&gt;Ward</a>") && !page.has("<script>W"))
        #expect(page.has("snmp: 12 s") && page.has("http: stale, 10 min") && page.has("traps: waiting"))
        #expect(page.has("3 min 5 s behind") && page.has("http: &lt;b&gt;401") && page.has("failed\">silent"))
        #expect(page.has("href=\"/devices?sort=-number\"") && page.has("aria-sort=\"ascending\""))
    }

    @Test func `the summary tells of late polls, listeners and strangers`() async throws {
        let page = try await visitor().look("/devices")
        #expect(
            page.has("1 fresh") && page.has("1 stale") && page.has("1 silent") && page.has("2 late, by 2 s at most"))
        #expect(page.has("0.0.0.0:162: &lt;u&gt;no right") && page.has("192.0.2.99") && page.has("2 min ago"))
        #expect(page.has("7 notifications taken, 4 refused") && page.has("<dd>4</dd>"))
        #expect(page.has("href=\"/api/v1/devices/list.csv\"") && page.has("href=\"/settings/FEED0-DEVICE\""))
    }

    @Test func `filters are passed on, and kept in links`() async throws {
        let visitor = try visitor()
        visitor.api.answer("GET devices?search=%3Cb%3E&freshness=stale&silent=0&limit=50", "[]")
        let page = try await visitor.look("/devices?search=%3Cb%3E&freshness=stale&silent=0")
        #expect(page.has("value=\"&lt;b&gt;\"") && page.has("<option selected>stale") && page.has("No device matches."))
        #expect(page.has("<option value=\"0\" selected>"))
    }

    @Test func `a page of fifty devices stays small`() async throws {
        let visitor = try visitor()
        visitor.api.answer(
            "GET devices?limit=50", "[\(Array(repeating: Self.device(), count: 50).joined(separator: ","))]")
        #expect(try await visitor.look("/devices").text.utf8.count < 100_000)
    }

    @Test func `a list is checked, then taken in as it was checked`() async throws {
        let visitor = try visitor()
        visitor.api.answer(
            "POST devices/list.csv?check=true",
            #"{"isApplied":false,"devices":2,"added":1,"changed":1,"unknownColumns":["<x>"],"errors":[]}"#)
        let list = "address,name\n192.0.2.7,Ward\n"
        let page = try await visitor.upload("/devices/import", list, ["list": ""])
        #expect(page.status == 200 && page.has("can be used") && page.has("1 would be added, 1 changed"))
        #expect(page.has("&lt;x&gt;") && page.has("href=\"/devices?sort=-number\""))
        visitor.api.answer(
            "POST devices/list.csv",
            #"{"isApplied":true,"devices":2,"added":1,"changed":1,"unknownColumns":[],"errors":[]}"#)
        let marked = try #require(page.text.firstMatch(of: /name="waiting" value="(\d+)"/))
        let done = try await visitor.send("/devices/import/apply", ["waiting": String(marked.1)])
        #expect(done.place == "/devices" && visitor.api.changes.last?.call == "POST devices/list.csv")
        #expect(visitor.api.changes.last?.content == list)
        #expect(try await visitor.send("/devices/import/apply", ["waiting": String(marked.1)]).status == 409)
    }

    @Test func `a list that is wrong cannot be taken in`() async throws {
        let visitor = try visitor()
        visitor.api.answer(
            "POST devices/list.csv?check=true",
            #"{"isApplied":false,"devices":0,"added":0,"changed":0,"unknownColumns":[],"errors":["line 2: expected <an address>"]}"#
        )
        let page = try await visitor.send("/devices/import", ["list": "address\r\n<nobody>\r\n"])
        #expect(page.has("cannot be used") && page.has("expected &lt;an address&gt;") && !page.has("name=\"waiting\""))
        #expect(page.has("&lt;nobody&gt;"))
        let empty = try await visitor.send("/devices/import", ["list": " "])
        #expect(empty.status == 422 && empty.has("id=\"list-wrong\">choose a file or paste a list first"))
    }

    @Test func `who may not change settings has no forms`() async throws {
        let visitor = try visitor([.read])
        let list = try await visitor.look("/devices")
        let one = try await visitor.look("/devices/3")
        #expect(list.status == 200 && !list.has("type=\"file\"") && list.has("/api/v1/devices/list.csv"))
        #expect(one.status == 200 && !one.has("/devices/3/test"))
        #expect(try await visitor.send("/devices/import", ["list": "address"]).status == 403)
        #expect(try await visitor.send("/devices/3/test").status == 403)
        #expect(visitor.api.changes.isEmpty)
    }

    @Test func `a device is shown with all that its feeds told`() async throws {
        let page = try await visitor().look("/devices/3")
        #expect(page.status == 200 && page.has("&lt;script&gt;Ward") && page.has("silent: it answers no longer"))
        #expect(page.has("00:01:3e:12:34:56") && page.has("&lt;i&gt;Room") && page.has("UTC+5:30"))
        #expect(page.has("3 min 5 s behind of") == false && page.has("3 min 5 s behind the agent"))
        #expect(page.has("href=\"/faults/0x00030204\"") && page.has("Radio &lt;lost&gt;") && page.has("&lt;b&gt;DECT"))
        #expect(page.has("snmp, traps of device 9") && page.has("before the agent started"))
        #expect(
            page.has("eth&lt;0&gt;") && page.has(">up<") && page.has("2 kB") && page.has("12.5 %") && page.has("41 °C"))
        #expect(
            page.has("&lt;script&gt;alert(1)&lt;/script&gt;</pre>") && page.has("1 answers that were not understood"))
    }

    @Test func `the test of feeds is shown as a table`() async throws {
        let visitor = try visitor()
        visitor.api.answer(
            "POST devices/test",
            #"[{"feed":"snmp","outcome":"works","text":"<b>IPBS2"},{"feed":"http","outcome":"fails","text":"no user"}]"#
        )
        let page = try await visitor.send("/devices/3/test")
        #expect(page.status == 200 && visitor.api.lastContent["address"] as? String == "192.0.2.21")
        #expect(
            page.has("ok\">works") && page.has("&lt;b&gt;IPBS2") && page.has("failed\">fails") && page.has("no user"))
        visitor.api.refuse("POST devices/test", "expected <an address>")
        let refused = try await visitor.send("/devices/3/test")
        #expect(refused.status == 422 && refused.has("expected &lt;an address&gt;"))
        #expect(try await visitor.look("/devices/4").status == 404)
    }

    @Test(arguments: [true, false])
    func `radios are marked where a site has watched and simulated ones`(isMixed: Bool) async throws {
        let visitor = try visitor()
        if !isMixed { visitor.api.answer("GET devices/status", #"{"devices":0}"#) }
        visitor.api.answer(
            "GET radios?limit=50",
            #"[{"name":"a","isWatched":true,"isSimulated":false},{"name":"b","isWatched":false,"isSimulated":true}]"#)
        let page = try await visitor.look("/radios")
        #expect(page.has("<span class=\"badge\">watched</span>"))
        #expect(page.has("<span class=\"badge simulated\">simulated</span>") == isMixed)
    }
}
