import Testing

@testable import LogForwarding

/// What a kernel acknowledged and its program may not have read stays in doubt across the agent's own restarts.
struct DoubtTests {
    private static func server(_ port: UInt16) -> LogServer {
        LogServer(index: 1, transport: .tcp, host: "127.0.0.1", port: port)
    }

    /// Forwards to a receiver that hangs, and is killed with lines that it has not read. Returns what it did read.
    private func loseLines(
        _ bench: LogBench, _ service: LogForwardingService, _ receiver: LineReceiver
    ) async throws -> Set<Int> {
        #expect(try await eventually { service.status.first?.state == .connected })
        try await bench.append(0..<100)
        #expect(try await eventually { receiver.lines.count == 100 })
        receiver.stall()
        try await bench.append(100..<600)
        #expect(try await eventually { service.status.first?.settled == 600 })
        await receiver.die()
        #expect(try await eventually { service.status.first?.failures ?? 0 > 0 })
        return receiver.numbers
    }

    @Test func `lines in doubt are sent again behind a restart in order`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        let port = receiver.port
        let read = try await bench.forwarding(to: [Self.server(port)]) { service async throws in
            try await loseLines(bench, service, receiver)
        }
        #expect(read.count < 600)
        let next = try await LineReceiver(port: port)
        try await bench.forwarding(to: [Self.server(port)]) { service async throws in
            #expect(try await eventually { read.union(next.numbers) == Set(0..<600) })
        }
        await next.die()
    }

    @Test func `lines in doubt are sent again behind a change of the settings`() async throws {
        let bench = try LogBench()
        let receiver = try await LineReceiver()
        try await bench.forwarding(to: [Self.server(receiver.port)]) { service async throws in
            let read = try await loseLines(bench, service, receiver)
            let next = try await LineReceiver()
            service.apply(LogConfiguration(of: [Self.server(next.port)]))
            #expect(try await eventually { read.union(next.numbers) == Set(0..<600) })
            await next.die()
        }
    }
}
