import Foundation
import Testing

@testable import WebAccess
@testable import WebConsole

/// The pages of ping and traceroute, captures, and logs.
struct NetworkPageTests {
    // MARK: Ping

    private func ping() throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor([.read])
        visitor.api.answer(
            "GET config/modules/PING0", #"{"values":{"destination-1":"<b>gate</b>","interval-1":5}}"#)
        visitor.api.answer(
            "GET perf/ping1?last=1h",
            """
            {"unit":"seconds","lines":[{"name":"round trip","points":[{"mean":0.002,"maximum":0.004}]},\
            {"name":"loss","points":[{"mean":0.25,"maximum":1}]}]}
            """)
        return visitor
    }

    @Test func `automatic pings show their hour`() async throws {
        let page = try await ping().look("/ping")
        #expect(page.has("&lt;b&gt;gate") && page.has("2 ms") && page.has("25 %") && page.has("graph=ping1"))
        let bare = try ConsoleVisitor([.read])
        #expect(try await bare.look("/ping").has("No destination is pinged by itself."))
    }

    @Test func `a ping shows each answer and a summary`() async throws {
        let visitor = try ping()
        visitor.api.answer(
            "GET ping?host=10.0.0.9&count=2&family=any",
            """
            {"number":1,"state":"replied","wasSent":true,"address":"10.0.0.9","seconds":0.0031}
            {"number":2,"state":"lost","wasSent":true,"address":"10.0.0.9"}
            """, type: "application/x-ndjson")
        let page = try await visitor.send("/ping/ping", ["host": "10.0.0.9", "count": "2", "family": "any"])
        #expect(page.status == 200 && page.has("2 sent, 1 answered, 1 lost") && page.has("3.1 ms"))
        #expect(page.has("value=\"10.0.0.9\""))
    }

    @Test func `a wrong number or host stands beside its own field`() async throws {
        let visitor = try ping()
        let page = try await visitor.send("/ping/ping", ["host": "h", "count": "99"])
        #expect(page.status == 400 && page.has("<p class=\"wrong\">expected count to be from 1 to 20, got 99</p>"))
        visitor.api.refuse(
            "GET traceroute?host=h&hops=20&method=udp&family=any&timeout=1000",
            "expected host with an address or a name", status: 400)
        let trace = try await visitor.send("/ping/trace", ["host": "h", "hops": "20"])
        #expect(trace.has("id=\"trace-host-wrong\">expected host") && !trace.has("id=\"ping-host-wrong\""))
    }

    @Test func `a trace shows hops, silence and the end`() async throws {
        let visitor = try ping()
        visitor.api.answer(
            "GET traceroute?host=h&hops=20&method=icmp&family=any&timeout=1000",
            """
            {"state":"began","address":"10.0.0.9"}
            {"state":"hop","hop":1,"answers":[{"state":"passing","address":"10.0.0.1","seconds":0.001},{"state":"lost"}]}
            {"state":"hop","hop":2,"answers":[{"state":"arrived","address":"10.0.0.9","seconds":0.002}]}
            """, type: "application/x-ndjson")
        let page = try await visitor.send(
            "/ping/trace", ["host": "h", "hops": "20", "method": "icmp", "family": "any"])
        #expect(page.has("The destination answered after 2 hops.") && page.has("1 ms, lost"))
    }

    // MARK: Captures

