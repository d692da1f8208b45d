import Foundation
import NIOCore
import NetworkValues
import Synchronization
import Testing

@testable import PacketCapture

/// The most that the spool may take on the disk.
@Suite struct SpoolLimitTests {
    /// Closes `count` files of ten packets each, 784 octets.
    private func fill(_ spool: CaptureSpool, _ count: UInt64, at now: Timestamp = SpoolBench.start) {
        for file in 0..<count {
            spool.begin(header: Packets.header(), device: SpoolBench.device, at: now)
            spool.append(Packets.chunk((file * 10)..<(file * 10 + 10)), at: now)
            spool.close(at: now)
        }
    }

    private func used(_ bench: SpoolBench) throws -> Int {
        try bench.files.reduce(0) { try $0 + bench.octets($1).count }
    }

    @Test func `the oldest that wait give way and are counted`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open(limit: 5000, begins: false)
        for file: UInt64 in 0..<20 {
            fill(spool, 1)
            #expect(try used(bench) <= 5000)
            #expect(spool.figures(at: SpoolBench.start).usedOctets == UInt64(try used(bench)), "\(file)")
        }
        let figures = spool.figures(at: SpoolBench.start)
        #expect(figures.filesWaiting == 6 && figures.octetsWaiting == 6 * 784)
        #expect(figures.dropped.files == 14 && figures.dropped.packets == 140 && figures.dropped.octets == 14 * 784)
        #expect(bench.files.compactMap { SegmentName($0)?.serial } == Array(15...20))
    }

    @Test func `what the server has gives way first, and costs nothing`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open(limit: 5000, begins: false)
        fill(spool, 3)
        // The second one is uploaded.
        let second = spool.index.withLock { $0.segments[1] }
        spool.uploaded(UploadJob(name: second.name, octets: second.octets, isOpen: false))
        #expect(bench.files[1].hasSuffix(".pcap.sent"))
        fill(spool, 4)
        #expect(bench.files.compactMap { SegmentName($0)?.serial } == [1, 3, 4, 5, 6, 7])
        #expect(spool.figures(at: SpoolBench.start).dropped.isEmpty)
        fill(spool, 1)
        #expect(spool.figures(at: SpoolBench.start).dropped.packets == 10)
    }

    @Test func `losses are told at most once a minute, and all of them`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open(limit: 2000, begins: false)
        var now = SpoolBench.start
        for _ in 0..<130 {
            fill(spool, 1, at: now)
            spool.tick(at: now)
            now = now.adding(seconds: 1)
        }
        #expect(bench.losses.count == 3)
        #expect(bench.losses.first?.files == 1)
        let told = bench.losses.reduce(SpoolLoss(), +)
        #expect(told.files == 121 && told.packets == 1210)
        #expect(spool.figures(at: now).dropped.files == 128)
    }

    @Test func `files of an earlier run are counted when they give way`() throws {
        let bench = try SpoolBench()
        fill(try bench.open(limit: 5000, begins: false), 6)
        // The limit is lower now.
        let spool = try bench.open(limit: 2000, begins: false)
        let dropped = spool.figures(at: SpoolBench.start).dropped
        #expect(dropped.files == 4 && dropped.packets == 40)
        spool.apply(SpoolLimits(segmentOctets: 1000, spoolOctets: 1000, crashMinutes: 5))
        #expect(spool.figures(at: SpoolBench.start).dropped.packets == 50)
    }

    @Test func `a file that gives way while it is sent ends the sending and frees the disk`() async throws {
        let bench = try SpoolBench()
        let spool = try bench.open(limit: 2_000_000, begins: false)
        spool.begin(header: Packets.header(), device: SpoolBench.device, at: SpoolBench.start)
        spool.append(Packets.chunk(0..<900, length: 1000), at: SpoolBench.start)
        spool.close(at: SpoolBench.start)
        let job = try #require(spool.next(at: SpoolBench.start, refreshMilliseconds: 0))
        let source = try #require(spool.begin(job, at: SpoolBench.start))
        var parts = SegmentSource.Parts(source: source).makeAsyncIterator()
        #expect(try await parts.next()?.readableBytes == 256 << 10)
        spool.begin(header: Packets.header(), device: SpoolBench.device, at: SpoolBench.start)
        spool.append(Packets.chunk(0..<1200, length: 1000), at: SpoolBench.start)
        await #expect(throws: CaptureError.self) { while try await parts.next() != nil {} }
        #expect(spool.begin(job, at: SpoolBench.start) == nil)
    }

    @Test func `what the server has goes when no crash needs it any more`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open(begins: false)
        fill(spool, 2)
        while let job = spool.next(at: SpoolBench.start, refreshMilliseconds: 0) { spool.uploaded(job) }
        spool.tick(at: SpoolBench.start.adding(seconds: 299))
        #expect(bench.files.count == 2)
        spool.tick(at: SpoolBench.start.adding(seconds: 300))
        #expect(bench.files.isEmpty)
    }
}
