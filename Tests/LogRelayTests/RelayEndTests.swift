import Journal
import NIOCore
import PortSupport
import Testing

@testable import LogRelay

/// How reception ends: what was read is on the disk before it is over.
struct RelayEndTests {
    @Test(arguments: 0..<5)
    func `what was read is durable when reception has ended`(_ round: Int) async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp \(port) /tls 0 /tcp \(port) /rate 0")
        let run = Task { await bench.service.run() }
        try await bench.waitForListeners(2)
        let sender = try await RelayBench.connect(port)
        let lines = (0..<5000).map { "<134>msgnum:\($0)\n" }.joined()
        try await sender.writeAndFlush(ByteBuffer(string: lines))
        _ = try await bench.total { $0.received >= 1000 }
        run.cancel()
        await run.value
        let received = bench.service.status.total.received
        #expect(received >= 1000 && bench.journal.lastNumber == received)
        #expect(bench.service.status.total.overload == 0 && bench.service.status.connections == 0)
        await bench.journal.close()
        try? await sender.close()
    }

    @Test func `a journal that is closed is not waited for`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp \(port)")
        try await bench.running("tcp") { port in
            await bench.journal.close()
            let sender = try await RelayBench.connect(port)
            try await sender.writeAndFlush(ByteBuffer(string: "<134>one\n<134>two\n"))
            #expect(try await bench.total { $0.overload == 2 }.overload == 2)
            try await sender.close()
        }
    }

    @Test func `a journal that takes nothing is waited for, but not at the end`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp \(port)", maximumPending: 1)
        let run = Task { await bench.service.run() }
        try await bench.waitForListeners(1)
        let sender = try await RelayBench.connect(port)
        try await sender.writeAndFlush(ByteBuffer(string: "<134>one\n<134>two\n"))
        #expect(try await bench.total { $0.received == 2 }.overload == 0)
        run.cancel()
        await run.value
        #expect(bench.service.status.total.overload == 2 && bench.journal.lastNumber == 0)
        try? await sender.close()
    }
}