    private func captures(_ rights: Set<Right> = Set(Right.allCases), isIdle: Bool = false) throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor(rights)
        let readers = """
            [{"id":4,"viewer":"<script>","interface":"eth0","filter":"udp","since":"2026-11-28T07:00:00Z","delivered":1500,"octets":2000000,\
            "waiting":0,"dropped":1,"droppedByKernel":2,"droppedByInterface":3,"end":""}]
            """
        visitor.api.answer(
            "GET capture",
            """
            {"isRemoteEnabled":false,"listeners":[],"sessions":[],"connections":0,"forbidden":0,"overLimit":0,"refusedLogins":0,"malformed":0,
            "readers":\(isIdle ? "[]" : readers),"files":\(isIdle ? "[]" : #"[{"id":4,"path":"/x/eth0.pcap","octets":10,"limit":100,"isRunning":true,"error":""}]"#),
            "webdav":{"state":"uploading","reason":"","url":"\(isIdle ? "" : "https://store.example/")","captureError":"","spoolError":"",
            "uploadedFiles":3,"uploadedOctets":3000000,"waitingFiles":0,"waitingOctets":0,"usedOctets":5,"limitOctets":200,"droppedPackets":0,"crashFiles":[]}}
            """)
        visitor.api.answer("GET config/modules/PCAP0", #"{"values":{"traffic":true,"trace":true}}"#)
        visitor.api.answer("GET capture/interfaces", #"[{"name":"eth0","addresses":["10.0.0.1"],"about":""}]"#)
        return visitor
    }

    @Test func `captures show who takes what, and what was lost`() async throws {
        let visitor = try captures()
        let page = try await visitor.look("/captures")
        #expect(page.has("&lt;script&gt;") && page.has("/captures/4/stop") && page.has(">6</td>") && page.has("2 MB"))
        #expect(page.has("value=\"\(visitor.csrf)\"") && page.has("3 files, 3 MB"))
        let idle = try await captures(isIdle: true).look("/captures")
        #expect(idle.has("Nothing is captured now.") && idle.has("No capture went into a file"))
    }

    @Test func `captures that are switched off have no form`() async throws {
        let visitor = try captures()
        visitor.api.answer("GET config/modules/PCAP0", #"{"values":{}}"#)
        let page = try await visitor.look("/captures")
        #expect(page.has("Nothing may be captured") && !page.has("/captures/start"))
        #expect(try await captures().look("/captures").has("trace, the lines of the log"))
    }

    @Test func `who may not capture sees no form and gets no packets`() async throws {
        let visitor = try captures([.read])
        let page = try await visitor.look("/captures")
        #expect(!page.has("/captures/start") && !page.has("/captures/4/stop") && !page.has("/captures/download"))
        #expect(try await visitor.look("/captures/download?interface=eth0&count=1").status == 403)
    }

    @Test func `a capture starts and stops, and a bad filter stands beside its field`() async throws {
        let visitor = try captures()
        visitor.api.answer("POST capture", #"{"id":5,"path":"/x/eth0-5.pcap"}"#, status: 201)
        let form: KeyValuePairs = [
            "interface": "eth0", "filter": "udp prt", "snap": "96", "megabytes": "5", "format": "pcap",
        ]
        #expect(try await visitor.send("/captures/start", form).place == "/captures")
        #expect(visitor.api.lastContent["megabytes"] as? Int == 5)
        visitor.api.answer(
            "POST capture", #"{"status":400,"title":"No capture","detail":"the filter has a fault"}"#, status: 400,
            type: "application/problem+json")
        let page = try await visitor.send("/captures/start", form)
        #expect(page.has("<p class=\"wrong\">the filter has a fault</p>") && page.has("value=\"udp prt\""))
        #expect(
            try await visitor.send("/captures/start", ["megabytes": "many", "snap": "1"]).has(
                "id=\"megabytes-wrong\">expected a number, got many"))
        #expect(try await visitor.send("/captures/4/stop").place == "/captures")
        #expect(visitor.api.changes.last?.call == "DELETE capture/4")
    }

    // MARK: Logs

    private func logs() throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor([.read])
        let first = """
            {"number":1,"time":"2026-11-28T07:00:00Z","severity":"info","topic":"agent","device":"host","module":"m","text":"<script>1"}
            """
        let second = """
            {"number":2,"time":"2026-11-28T07:00:01Z","severity":"err","topic":"alarms","device":"ipbs3-00-00-01","module":"","code":"0x00030204",\
            "text":"alarm 1 raised, 0x00030204 major: down"}
            """
        for query in ["limit=100", "limit=100&severity=err&text=%3Cb%3E&from=2026-11-28T07%3A00%3A00Z", "limit=5000"] {
            visitor.api.answer("GET logs?\(query)", "{\"records\":[\(first),\(second)],\"last\":2,\"older\":1}")
        }
        visitor.api.answer("GET logs?limit=100&before=1", #"{"records":[],"last":2}"#)
        visitor.api.answer("GET logs/topics", #"[{"topic":"agent","isOn":true},{"topic":"tcp","isOn":false}]"#)
        return visitor
    }

    @Test func `the newest line is first, and older ones are a link away`() async throws {
        let page = try await logs().look("/logs")
        let newest = try #require(page.text.firstRange(of: "alarm 1 raised, major: down"))
        let oldest = try #require(page.text.firstRange(of: "&lt;script&gt;1"))
        #expect(newest.lowerBound < oldest.lowerBound && page.has("/logs?before=1") && page.has("tcp (off)"))
        #expect(page.has("/faults/0x00030204") && page.has("/radios/ipbs3-00-00-01"))
        #expect(try await logs().look("/logs?before=1").has("No line matches."))
    }

    @Test func `filters are kept, and a wrong time stands beside its field`() async throws {
        let visitor = try logs()
        let page = try await visitor.look("/logs?severity=err&text=%3Cb%3E&from=2026-11-28T07:00")
        #expect(page.status == 200 && page.has("value=\"&lt;b&gt;\"") && page.has("value=\"2026-11-28T07:00\""))
        visitor.api.refuse("GET logs?limit=100&from=x", "expected from as RFC 3339, got x", status: 400)
        #expect(try await visitor.look("/logs?from=x").has("id=\"from-wrong\">expected from as RFC 3339"))
    }

    @Test func `lines are downloaded as text and as JSON`() async throws {
        let text = try await logs().look("/logs/lines.txt")
        #expect(text.text.hasPrefix("2026-11-28T07:00:00Z info agent host m: <script>1\n"))
        let lines = try await logs().look("/logs/lines.jsonl").text.split(separator: "\n")
        #expect(lines.count == 2 && lines.last?.contains(#""code":"0x00030204""#) == true)
    }
}
