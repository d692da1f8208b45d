import Faults
import Logging
import NIOCore
import NIOEmbedded
import NetworkValues
import Synchronization
import Testing

@testable import LogRelay

/// When a connection is read on, and when it is ended, by a clock that stands until it is moved.
struct StreamHandlerTests {
    /// Counts how often something is asked to be read.
    private final class ReadCounter: ChannelOutboundHandler, Sendable {
        typealias OutboundIn = ByteBuffer

        let count = Mutex(0)

        func read(context: ChannelHandlerContext) {
            count.withLock { $0 += 1 }
            context.read()
        }
    }

    /// A connection of 10.0.0.7 with the settings of `options`.
    private struct Line {
        let bench: RelayBench
        let channel = NIOAsyncTestingChannel()
        let intake: LineIntake
        private let counter = ReadCounter()

        var reads: Int { counter.count.withLock { $0 } }

        init(_ options: String, maximumPending: Int? = nil) async throws {
            let bench = try RelayBench(options, maximumPending: maximumPending)
            self.bench = bench
            let intake = LineIntake(
                try RelayBench.settings(options), journal: bench.journal, device: { _ in .agent },
                now: { bench.time.withLock { $0 } }, sleep: { try await Task.sleep(for: $0) },
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            self.intake = intake
            let (channel, counter) = (channel, counter)
            try await channel.testingEventLoop.executeInContext {
                try channel.pipeline.syncOperations.addHandler(counter)
                try channel.pipeline.syncOperations.addHandler(StreamHandler(intake, source: .v4(0x0a00_0007)))
            }
            try await channel.connect(to: SocketAddress(ipAddress: "10.0.0.7", port: 7))
        }

        func send(_ text: String) async throws {
            try await channel.writeInbound(ByteBuffer(string: text))
        }

        func advance(milliseconds: Int64) async {
            bench.time.withLock { $0 = $0.adding(milliseconds: milliseconds) }
            await channel.testingEventLoop.advanceTime(by: .milliseconds(milliseconds))
        }

        /// Waits until so many lines are durable and the handler knows it.
        func waitForLines(_ count: Int) async throws {
            _ = try await bench.lines(count)
            await channel.testingEventLoop.run()
        }
    }

    @Test func `a source that sends too many lines is read on when its time has come`() async throws {
        let line = try await Line("/rate 10")
        #expect(line.reads == 1)
        try await line.send((0..<30).map { "<134>msgnum:\($0)\n" }.joined())
        try await line.waitForLines(30)
        // Ten of a second at once, and the other twenty are two seconds' worth.
        await line.advance(milliseconds: 1999)
        #expect(line.reads == 1)
        await line.advance(milliseconds: 1)
        #expect(line.reads == 2)
        try await line.send("<134>one more\n")
        try await line.waitForLines(31)
        await line.advance(milliseconds: 99)
        #expect(line.reads == 2)
        await line.advance(milliseconds: 1)
        #expect(line.reads == 3 && line.intake.sources.statuses.map(\.received) == [31])
        #expect(line.intake.sources.statuses.map(\.overRate) == [0])
        try await line.channel.close()
    }

    @Test func `a source that sends too many octets is read on when its time has come`() async throws {
        let line = try await Line("/rate 0 /bytes 1000")
        try await line.send("<134>" + String(repeating: "x", count: 2495) + "\n")
        try await line.waitForLines(1)
        await line.advance(milliseconds: 1499)
        #expect(line.reads == 1)
        await line.advance(milliseconds: 1)
        #expect(line.reads == 2)
        // What fits into a second goes on at once.
        await line.advance(milliseconds: 1000)
        try await line.send("<134>short\n")
        try await line.waitForLines(2)
        #expect(line.reads == 3 && line.intake.sources.statuses.map(\.receivedBytes) == [2510])
        try await line.channel.close()
    }

    @Test func `datagrams over the octets of a second are dropped, forms are told when to come again`() throws {
        let table = SourceTable()
        let settings = try RelayBench.settings("/rate 0 /bytes 1000")
        #expect(table.take(messages: 1, bytes: 900, from: .v4(7), settings, at: RelayBench.start) == 0)
        #expect(table.take(messages: 1, bytes: 600, from: .v4(7), settings, at: RelayBench.start) == 500)
        table.giveBack(messages: 1, bytes: 600, to: .v4(7), at: RelayBench.start)
        #expect(table.take(messages: 1, bytes: 100, from: .v4(7), settings, at: RelayBench.start) == 0)
        #expect(table.take(messages: 1, bytes: 1000, from: .v4(8), settings, at: RelayBench.start) == 0)
        let later = RelayBench.start.adding(milliseconds: 500)
        #expect(table.take(messages: 1, bytes: 501, from: .v4(7), settings, at: later) == 1)
    }

    @Test func `a connection that brings nothing is ended, and one that brings something goes on`() async throws {
        let line = try await Line("/idle 60")
        await line.advance(milliseconds: 59_000)
        try await line.send("<134>still here\n")
        try await line.waitForLines(1)
        await line.advance(milliseconds: 59_999)
        #expect(line.channel.isActive && line.intake.connections == 1)
        await line.advance(milliseconds: 1)
        #expect(!line.channel.isActive && line.intake.connections == 0)
        let patient = try await Line("")
        await patient.advance(milliseconds: 7 * 86_400_000)
        #expect(patient.channel.isActive)
        try await patient.channel.close()
    }

    @Test func `a sender that is not read counts as no silent one`() async throws {
        let line = try await Line("/idle 1 /rate 1")
        try await line.send((0..<10).map { "<134>msgnum:\($0)\n" }.joined())
        try await line.waitForLines(10)
        await line.advance(milliseconds: 8999)
        #expect(line.channel.isActive && line.reads == 1)
        await line.advance(milliseconds: 1)
        #expect(line.channel.isActive && line.reads == 2)
        await line.advance(milliseconds: 1000)
        #expect(!line.channel.isActive)
    }
}
