import CaptureFormats
import Foundation
import NetworkValues
import Synchronization
import Testing

@testable import PacketCapture

/// Captures of the loopback interface, of datagrams that nobody else sends.
@Suite(.captureRight, .serialized) struct CaptureEngineTests {
    @Test func `every packet is delivered once, in order, and counted`() async throws {
        let (engine, datagrams) = (CaptureEngine.make(), NumberedDatagrams())
        let reader = try engine.open(.datagrams(datagrams.port))
        async let content = PcapContent.all(of: reader)
        datagrams.send(0..<2000)
        await engine.close(reader)
        let numbers = try await content.numbers()
        let counts = reader.counts
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        #expect(UInt64(numbers.count) == counts.delivered)
        #expect(counts.delivered + counts.dropped + counts.droppedByKernel == 2000)
        #expect(counts.received == 2000 && counts.waiting == 0)
        #expect(reader.end == .stopped && engine.readers.isEmpty)
    }

    @Test func `one capture serves many readers, each by its own filter`() async throws {
        let engine = CaptureEngine.make()
        let (first, second) = (NumberedDatagrams(), NumberedDatagrams())
        let readers = try [.datagrams(first.port), .datagrams(second.port)].map { try engine.open($0) }
        async let one = PcapContent.all(of: readers[0])
        async let other = PcapContent.all(of: readers[1])
        first.send(0..<100)
        second.send(500..<550)
        for reader in readers { await engine.close(reader) }
        #expect(try await one.numbers() == Array(0..<100))
        #expect(try await other.numbers() == Array(500..<550))
    }

    @Test func `a reader that is slow loses packets of its own, and knows how many`() async throws {
        let (engine, datagrams) = (CaptureEngine.make(), NumberedDatagrams())
        var small = CaptureRequest.datagrams(datagrams.port)
        small.bufferOctets = 10_000
        let slow = try engine.open(small)
        let fast = try engine.open(.datagrams(datagrams.port))
        async let content = PcapContent.all(of: fast)
        datagrams.send(0..<1000, octets: 200)
        await engine.close(fast)
        #expect(try await content.numbers().count + Int(fast.counts.droppedByKernel) == 1000)
        await engine.close(slow)
        let rest = try await PcapContent.all(of: slow).numbers()
        #expect(rest == Array(0..<rest.count) && rest.count < 100)
        #expect(slow.counts.dropped == slow.counts.taken - UInt64(rest.count) && slow.counts.waiting == 0)
    }

    @Test func `as many packets as were wanted end a capture`() async throws {
        let (engine, datagrams) = (CaptureEngine.make(), NumberedDatagrams())
        var request = CaptureRequest.datagrams(datagrams.port)
        request.packetLimit = 7
        let reader = try engine.open(request)
        async let content = PcapContent.all(of: reader)
        datagrams.send(0..<50)
        #expect(try await content.numbers() == Array(0..<7))
        #expect(reader.end == .countReached)
        await engine.close(reader)
    }

    @Test func `another filter holds from then on`() async throws {
        let engine = CaptureEngine.make()
        let (first, second) = (NumberedDatagrams(), NumberedDatagrams())
        let reader = try engine.open(.datagrams(first.port))
        async let content = PcapContent.all(of: reader)
        first.send(0..<10)
        while await engine.count(reader).taken < 10 { try await Task.sleep(for: .milliseconds(5)) }
        try engine.setFilter(.text("udp port \(second.port)"), of: reader)
        first.send(10..<20)
        second.send(20..<30)
        await engine.close(reader)
        let numbers = try await content.numbers()
        #expect(numbers.prefix(10) == ArraySlice(0..<10) && numbers.suffix(10) == ArraySlice(20..<30))
    }

    @Test func `what carries captures away is left out`() async throws {
        let (engine, datagrams) = (CaptureEngine.make(), NumberedDatagrams())
        let end = FlowEnd(.loopback, datagrams.port)
        engine.ownTraffic.add(end)
        let reader = try engine.open(.datagrams(datagrams.port))
        async let content = PcapContent.all(of: reader)
        datagrams.send(0..<10)
        while await engine.count(reader).ownTraffic < 10 { try await Task.sleep(for: .milliseconds(5)) }
        engine.ownTraffic.remove(end)
        datagrams.send(10..<20)
        await engine.close(reader)
        #expect(try await content.numbers() == Array(10..<20))
    }

