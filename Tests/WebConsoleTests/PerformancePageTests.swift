import Testing

@testable import WebAccess
@testable import WebConsole

/// The page of graphs.
struct PerformancePageTests {
    /// The window of a day that ends at the next step after the visitor's now.
    private static let day = "?from=2026-11-27T08%3A02%3A00.000Z&to=2026-11-28T08%3A02%3A00.000Z"

    private func visitor(_ window: String = day) throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor([.read])
        visitor.api.answer(
            "GET perf" + window,
            #"[{"name":"cpu","title":"CPU"},{"name":"ping1","title":"PING1"},{"name":"mem","title":"<script>"}]"#)
        visitor.api.answer(
            "GET perf/cpu" + window,
            """
            {"name":"cpu","title":"CPU","unit":"ratio","limit":1,"lines":[{"name":"in use","points":[\
            {"mean":0.2,"maximum":0.5},{"mean":0.4,"maximum":0.9}]}]}
            """)
        visitor.api.answer(
            "GET perf/mem" + window,
            #"{"name":"mem","title":"<script>","unit":"bytes","lines":[{"name":"used","points":[{"mean":1073741824,"maximum":1073741824}]}]}"#
        )
        visitor.api.answer(
            "GET perf/calls%3Aipbs3-00-00-01" + window,
            #"{"name":"calls:x","title":"Calls of it","unit":"calls","lines":[{"name":"calls","points":[{"mean":3,"maximum":8}]}]}"#
        )
        visitor.api.answer("GET findings", "[]")
        return visitor
    }

    @Test func `each picture has its figures beside it as numbers`() async throws {
        let page = try await visitor().look("/performance")
        #expect(page.status == 200 && page.has("src=\"/performance/cpu/picture.svg?from=2026-11-27T08%3A02"))
        #expect(page.has("40 %") && page.has("30 %") && page.has("90 %") && page.has("1 GiB"))
        // A graph without figures says so, and has no picture that would be broken.
        #expect(page.has("Nothing was measured in this window.") && !page.has("/performance/ping1/picture.svg"))
        #expect(!page.has("<script>") && page.has("Nothing was found that limits the system."))
    }

    @Test func `the graphs and the window that are asked for are shown, and it moves`() async throws {
        let hour = "?from=2026-11-28T06%3A00%3A00.000Z&to=2026-11-28T07%3A00%3A00.000Z"
        let page = try await visitor(hour).look(
            "/performance?graph=calls%3Aipbs3-00-00-01&window=1h&end=2026-11-28T07:00:00Z")
        #expect(page.has("Calls of it") && !page.has("/performance/cpu/picture.svg"))
        #expect(page.has("end=2026-11-28T06%3A00%3A00.000Z") && page.has("Later →"))
        #expect(page.has("name=\"end\" value=\"2026-11-28T07:00:00.000Z\""))
    }

    @Test func `findings come with advice and a link to the radio`() async throws {
        let visitor = try visitor()
        visitor.api.answer(
            "GET findings",
            #"[{"kind":"radioAtCallLimit","subject":"ipbs3-00-00-01","evidence":"<b>8 of 8","advice":"Add a radio.","since":"2026-11-28T07:00:00Z"}]"#
        )
        let page = try await visitor.look("/performance")
        #expect(page.has("&lt;b&gt;8 of 8") && page.has("Add a radio.") && page.has("/radios/ipbs3-00-00-01"))
    }

    @Test func `pictures and figures are passed on, refusals as a page`() async throws {
        let visitor = try visitor()
        visitor.api.answer("GET perf/cpu?format=svg&theme=auto", "<svg/>", type: "image/svg+xml")
        visitor.api.answer("GET perf/cpu?from=a&format=csv", "time,in use\n", type: "text/csv")
        #expect(try await visitor.look("/performance/cpu/picture.svg").text == "<svg/>")
        #expect(try await visitor.look("/performance/cpu/figures.csv?from=a").text == "time,in use\n")
        #expect(try await visitor.look("/performance/none/picture.svg").status == 404)
    }
}
