import Journal
import Testing

@testable import LogForwarding

/// A journal that is full while a server is away.
struct LostRecordTests {
    @Test func `records that the journal drops count as lost, and never as acknowledged`() async throws {
        let bench = try LogBench(JournalSettings(maximumBytes: 1 << 20))
        let closed = try await LineReceiver()
        await closed.die()
        let server = LogServer(index: 1, transport: .tcp, host: "127.0.0.1", port: closed.port)
        try await bench.forwarding(to: [server]) { service async throws in
            #expect(try await eventually { service.status.first?.failures ?? 0 > 0 })
            try await bench.append(0..<5000, length: 400)
            let dropped = bench.journal.firstNumber - 1
            #expect(dropped > 1000)
            #expect(service.status[0].lost == dropped && service.status[0].settled == 0)
            #expect(service.status[0].waiting == bench.journal.lastNumber - dropped)
            let receiver = try await LineReceiver(port: closed.port)
            #expect(try await eventually { receiver.lines.compactMap(number).last == 4999 })
            #expect(try await eventually { service.status[0].waiting == 0 })
            let status = service.status[0]
            #expect(status.lost == dropped && status.settled == bench.journal.lastNumber - dropped)
            #expect(UInt64(receiver.lines.count) == status.settled)
            await receiver.die()
        }
        try await bench.forwarding(to: [server]) { service async throws in
            // The count outlives the agent, as the place in the journal does.
            #expect(try await eventually { service.status[0].lost > 1000 })
        }
    }
}