    @Test func `sampling takes one of many`() async throws {
        let (engine, datagrams) = (CaptureEngine.make(), NumberedDatagrams())
        var request = CaptureRequest.datagrams(datagrams.port)
        request.sampling = .oneIn(count: 10)
        let reader = try engine.open(request)
        async let content = PcapContent.all(of: reader)
        datagrams.send(0..<100)
        await engine.close(reader)
        let numbers = try await content.numbers()
        #expect(numbers.count == 10 && zip(numbers, numbers.dropFirst()).allSatisfy { $1 - $0 == 10 })
    }

    @Test func `packets are cut at the snap length, and keep their own`() async throws {
        let (engine, datagrams) = (CaptureEngine.make(), NumberedDatagrams())
        var request = CaptureRequest.datagrams(datagrams.port)
        request.snapLength = 60
        let reader = try engine.open(request)
        async let content = PcapContent.all(of: reader)
        datagrams.send(0..<1, octets: 500)
        await engine.close(reader)
        let octets = await content.octets
        var file = PcapReader()
        var position = 0
        let record = try #require(try file.next(in: octets.span, at: &position))
        #expect(record.octets.count == 60 && record.originalLength == 542)
    }

    @Test func `a file of pcapng tells at its end what was dropped`() async throws {
        let (engine, datagrams) = (CaptureEngine.make(), NumberedDatagrams())
        let reader = try engine.open(.datagrams(datagrams.port, .pcapng))
        async let content = PcapContent.all(of: reader)
        datagrams.send(0..<20)
        await engine.close(reader)
        let octets = await content.octets
        var file = PcapNGReader()
        var (position, packets) = (0, 0)
        var statistics: PcapNGStatistics?
        while let block = try file.next(in: octets.span, at: &position) {
            switch block {
            case .packet: packets += 1
            case .statistics(let found): statistics = found
            default: break
            }
        }
        #expect(packets == 20 && statistics?.received == 20 && statistics?.droppedBySystem == 0)
    }

    @Test func `a capture without a thread is refused, and nobody joins it later`() async throws {
        let refusals = Mutex(1)
        let engine = CaptureEngine(
            bufferOctets: 8 << 20, now: { Timestamp(seconds: 1_795_435_200) }, onChange: { _, _ in }
        ) { _, body in
            let isRefused = refusals.withLock { refusals in
                defer { refusals = max(0, refusals - 1) }
                return refusals > 0
            }
            if !isRefused { Thread.detachNewThread(body) }
            return !isRefused
        }
        let datagrams = NumberedDatagrams()
        let error = #expect(throws: CaptureError.self) { try engine.open(.datagrams(datagrams.port)) }
        #expect(error?.code == .limit && error?.message == "there is no thread left for a capture of lo")
        #expect(engine.readers.isEmpty)
        let reader = try engine.open(.datagrams(datagrams.port))
        async let content = PcapContent.all(of: reader)
        datagrams.send(0..<10)
        await engine.close(reader)
        #expect(try await content.numbers() == Array(0..<10))
    }

    @Test(.timeLimit(.minutes(1)))
    func `who asks for counts while the last reader goes is answered`() async throws {
        for _ in 0..<5 {
            let capture = try InterfaceCapture("lo", isPromiscuous: false, bufferOctets: 1 << 20, own: OwnTraffic())
            let reader = CaptureReader(1, .datagrams(9), linkType: capture.linkType, filter: nil)
            #expect(capture.add(reader))
            try capture.start { _, body in
                Thread.detachNewThread(body)
                return true
            }
            await withTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        while !Task.isCancelled {
                            await capture.count()
                            // Without readers it returns at once: the others need their turn.
                            await Task.yield()
                        }
                    }
                }
                await capture.remove(reader)
                group.cancelAll()
            }
        }
    }

    @Test func `what cannot be captured is refused in words`() throws {
        let engine = CaptureEngine.make()
        func error(_ change: (inout CaptureRequest) -> Void) -> CaptureError? {
            var request = CaptureRequest("lo", .pcapng, viewer: "a test")
            change(&request)
            do throws(CaptureError) {
                _ = try engine.open(request)
                return nil
            } catch {
                return error
            }
        }
        #expect(error { $0.interface = "no-such0" }?.code == .noInterface)
        let filter = error { $0.filter = .text("tcp prt 80") }
        #expect(filter?.code == .filter && filter?.message.contains("syntax error") == true)
        let program = error { $0.filter = .program(BPFProgram([BPFInstruction(0x05, 0, 0, 9)])) }
        #expect(program?.code == .filter)
        #expect(engine.readers.isEmpty)
    }
}
