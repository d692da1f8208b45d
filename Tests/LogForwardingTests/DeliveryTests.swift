import Journal
import NetworkValues
import Testing

@testable import LogForwarding

/// Delivery over real connections of the loopback interface.
struct DeliveryTests {
    private static func server(_ port: UInt16, _ index: Int = 1) -> LogServer {
        LogServer(index: index, transport: .tcp, host: "127.0.0.1", port: port)
    }

    @Test func `lines arrive in order and the cursor follows the acknowledgements`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        try await bench.forwarding(to: [Self.server(receiver.port)]) { service in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<3000)
            #expect(try await eventually { receiver.lines.count >= 3000 })
            #expect(receiver.lines.compactMap(number) == Array(0..<3000))
            #expect(receiver.lines[0].hasPrefix("<134>msgnum:0: "))
            #expect(try await eventually { service.status[0].waiting == 0 })
            #expect(service.status[0].settled == 3000 && service.status[0].repeated == 0)
            let cursor = try await bench.journal.cursor(named: "log.1")
            #expect(try await eventually { cursor.position == 3000 })
        }
        await receiver.die()
    }

    @Test func `what a receiver did not read before it died is sent again to the next one`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        let port = receiver.port
        try await bench.forwarding(to: [Self.server(port)]) { service in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<500)
            #expect(try await eventually { receiver.lines.count >= 500 })
            receiver.stall()
            try await bench.append(500..<2500)
            // The kernel has acknowledged them; the program will never see them.
            #expect(try await eventually { service.status[0].settled == 2500 })
            await receiver.die()
            let lost = Set(0..<2500).subtracting(receiver.lines.compactMap(number))
            #expect(!lost.isEmpty)
            try await bench.append(2500..<2600)
            let next = try await LineReceiver(port: port)
            #expect(try await eventually { next.lines.compactMap(number).last == 2599 })
            let received = Set(receiver.lines.compactMap(number)).union(next.lines.compactMap(number))
            #expect(received == Set(0..<2600))
            #expect(next.lines.compactMap(number) == next.lines.compactMap(number).sorted())
            #expect(service.status[0].repeated > 0)
            await next.die()
        }
    }

    @Test func `the replay window is bounded`() async throws {
        let bench = try LogBench()
        try await bench.append(0..<3000, length: 400)
        var server = Self.server(1)
        server.replayBytes = 100_000
        let start = try await ReplayWindow(server: server).start(before: 3000, in: bench.journal)
        // Some 450 octets a line.
        #expect(start > 2700 && start < 2800)
        server.replayBytes = 0
        let none = try await ReplayWindow(server: server).start(before: 3000, in: bench.journal)
        #expect(none == 3000)
        server.replayBytes = 1 << 30
        let all = try await ReplayWindow(server: server).start(before: 3000, in: bench.journal)
        #expect(all == 0)
    }

    @Test func `a backup takes what the first server does not`() async throws {
        let bench = try LogBench()
        let backup = try await LineReceiver()
        var second = Self.server(backup.port, 2)
        second.backupOf = 1
        let closed = try await LineReceiver()
        let closedPort = closed.port
        await closed.die()
        try await bench.forwarding(to: [Self.server(closedPort), second]) { service in
            #expect(try await eventually { service.status.first?.isOnBackup == true })
            try await bench.append(0..<100)
            #expect(try await eventually { backup.lines.count == 100 })
            let first = try await LineReceiver(port: closedPort)
            // The first is tried again after a minute, which takes 600 ms here.
            #expect(
                try await eventually {
                    service.status.first?.isOnBackup == false && service.status.first?.state == .connected
                })
            try await bench.append(100..<200)
            #expect(try await eventually { first.lines.compactMap(number).last == 199 })
            let all = Set(backup.lines.compactMap(number)).union(first.lines.compactMap(number))
            #expect(all == Set(0..<200))
            await first.die()
        }
        await backup.die()
    }

    @Test func `a server gets the topics and severities that it wants`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        var server = Self.server(receiver.port)
        server.topics = [.dectMaster]
        server.floor = 4
        try await bench.forwarding(to: [server]) { service in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<10, topic: .dectRadio, severity: 3)
            try await bench.append(10..<20, topic: .dectMaster, severity: 5)
            try await bench.append(20..<30, topic: .dectMaster, severity: 4)
            #expect(try await eventually { receiver.lines.count == 10 })
            #expect(receiver.lines.compactMap(number) == Array(20..<30))
            #expect(try await eventually { service.status[0].filtered == 20 })
        }
        await receiver.die()
    }

    @Test func `one server that is away does not hold up another`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        let closed = try await LineReceiver()
        await closed.die()
        try await bench.forwarding(to: [Self.server(closed.port), Self.server(receiver.port, 2)]) { service in
            #expect(try await eventually { service.status.last?.state == .connected })
            try await bench.append(0..<1000)
            #expect(try await eventually { receiver.lines.count == 1000 })
            #expect(service.status[0].waiting == 1000)
            #expect(!service.status[0].lastError.isEmpty)
        }
        await receiver.die()
    }

    @Test func `behind an end without order the last lines are sent once more`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        let port = receiver.port
        try await bench.forwarding(to: [Self.server(port)]) { service in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<100)
            #expect(try await eventually { receiver.lines.count == 100 && service.status[0].waiting == 0 })
        }
        try await bench.forwarding(to: [Self.server(port)]) { service in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(100..<110)
            #expect(try await eventually { receiver.lines.count == 110 })
        }
        try await bench.forwarding(to: [Self.server(port)], restartedUnexpectedly: true) { service in
            let isRepeated = try await eventually { receiver.lines.count == 220 && service.status[0].sent == 110 }
            #expect(isRepeated)
            #expect(receiver.lines.suffix(110).compactMap(number) == Array(0..<110))
        }
        await receiver.die()
    }
}
