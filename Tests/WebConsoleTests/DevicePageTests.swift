import Testing

@testable import WebAccess
@testable import WebConsole

/// The pages of gateways and of traffic.
struct DevicePageTests {
    private static let port = """
        {"isSynchronized":true,"isCommunicating":true,"connectedTo":"10.0.0.2","offsetNanoseconds":-12,\
        "cableDelayNanoseconds":40,"syncLost":0,"transmitErrors":1,"receiveErrors":2}
        """
    private static let dead = """
        {"isSynchronized":false,"isCommunicating":false,"offsetNanoseconds":0,"cableDelayNanoseconds":0,"syncLost":3,\
        "transmitErrors":0,"receiveErrors":0}
        """

    private func gateways(_ rights: Set<Right> = Set(Right.allCases)) throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor(rights)
        visitor.api.answer(
            "GET ipbl/ring",
            """
            [{"position":1,"name":"ipbl-00-00-01","mac":"","address":"10.0.0.1","hasReference":true,"inPort":\(Self.dead),"outPort":\(Self.port)},
            {"position":2,"name":"ipbl-00-00-02","mac":"","hasReference":false,"inPort":\(Self.port),"outPort":\(Self.port)}]
            """)
        visitor.api.answer(
            "GET rfps?limit=50",
            """
            [{"gateway":"ipbl-00-00-01","port":3,"state":"malfunctioning","description":"<script>x</script>","version":"1","hardware":"h",\
            "cableDelayNanoseconds":5,"transmitErrors":0,"receiveErrors":0,"locationID":"77","locationDescription":""}]
            """)
        visitor.api.answer(
            "GET ipbl/environment",
            #"[{"gateway":"ipbl-00-00-01","temperatureCelsius":41,"powerMilliwatts":12500,"supplyMillivolts":47900,"isFanRunning":false}]"#
        )
        return visitor
    }

    @Test func `the ring shows which way the pace does not go`() async throws {
        let page = try await gateways().look("/ipbl")
        #expect(
            page.status == 200 && page.has("synchronized one way")
                && page.has("in from ipbl-00-00-02: no communication"))
        #expect(
            page.has("synchronized both ways") && page.has("stands still") && page.has("12.5 W") && page.has("47.9 V"))
        #expect(page.has("&lt;script&gt;x") && page.has("malfunctioning"))
    }

    @Test func `a site without gateways says so`() async throws {
        let visitor = try ConsoleVisitor()
        for path in ["ipbl/ring", "rfps?limit=50", "ipbl/environment"] { visitor.api.answer("GET \(path)", "[]") }
        let page = try await visitor.look("/ipbl")
        #expect(page.has("This site has no IPBL gateway") && !page.has("<table"))
    }

    @Test func `the place of an RFP is set, and a refusal stands beside it`() async throws {
        let visitor = try gateways()
        #expect(
            try await visitor.send("/ipbl/ipbl-00-00-01/3/location", ["id": "78", "description": "x"]).place
                == "/ipbl#rfps")
        #expect(visitor.api.lastContent["locationID"] as? String == "78")
        visitor.api.refuse("PUT rfps/ipbl-00-00-01/3/location", "expected other letters", field: "locationID")
        let page = try await visitor.send("/ipbl/ipbl-00-00-01/3/location", ["id": "ä"])
        #expect(page.status == 422 && page.has("<p class=\"wrong\">expected other letters</p>"))
        #expect(try await !gateways([.read]).look("/ipbl").has("/location"))
    }

    private func traffic(_ rights: Set<Right> = Set(Right.allCases), isQuiet: Bool = false) throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor(rights)
        let busy = isQuiet ? "" : ",\"busyHourStart\":\"2026-11-28T07:00:00Z\""
        visitor.api.answer(
            "GET traffic",
            """
            {"callsIn":1000,"callsInDelivered":900,"callsOut":3,"handovers":4,"handoversCancelled":5,"abnormalReleases":6,\
            "busyHourAttempts":70\(busy)}
            """)
        let radio = """
            {"name":"ipbs3-00-00-01","deviceName":"<i>","callLimit":8,"calls":7,"callsIn":1,"callsOut":2,"handovers":3,\
            "handoversCancelled":4,"busy":5}
            """
        visitor.api.answer("GET radios?sort=-calls&limit=15", isQuiet ? "[]" : "[\(radio)]")
        visitor.api.answer("GET radios?sort=-busy&limit=15", "[\(radio)]")
        let calls = """
            [{"id":9,"radio":"ipbs3-00-00-01","user":"<script>","direction":"incoming","isConnected":true,\
            "startedAt":"2026-11-28T07:58:00Z","isEncrypted":false,"handoverTo":"ipbs3-00-00-02"}]
            """
        for query in ["limit=50", "limit=1", "handover=1&limit=1", "search=a&limit=50"] {
            visitor.api.answer("GET calls?\(query)", isQuiet ? "[]" : calls)
        }
        return visitor
    }

    @Test func `traffic shows counters, radios by use, and calls`() async throws {
        let page = try await traffic().look("/traffic?by=busy")
        #expect(page.status == 200 && page.has("from 2026-11-28 07:00:00 UTC") && page.has("7 of 8"))
        #expect(page.has("moves to <a href=\"/radios/ipbs3-00-00-02\">") && page.has("2 min"))
        #expect(
            page.has("&lt;script&gt;") && page.has("&lt;i&gt;") && page.has("<strong>calls that found it busy</strong>")
        )
    }

    @Test func `a quiet site has no calls`() async throws {
        let page = try await traffic(isQuiet: true).look("/traffic")
        #expect(page.has("No call is going on.") && page.has("no call yet") && page.has("There is no radio."))
    }

    @Test func `traffic counters are cleared by who may`() async throws {
        let visitor = try traffic()
        #expect(try await visitor.send("/traffic/clear").place == "/traffic")
        #expect(visitor.api.changes.map(\.call) == ["POST traffic/clear"])
        #expect(try await !traffic([.read]).look("/traffic").has("/traffic/clear"))
    }
}
