import NetworkValues
import Testing

@testable import PacketCapture

/// What is sent when.
@Suite struct SpoolIndexTests {
    private let start = SpoolBench.start

    private func segment(_ serial: UInt64, _ state: SpoolSegment.State, octets: UInt64 = 1000, isCrash: Bool = false)
        -> SpoolSegment
    {
        SpoolSegment(
            name: SegmentName(device: SpoolBench.device, time: start, serial: serial, isCrash: isCrash), state: state,
            octets: octets, packets: 1, closedAt: start, refreshedAt: start)
    }

    private func index(_ segments: [SpoolSegment]) -> SpoolIndex {
        var index = SpoolIndex(limitOctets: 100_000, keepMilliseconds: 300_000)
        for segment in segments { index.add(segment) }
        return index
    }

    @Test func `the trace of a crash goes first, then the oldest, then what there is of the open file`() {
        var index = index([
            segment(5, .open), segment(4, .waiting), segment(3, .waiting), segment(3, .waiting, isCrash: true),
            segment(2, .sent),
        ])
        let later = start.adding(seconds: 60)
        var order: [String] = []
        while let job = index.next(at: later, refreshMilliseconds: 60_000) {
            order.append("\(job.name.serial)\(job.name.isCrash ? " crash" : "")\(job.isOpen ? " open" : "")")
            index.began(job, at: later)
            _ = index.uploaded(job)
        }
        #expect(order == ["3 crash", "3", "4", "5 open"])
    }

    @Test func `a file that was refused lets others pass until its time has come`() throws {
        var index = index([segment(1, .waiting), segment(2, .waiting)])
        let job = try #require(index.next(at: start, refreshMilliseconds: 0))
        index.refused(job, until: start.adding(seconds: 300))
        #expect(index.next(at: start, refreshMilliseconds: 0)?.name.serial == 2)
        #expect(index.figures(at: start).filesRefused == 1)
        #expect(index.next(at: start.adding(seconds: 300), refreshMilliseconds: 0)?.name.serial == 1)
    }

    @Test func `the open file is sent only when it has grown and its time has come`() throws {
        var index = index([segment(1, .open, octets: 24)])
        let name = index.segments[0].name
        #expect(index.next(at: start.adding(seconds: 60), refreshMilliseconds: 60_000) == nil)
        index.grew(name, octets: 76, packets: 1)
        #expect(index.next(at: start.adding(seconds: 59), refreshMilliseconds: 60_000) == nil)
        let later = start.adding(seconds: 60)
        let job = try #require(index.next(at: later, refreshMilliseconds: 60_000))
        #expect(job.octets == 100 && job.isOpen)
        index.began(job, at: later)
        #expect(index.uploaded(job) == nil)
        #expect(index.next(at: start.adding(seconds: 600), refreshMilliseconds: 60_000) == nil)
        // Closed as it was sent: the server has it.
        #expect(index.close(name, at: later)?.state == .sent)
    }

    @Test(arguments: [1, 10, 997, 33_333, 5_000_000])
    func `all that is sent is at most three times what there is`(growth: UInt64) {
        var index = SpoolIndex(limitOctets: .max, keepMilliseconds: 0)
        index.add(segment(1, .open, octets: 24))
        let name = index.segments[0].name
        var (now, sent, refreshes) = (start, UInt64(0), 0)
        for step: UInt64 in 0..<500 {
            index.grew(name, octets: growth * (step % 7 + 1), packets: 1)
            now = now.adding(seconds: 60)
            guard let job = index.next(at: now, refreshMilliseconds: 60_000) else { continue }
            index.began(job, at: now)
            sent += job.octets
            refreshes += 1
            // Every second attempt fails, and counts all the same.
            if step.isMultiple(of: 2) { _ = index.uploaded(job) }
            #expect(sent + index.segments[0].octets <= 3 * index.segments[0].octets)
        }
        #expect(refreshes >= 6)
        _ = index.close(name, at: now)
        let last = index.next(at: now, refreshMilliseconds: 60_000)
        #expect(sent + (last?.octets ?? 0) <= 3 * index.segments[0].octets)
    }

    @Test func `there are never more files than a limit, however small`() {
        var index = index((1...6000).map { segment($0, .waiting, octets: 30) })
        index.limitOctets = .max
        #expect(index.makeRoom(for: 0).map(\.name.serial) == Array(1...1000))
        #expect(index.segments.count == SpoolIndex.fileLimit)
    }

    @Test func `the trace of a crash gives way last, and the open file never`() {
        var index = index([
            segment(1, .waiting, octets: 30_000), segment(1, .waiting, octets: 30_000, isCrash: true),
            segment(2, .waiting, octets: 30_000), segment(3, .open, octets: 10_000),
        ])
        #expect(index.makeRoom(for: 1).map(\.name.serial) == [1])
        #expect(index.makeRoom(for: 40_000).map(\.name.serial) == [2])
        #expect(index.makeRoom(for: 90_000).map(\.name.isCrash) == [true])
        #expect(index.makeRoom(for: 200_000).isEmpty && index.segments.map(\.state) == [.open])
    }
}
