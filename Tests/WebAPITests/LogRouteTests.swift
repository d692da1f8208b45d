import Faults
import Foundation
import Hummingbird
import IPDECTCore
import Journal
import LogForwarding
import Logging
import NIOCore
import NetworkValues
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// What `GET /api/v1/logs` and its neighbours answer.
struct LogRouteTests {
    private let desk: LogDesk

    init() async throws {
        desk = try await LogDesk()
    }

    private func page(_ query: String = "") async throws -> LogPage {
        try await desk.client.get("/api/v1/logs" + query).value(LogPage.self)
    }

    private func numbers(_ query: String) async throws -> [UInt64] { try await page(query).records.map(\.number) }

    @Test func `lines come newest last, with what is known of them`() async throws {
        let page = try await page()
        #expect(page.records.map(\.number) == [1, 2, 3, 4, 5, 6] && page.last == 6 && page.older == nil)
        let own = page.records[0]
        #expect(own.topic == "agent" && own.severity == "notice" && own.device == "switchboard" && own.mac == nil)
        #expect(own.time == "2027-01-15T08:00:00.000Z" && own.module == "AgentRuntime" && own.text == "started")
        let radio = page.records[1]
        #expect(radio.device == desk.radio.name && radio.mac == "\(desk.radio.mac)" && radio.topic == "dect-radio")
        let alarm = page.records[2]
        #expect(alarm.topic == "alarms" && alarm.severity == "err" && alarm.code == "0x00030204" && alarm.alarm == 7)
        #expect(alarm.device == "pump" && alarm.module == "IP" && alarm.text.hasPrefix("alarm 7 raised, 0x00030204"))
        let received = page.records[3]
        #expect(received.device == "old-gateway" && received.address == "10.0.0.7" && received.severity == "crit")
        #expect(received.text == "overheats" && received.original == "old-gateway: overheats")
        #expect(page.records[4].device == "10.0.0.8" && page.records[4].original == nil)
    }

    @Test(arguments: [
        ("?topic=agent", [1]), ("?topic=agent&topic=login", [1, 6]), ("?topic=agent,login", [1, 6]),
        ("?topic=alarms", [3]), ("?severity=err", [3, 4]), ("?severity=Error&topic=device", [4]), ("?severity=2", [4]),
        ("?text=OVER", [4]), ("?text=agentruntime", [1]), ("?device=agent&topic=login", [6]),
        ("?device=old-GATEWAY", [4]), ("?device=10.0.0.8", [5]), ("?device=pump", [3]), ("?device=nobody", []),
        ("?limit=2", [5, 6]), ("?limit=2&before=5", [3, 4]), ("?from=2027-01-15T08:00:04Z", [5, 6]),
        ("?until=2027-01-15T08:00:01.500Z", [1, 2]),
        ("?from=2027-01-15T09:00:02%2B01:00&until=2027-01-15T08:00:03Z", [3, 4]),
    ])
    func `a search narrows`(query: String, expected: [Int]) async throws {
        #expect(try await numbers(query) == expected.map(UInt64.init))
    }

    @Test func `a device is found by its name and its MAC address`() async throws {
        #expect(try await numbers("?device=\(desk.radio.name.uppercased())") == [2])
        #expect(try await numbers("?device=\(desk.radio.mac)") == [2])
    }

    @Test func `pages go back to the beginning`() async throws {
        var before = ""
        var all: [[UInt64]] = []
        while true {
            let page = try await page("?limit=4" + before)
            all.append(page.records.map(\.number))
            guard let older = page.older else { break }
            before = "&before=\(older)"
        }
        #expect(all == [[3, 4, 5, 6], [1, 2]])
    }

    @Test func `with the topic alarms off, alarms are shown to those who ask for them`() async throws {
        desk.writer.apply(try LogDesk.settings("/topics agent"))
        #expect(try await numbers("") == [1, 2, 4, 5, 6])
        #expect(try await numbers("?topic=alarms") == [3])
    }

