import Journal
import NIOCore
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
        try await bench.forwarding(to: [Self.server(receiver.port)]) { service async throws in
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
        try await bench.forwarding(to: [Self.server(port)]) { service async throws in
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
            let received = receiver.numbers.union(next.numbers)
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
        let start = try await ReplayWindow(server: server, chain: server).start(before: 3000, in: bench.journal)
        // Some 450 octets a line.
        #expect(start > 2700 && start < 2800)
        server.replayBytes = 0
        let none = try await ReplayWindow(server: server, chain: server).start(before: 3000, in: bench.journal)
        #expect(none == 3000)
        server.replayBytes = 1 << 30
        let all = try await ReplayWindow(server: server, chain: server).start(before: 3000, in: bench.journal)
        #expect(all == 0)
        let known = try await ReplayWindow(server: server, chain: server).start(
            before: 3000, downTo: 2990, in: bench.journal)
        #expect(known == 2990)
    }

    @Test func `a backup takes what the first server does not`() async throws {
        let bench = try LogBench()
        let backup = try await LineReceiver()
        var second = Self.server(backup.port, 2)
        second.backupOf = 1
        let closed = try await LineReceiver()
        let closedPort = closed.port
        await closed.die()
        try await bench.forwarding(to: [Self.server(closedPort), second]) { service async throws in
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
            let all = backup.numbers.union(first.numbers)
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
        try await bench.forwarding(to: [server]) { service async throws in
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
        try await bench.forwarding(to: [Self.server(closed.port), Self.server(receiver.port, 2)]) {
            service async throws in
            #expect(try await eventually { service.status.last?.state == .connected })
            try await bench.append(0..<1000)
            #expect(try await eventually { receiver.lines.count == 1000 })
            #expect(service.status[0].waiting == 1000)
            #expect(!service.status[0].lastError.isEmpty)
        }
        await receiver.die()
    }

    @Test func `only what was sent since the last end in order is sent once more`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        let port = receiver.port
        try await bench.forwarding(to: [Self.server(port)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<100)
            #expect(try await eventually { receiver.lines.count == 100 && service.status[0].waiting == 0 })
        }
        let cursor = try await bench.journal.cursor(named: "log.1")
        #expect(cursor.confirmed == 100)
        // As an agent leaves it that is killed.
        try await bench.append(100..<110)
        try await cursor.advance(to: 110)
        try await bench.forwarding(to: [Self.server(port)]) { service async throws in
            #expect(try await eventually { receiver.lines.count == 110 && service.status[0].repeated == 10 })
            #expect(receiver.lines.compactMap(number) == Array(0..<110))
        }
        #expect(cursor.confirmed == 110)
        await receiver.die()
    }

    @Test func `a receiver that ends its connections again and again gets every line`() async throws {
        let bench = try LogBench()
        // More than are sent again, and less than there are.
        let receiver = try await LineReceiver(linesAtMost: 2000)
        var server = Self.server(receiver.port)
        server.replayBytes = 1 << 17
        try await bench.forwarding(to: [server]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<6000, length: 500)
            #expect(try await eventually { receiver.lines.last.flatMap(number) == 5999 })
            #expect(receiver.numbers == Set(0..<6000))
            #expect(receiver.accepted >= 3)
        }
        await receiver.die()
    }

    @Test func `a connection is opened again only where that is asked for, and repeats nothing`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        try await bench.forwarding(to: [Self.server(receiver.port)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<50)
            #expect(try await eventually { receiver.lines.count == 50 })
            service.reconnect { $0.transport.usesTLS }
            service.reconnect { $0.transport == .tcp }
            #expect(try await eventually { receiver.accepted == 2 })
            try await bench.append(50..<60)
            #expect(try await eventually { receiver.lines.count == 60 })
            #expect(receiver.accepted == 2 && service.status[0].repeated == 0 && service.status[0].failures == 0)
        }
        await receiver.die()
    }

    @Test func `a connection to an address of IPv6 delivers`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver(host: "::1")
        let server = LogServer(index: 1, transport: .tcp, host: "::1", port: receiver.port)
        try await bench.forwarding(to: [server]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            #expect(service.status.first?.address == "[::1]:\(receiver.port)")
            try await bench.append(0..<10)
            #expect(try await eventually { receiver.lines.compactMap(number) == Array(0..<10) })
        }
        await receiver.die()
    }

    @Test func `the kernel gives up a peer that is silent, by keep-alive and by TCP_USER_TIMEOUT`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        let connection = try await StreamConnection.open(
            Self.server(receiver.port), after: 0, bench.surroundings, counters: DeliveryCounters())
        let socket = try #require(connection.channel as? any SocketOptionProvider)
        #expect(try await connection.channel.getOption(.socketOption(.so_keepalive)).get() == 1)
        func value(_ option: NIOBSDSocket.Option) async throws -> CInt {
            try await socket.unsafeGetSocketOption(level: .tcp, name: option).get()
        }
        #expect(try await value(.userTimeout) == 20_000)
        #expect(try await value(.keepIdle) == 30)
        #expect(try await value(.keepInterval) == 10)
        #expect(try await value(.keepCount) == 3)
        await connection.close()
        await receiver.die()
    }
}
