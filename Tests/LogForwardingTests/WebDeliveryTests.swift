import Journal
import Testing
import WebClient

@testable import LogForwarding

/// Records over HTTP: one that the server does not take must not hold up those behind it.
struct WebDeliveryTests {
    private static func server(_ port: UInt16) -> LogServer {
        LogServer(index: 1, transport: .http, host: "127.0.0.1", port: port)
    }

    @Test func `a record that is refused is set aside, and the others arrive in order`() async throws {
        let bench = try LogBench()
        let web = try await PickyWebServer { $0 == 7 || $0 == 19 ? 400 : 204 }
        try await bench.forwarding(to: [Self.server(web.port)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<30)
            #expect(try await eventually { service.status.first?.settled == 30 })
            #expect(web.taken == (0..<30).filter { $0 != 7 && $0 != 19 })
            #expect(web.refusals == [7: 1, 19: 1])
            let status = try #require(service.status.first)
            #expect(status.setAside == 2)
            #expect(status.refusals.map(\.number) == [8, 20])
            #expect(status.refusals.allSatisfy { $0.reason.contains("400") })
        }
        await web.stop()
    }

    @Test func `a record at which the server fails again and again is set aside when it takes the next`() async throws {
        let bench = try LogBench()
        let web = try await PickyWebServer { $0 == 5 ? 500 : 200 }
        try await bench.forwarding(to: [Self.server(web.port)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<10)
            #expect(try await eventually { service.status.first?.settled == 10 })
            #expect(web.taken == (0..<10).filter { $0 != 5 })
            #expect(web.refusals == [5: PoisonWatch.patience + 1])
            #expect(service.status.first?.setAside == 1)
        }
        await web.stop()
    }

    @Test func `a server that fails at everything loses nothing`() async throws {
        let bench = try LogBench()
        let isWell = Switch()
        let web = try await PickyWebServer { _ in isWell.isOn ? 200 : 503 }
        try await bench.forwarding(to: [Self.server(web.port)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<10)
            #expect(try await eventually { (web.refusals[0] ?? 0) > PoisonWatch.patience })
            #expect(service.status.first?.setAside == 0 && web.taken.isEmpty)
            isWell.turnOn()
            #expect(try await eventually { service.status.first?.settled == 10 })
            #expect(web.taken.sorted() == Array(0..<10))
        }
        await web.stop()
    }

    @Test func `the cursor follows a server that is slow record by record`() async throws {
        let bench = try LogBench()
        let web = try await PickyWebServer { $0 < 5 ? 204 : 0 }
        try await bench.forwarding(to: [Self.server(web.port)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<100)
            let cursor = try await bench.journal.cursor(named: "log.1")
            #expect(try await eventually { cursor.position == 5 && service.status[0].settled == 5 })
            bench.skip(seconds: 25)
            #expect(try await eventually { service.status[0].state == .stalled })
        }
        await web.stop()
    }

    @Test func `a request line is no longer than the limit, however much of it is encoded`() async throws {
        let bench = try LogBench()
        let web = try await PickyWebServer { _ in 204 }
        var server = Self.server(web.port)
        server.path = "/cdr/cdrwrite.asp"
        try await bench.forwarding(to: [server]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<1, text: String(repeating: "ü", count: 3000))
            try await bench.append(1..<2, text: String(repeating: "x", count: 7900))
            #expect(try await eventually { web.taken == [0, 1] })
            #expect((8100...8192).contains(web.longestLine))
            #expect(service.status[0].cut == 1)
        }
        await web.stop()
    }

    @Test func `an address of IPv6 is one for the web too`() async throws {
        let bench = try LogBench()
        let web = try await PickyWebServer(host: "::1") { _ in 204 }
        let server = LogServer(index: 1, transport: .http, host: "::1", port: web.port)
        try await bench.forwarding(to: [server]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<3)
            #expect(try await eventually { web.taken == [0, 1, 2] })
        }
        await web.stop()
    }
}
