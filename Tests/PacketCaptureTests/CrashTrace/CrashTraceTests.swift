import CaptureFormats
import Foundation
import NetworkValues
import Testing

@testable import PacketCapture

/// What a crash leaves, and what becomes of it at the next start.
@Suite struct CrashTraceTests {
    private func second(_ seconds: Int64) -> Timestamp { SpoolBench.start.adding(seconds: seconds) }

    /// Writes a packet a second, its number being the second, and leaves without closing, as a crash does.
    private func crash(_ bench: SpoolBench, seconds: Range<UInt64>, size: UInt64 = 4000, uploads: Bool = false) throws {
        let spool = try bench.open(size: size, at: second(Int64(seconds.lowerBound)))
        for number in seconds {
            let now = second(Int64(number))
            spool.append(Packets.record(number, length: 60, at: now), at: now)
            spool.tick(at: now)
            while uploads, let job = spool.next(at: now, refreshMilliseconds: .max) { spool.uploaded(job) }
        }
    }

    private func jobs(_ spool: CaptureSpool) -> [SegmentName] {
        var names: [SegmentName] = []
        while let job = spool.next(at: second(100_000), refreshMilliseconds: .max) {
            names.append(job.name)
            spool.uploaded(job)
        }
        return names
    }

    @Test(arguments: [false, true])
    func `the last minutes are one file, which goes first`(uploads: Bool) throws {
        let bench = try SpoolBench()
        // 52 packets a file; the server may have had all but the last.
        try crash(bench, seconds: 0..<1000, uploads: uploads)
        let spool = try bench.open(at: second(5000), isUnclean: true, begins: false)
        let figures = spool.figures(at: second(5000))
        #expect(figures.crashFiles.count == 1)
        let names = jobs(spool)
        let crash = try #require(names.first)
        #expect(crash.isCrash && crash.text == figures.crashFiles.first)
        // Its time is that of the last packet, its serial that of the file that was open.
        #expect(crash.time == "20270115T081639Z" && crash.serial == 20)
        // Five minutes before the last packet, to the packet.
        #expect(try bench.numbers(crash.text + ".sent") == Array(699...999))
        // What the server did not have comes under its own name.
        #expect(names.dropFirst().map(\.serial) == (uploads ? [20] : Array(1...20)))
        #expect(try bench.numbers(names[names.count - 1].text + ".sent") == Array(988...999))
    }

    @Test func `after an end in order nothing is named so`() throws {
        let bench = try SpoolBench()
        try crash(bench, seconds: 0..<100)
        let spool = try bench.open(at: second(200), isUnclean: false, begins: false)
        #expect(spool.figures(at: second(200)).crashFiles.isEmpty)
        #expect(jobs(spool).map(\.serial) == [1, 2])
        let numbers = try bench.files.flatMap { try bench.numbers($0) }
        #expect(numbers == Array(0..<100))
    }

    @Test func `without a capture at the crash there is no trace of it`() throws {
        let bench = try SpoolBench()
        let first = try bench.open()
        first.append(Packets.chunk(0..<10), at: second(0))
        first.close(at: second(0))
        let spool = try bench.open(isUnclean: true, begins: false)
        #expect(spool.figures(at: second(0)).crashFiles.isEmpty && jobs(spool).count == 1)
    }

    @Test func `a crash right behind a crash makes no second file of the same packets`() throws {
        let bench = try SpoolBench()
        try crash(bench, seconds: 0..<100)
        let first = try bench.open(at: second(100), isUnclean: true, begins: false)
        let names = first.figures(at: second(100)).crashFiles
        // It crashes before it captures, and again before it has a packet.
        let second = try bench.open(at: self.second(101), isUnclean: true)
        #expect(second.figures(at: self.second(101)).crashFiles == names)
        let third = try bench.open(at: self.second(102), isUnclean: true, begins: false)
        #expect(third.figures(at: self.second(102)).crashFiles == names)
        // With packets it has its own.
        try crash(bench, seconds: 110..<120)
        let fourth = try bench.open(at: self.second(130), isUnclean: true, begins: false)
        let last = try #require(fourth.figures(at: self.second(130)).crashFiles.last)
        #expect(try bench.numbers(last) == Array(0..<100) + Array(110..<120))
    }

    @Test func `no minutes mean no trace, and what was captured is there all the same`() throws {
        let bench = try SpoolBench()
        try crash(bench, seconds: 0..<100)
        let spool = try bench.open(minutes: 0, at: second(200), isUnclean: true, begins: false)
        #expect(spool.figures(at: second(200)).crashFiles.isEmpty && jobs(spool).count == 2)
    }

    @Test func `packets of another kind of interface are left out`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open()
        spool.append(Packets.chunk(0..<10), at: second(0))
        spool.begin(header: Packets.header(.linuxSLL2), device: SpoolBench.device, at: second(1))
        spool.append(Packets.chunk(10..<20, at: second(1)), at: second(1))
        let next = try bench.open(at: second(2), isUnclean: true, begins: false)
        let crash = try #require(next.figures(at: second(2)).crashFiles.first)
        #expect(try bench.numbers(crash) == Array(10..<20))
        #expect(try bench.octets(crash).prefix(24) == Packets.header(.linuxSLL2)[...])
    }

    @Test func `in a full spool the trace is as much of the end as a quarter of it takes`() throws {
        let bench = try SpoolBench()
        try crash(bench, seconds: 0..<250)
        // 250 packets and five headers take 19,120 octets.
        let spool = try bench.open(limit: 20_000, at: second(300), isUnclean: true, begins: false)
        let figures = spool.figures(at: second(300))
        let crash = try #require(figures.crashFiles.first)
        let numbers = try bench.numbers(crash)
        #expect(numbers.last == 249 && numbers.count == 65 && numbers == Array((250 - UInt64(numbers.count))..<250))
        let used = try bench.files.reduce(0) { try $0 + bench.octets($1).count }
        #expect(used <= 20_000)
        #expect(figures.usedOctets <= 20_000)
    }

    @Test func `what a crash left half made is removed`() throws {
        let bench = try SpoolBench()
        try crash(bench, seconds: 0..<10)
        try bench.put([1, 2, 3], as: "020000abcdef-20270115T081639Z-000001-crash.pcap.tmp")
        _ = try bench.open(at: second(20), isUnclean: false, begins: false)
        #expect(bench.files == ["020000abcdef-20270115T080000Z-000001.pcap"])
    }
}
