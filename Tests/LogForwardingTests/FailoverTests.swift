import Journal
import Testing

@testable import LogForwarding

/// Backups that take over, whatever it is that the first server does not do.
struct FailoverTests {
    private static func server(_ transport: LogServer.Transport, _ port: UInt16) -> LogServer {
        LogServer(index: 1, transport: transport, host: "127.0.0.1", port: port)
    }

    private static func backup(_ transport: LogServer.Transport, _ port: UInt16) -> LogServer {
        LogServer(index: 2, transport: transport, host: "127.0.0.1", port: port, backupOf: 1)
    }

    /// A port on which nobody listens.
    private static func closedPort() async throws -> UInt16 {
        let receiver = try await LineReceiver()
        await receiver.die()
        return receiver.port
    }

    @Test(arguments: [LogServer.Transport.http, .syslog])
    func `a backup takes over for a server that shows only with a record that it is away`(
        _ transport: LogServer.Transport
    ) async throws {
        let bench = try LogBench()
        let backup = try await LineReceiver()
        let first = Self.server(transport, try await Self.closedPort())
        try await bench.forwarding(to: [first, Self.backup(.tcp, backup.port)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<100)
            #expect(try await eventually { backup.numbers == Set(0..<100) })
        }
        await backup.die()
    }

    @Test func `a backup takes over for a server that accepts connections and ends them`() async throws {
        let bench = try LogBench()
        let (first, backup) = (try await LineReceiver(linesAtMost: 0), try await LineReceiver())
        try await bench.forwarding(to: [Self.server(.tcp, first.port), Self.backup(.tcp, backup.port)]) {
            service async throws in
            #expect(try await eventually { first.accepted > 0 })
            try await bench.append(0..<100)
            #expect(try await eventually { backup.numbers == Set(0..<100) })
            #expect(try await eventually { service.status.first?.isOnBackup == true })
        }
        await first.die()
        await backup.die()
    }

    @Test func `a backup takes over for a server that hangs`() async throws {
        let bench = try LogBench()
        let (first, backup) = (try await LineReceiver(), try await LineReceiver())
        first.stall()
        try await bench.forwarding(to: [Self.server(.tcp, first.port), Self.backup(.tcp, backup.port)]) {
            service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            // More than the kernels hold on the way.
            try await bench.append(0..<3000, length: 1000)
            #expect(try await eventually { (service.status.first?.stalledMilliseconds ?? 0) > 0 })
            bench.skip(seconds: 25)
            #expect(try await eventually { backup.numbers == Set(0..<3000) })
        }
        await first.die()
        await backup.die()
    }

    @Test func `what a broken server may not have read goes to a backup of any kind`() async throws {
        let bench = try LogBench()
        let first = try await LineReceiver()
        let web = try await PickyWebServer { _ in 204 }
        try await bench.forwarding(to: [Self.server(.tcp, first.port), Self.backup(.http, web.port)]) {
            service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<100)
            #expect(try await eventually { first.lines.count == 100 })
            first.stall()
            try await bench.append(100..<600)
            #expect(try await eventually { service.status.first?.settled == 600 })
            await first.die()
            let read = first.numbers
            #expect(read.count < 600)
            #expect(try await eventually { read.union(web.taken) == Set(0..<600) })
            let cursor = try await bench.journal.cursor(named: "log.1")
            #expect(try await eventually { cursor.confirmed == 600 })
        }
        await web.stop()
    }
}

struct ServerTurnTests {
    private func pauses(_ turn: inout ServerTurn, afterSteady isSteady: Bool, _ count: Int) -> [Int64] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in turn.next(afterSteady: isSteady, using: &random) }
    }

    @Test func `servers take turns at once, and a pause follows behind the last`() {
        var turn = ServerTurn(count: 3)
        let pauses = pauses(&turn, afterSteady: false, 6)
        #expect(turn.rank == 0)
        #expect(pauses[0] == 0 && pauses[1] == 0 && pauses[3] == 0 && pauses[4] == 0)
        #expect((500...1000).contains(pauses[2]) && (1000...2000).contains(pauses[5]))
    }

    @Test func `behind a steady connection the first is tried again after a pause`() {
        var turn = ServerTurn(count: 2)
        _ = pauses(&turn, afterSteady: false, 1)
        #expect(turn.rank == 1)
        let long = pauses(&turn, afterSteady: true, 4)
        #expect(turn.rank == 0 && (4000...8000).contains(long[3]))
        turn.hasDelivered()
        #expect((500...1000).contains(pauses(&turn, afterSteady: true, 1)[0]))
    }
}