    @Test(arguments: [
        ("?topic=dect-mastr", "dect-master"), ("?severity=loud", "warning"), ("?from=yesterday", "RFC 3339"),
        ("?until=2027-13-01T00:00:00Z", "RFC 3339"), ("?limit=0", "from 1 to 10000"), ("?before=-1", "before"),
    ])
    func `what is not understood is refused`(query: String, hint: String) async throws {
        #expect(try await desk.client.get("/api/v1/logs" + query).problem(400).detail.contains(hint))
        if !query.contains("limit"), !query.contains("before") {
            _ = try await desk.client.get("/api/v1/logs/follow" + query).problem(400)
        }
    }

    @Test func `the topics have their switches and counts`() async throws {
        desk.writer.apply(try LogDesk.settings("/topics agent"))
        desk.writer.write(LogRecord(topic: .login, severity: 5, device: .agent, time: desk.time, text: "x"))
        let topics = try await desk.client.get("/api/v1/logs/topics").value([LogTopicView].self)
        #expect(topics.map(\.topic) == LogTopic.all.map(\.rawValue))
        #expect(topics.filter(\.isOn).map(\.topic) == ["agent"])
        #expect(topics.first { $0.topic == "login" }?.switchedOff == 1)
    }

    // MARK: Following

    private func follower(
        _ query: String = "", after: UInt64, beat: Duration = .seconds(60)
    ) throws -> LogFollower.AsyncIterator {
        let writer = desk.writer
        return LogFollower(
            journal: desk.journal, store: desk.store, search: try desk.search(query), after: after, beat: beat,
            showsAlarms: { writer.showsAlarms }
        ).makeAsyncIterator()
    }

    private func lines(_ buffer: ByteBuffer?) throws -> [LogView] {
        try String(buffer: try #require(buffer)).split(separator: "\n").map {
            try JSONDecoder().decode(LogView.self, from: Data($0.utf8))
        }
    }

    @Test func `a follower gets what there is, then what comes`() async throws {
        var follower = try follower(after: 4)
        #expect(try lines(await follower.next()).map(\.number) == [5, 6])
        try await desk.append("later")
        let line = try #require(try lines(await follower.next()).first)
        #expect(line.number == 7 && line.text == "later" && line.device == "switchboard")
    }

    @Test func `a follower who is at the end hears at once that it began`() async throws {
        var follower = try follower(after: 6)
        #expect(try await follower.next() == ByteBuffer(string: "\n"))
        async let next = follower.next()
        try await desk.append("news")
        #expect(try lines(await next).map(\.text) == ["news"])
    }

    @Test(arguments: ["?topic=login", "?text=NEEDLE", "?severity=alert", "?device=10.0.0.9"])
    func `a follower hears only what was asked for`(query: String) async throws {
        var follower = try follower(query, after: 6)
        _ = try await follower.next()
        try await desk.append("hay")
        try await desk.journal.append([
            .log(
                LogRecord(
                    topic: .login, severity: 1, device: .agent, time: desk.time, text: "a needle",
                    origin: LogOrigin(address: .v4(0x0a00_0009), host: "", facility: 16, messageOffset: 0)))
        ])
        #expect(try lines(await follower.next()).map(\.text) == ["a needle"])
    }

    @Test func `a follower who hears nothing hears that`() async throws {
        var follower = try follower("?topic=tcp", after: 6, beat: .milliseconds(5))
        for _ in 0..<3 { #expect(try await follower.next() == ByteBuffer(string: "\n")) }
    }

    @Test func `following ends when nobody wants it any more`() async throws {
        let (started, begun) = AsyncStream.makeStream(of: Void.self)
        let first = try follower(after: 6)
        let task = Task {
            var follower = first
            _ = try await follower.next()
            begun.finish()
            return try await follower.next()
        }
        for await _ in started {}
        task.cancel()
        #expect(try await task.value == nil)
    }
}
