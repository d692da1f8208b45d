import CaptureFormats
import Foundation
import NetworkValues
import Testing

@testable import PacketCapture

/// Files that a crash or a loss of power tore.
@Suite struct TornFileTests {
    private static let name = "020000abcdef-20270115T080000Z-000001.pcap"

    /// A file of four packets, and where each ends.
    private func file() -> (octets: [UInt8], ends: [Int]) {
        var octets = Packets.header()
        var ends = [octets.count]
        for (number, length) in [60, 8, 150, 61].enumerated() {
            octets += Packets.record(UInt64(number + 1), length: length)
            ends.append(octets.count)
        }
        return (octets, ends)
    }

    /// Starts with one torn file. Returns what became of it, and of the trace.
    private func recover(_ octets: [UInt8]) throws -> (file: [UInt8]?, crash: [UInt8]?) {
        let bench = try SpoolBench()
        try bench.put(octets, as: Self.name + ".open")
        let spool = try bench.open(isUnclean: true, begins: false)
        let crash = spool.figures(at: SpoolBench.start).crashFiles.first
        #expect(bench.files.count == (bench.files.contains(Self.name) ? 1 : 0) + (crash == nil ? 0 : 1))
        return (try? bench.octets(Self.name), try crash.map { try bench.octets($0) })
    }

    @Test func `a file that ends anywhere is cut back to its last whole packet`() throws {
        let (octets, ends) = file()
        for length in 0...octets.count {
            let whole = ends.last { $0 <= length } ?? 0
            let (file, crash) = try recover(Array(octets.prefix(length)))
            if whole <= 24 {
                #expect(file == nil && crash == nil)
            } else {
                #expect(file == Array(octets.prefix(whole)) && crash == file, "\(length)")
            }
        }
    }

    @Test func `zeros that a loss of power left are cut off`() throws {
        let (octets, ends) = file()
        for end in ends.dropFirst() {
            for zeros in [1, 16, 17, 4096] {
                let (file, _) = try recover(octets.prefix(end) + [UInt8](repeating: 0, count: zeros))
                #expect(file == Array(octets.prefix(end)))
            }
        }
    }

    @Test func `a packet whose header makes no sense ends the file`() throws {
        let (octets, ends) = file()
        // More octets kept than a packet may have, a fraction of a second that is none, and fewer on the wire than kept.
        for (place, value) in [(11, 0x7f), (7, 0xff), (12, 0)] as [(Int, UInt8)] {
            var damaged = octets
            damaged[ends[2] + place] = value
            if place == 12 { damaged[ends[2] + 13] = 0 }
            let (file, _) = try recover(damaged)
            #expect(file == Array(octets.prefix(ends[2])), "\(place)")
        }
    }

    @Test func `what begins with no header at all is removed`() throws {
        let (file, crash) = try recover([UInt8](repeating: 0x55, count: 5000))
        #expect(file == nil && crash == nil)
    }

    @Test func `files that cannot be read hold up nobody`() throws {
        let bench = try SpoolBench()
        let (octets, _) = file()
        try bench.put(octets, as: Self.name)
        try bench.put([], as: "020000abcdef-20270115T080000Z-000002.pcap.open")
        try bench.put([1], as: "something else")
        let spool = try bench.open(isUnclean: true, begins: false)
        let job = try #require(spool.next(at: SpoolBench.start, refreshMilliseconds: 0))
        #expect(job.name.isCrash)
        spool.uploaded(job)
        let next = try #require(spool.next(at: SpoolBench.start, refreshMilliseconds: 0))
        try FileManager.default.removeItem(atPath: bench.folder + "/" + next.name.text)
        #expect(spool.begin(next, at: SpoolBench.start) == nil)
        #expect(spool.next(at: SpoolBench.start, refreshMilliseconds: 0) == nil)
        #expect(bench.files.contains("something else"))
    }
}
