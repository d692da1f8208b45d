import CaptureFormats
import Foundation
import NetworkValues
import Testing

@testable import PacketCapture

@Suite struct SpoolTests {
    @Test func `a name says device, time and serial, and can be read again`() throws {
        let name = SegmentName(device: SpoolBench.device, time: SpoolBench.start, serial: 42)
        #expect(name.text == "020000abcdef-20270115T080000Z-000042.pcap")
        #expect(SegmentName(name.text) == name)
        let crash = name.crash(at: SpoolBench.start.adding(seconds: 61))
        #expect(crash.text == "020000abcdef-20270115T080101Z-000042-crash.pcap")
        #expect(SegmentName(crash.text) == crash && name < crash)
        let large = SegmentName(device: SpoolBench.device, time: SpoolBench.start, serial: 12_345_678)
        #expect(large.text.hasSuffix("-12345678.pcap") && SegmentName(large.text) == large)
        for text in [
            "", "a.pcap", "serial", "020000abcdef-20270115T080000Z-x.pcap", "1-2-3-4-5.pcap", name.text + ".x",
        ] {
            #expect(SegmentName(text) == nil)
        }
    }

    @Test func `octets are cut behind whole packets only`() {
        let records = [60, 1, 0, 1500].enumerated().map { Packets.record(UInt64($0), length: max(8, $1)) }
        let chunk = records.flatMap(\.self)
        let ends = records.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        for room in 0...(chunk.count + 5) {
            let cut = RecordCutter.cut(chunk.span, from: 0, room: room)
            #expect(cut.end == ends.last { $0 <= room })
            #expect(Int(cut.packets) == ends.firstIndex(of: cut.end))
        }
        let torn = Array(chunk.dropLast())
        #expect(RecordCutter.cut(torn.span, from: 0, room: .max).packets == 3)
        #expect(RecordCutter.cut(torn.span, from: torn.count, room: .max).packets == 0)
    }

    @Test(arguments: [1, 7, 64, 1000])
    func `files end before the packet that would be too much, and no packet is lost`(packetsAtOnce: UInt64) throws {
        let bench = try SpoolBench()
        let limit: UInt64 = 20_000
        let spool = try bench.open(size: limit)
        var number: UInt64 = 0
        while number < 3000 {
            let end = number + packetsAtOnce
            var chunk: [UInt8] = []
            while number < end {
                chunk += Packets.record(number, length: 8 + Int(number * 37 % 1400))
                number += 1
            }
            spool.append(chunk, at: SpoolBench.start)
        }
        spool.close(at: SpoolBench.start)
        let files = bench.files
        #expect(files.count > 20)
        var next: UInt64 = 0
        for (place, file) in files.enumerated() {
            let octets = try bench.octets(file)
            #expect(Array(octets.prefix(24)) == Packets.header() && octets.count <= Int(limit))
            let numbers = try bench.numbers(file)
            #expect(numbers == Array(next..<(next + UInt64(numbers.count))))
            next += UInt64(numbers.count)
            // The next packet would not have fitted.
            if place < files.count - 1 { #expect(octets.count + 16 + 8 + Int(next * 37 % 1400) > Int(limit)) }
        }
        #expect(next == number)
        #expect(files.map { SegmentName($0)?.serial } == (1...UInt64(files.count)).map { $0 })
        #expect(spool.figures(at: SpoolBench.start).dropped.isEmpty)
    }

    @Test func `a packet that is larger than a file stands in one alone`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open(size: 500)
        spool.append(Packets.record(0) + Packets.record(1, length: 2000) + Packets.record(2), at: SpoolBench.start)
        spool.close(at: SpoolBench.start)
        let numbers = try bench.files.map { try bench.numbers($0) }
        #expect(numbers == [[0], [1], [2]])
    }

    @Test func `a new day, another kind of packet and another device begin a new file`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open()
        var now = SpoolBench.start
        spool.append(Packets.chunk(0..<2), at: now)
        now = now.adding(seconds: 86_400)
        spool.append(Packets.chunk(2..<4), at: now)
        // The same header again, as of a reader that was opened anew, changes nothing.
        spool.begin(header: Packets.header(), device: SpoolBench.device, at: now)
        spool.append(Packets.chunk(4..<5), at: now)
        spool.begin(header: Packets.header(.linuxSLL2), device: SpoolBench.device, at: now)
        spool.append(Packets.chunk(5..<6), at: now)
        spool.begin(header: Packets.header(.linuxSLL2), device: MACAddress(rawValue: 1), at: now)
        spool.append(Packets.chunk(6..<7), at: now)
        spool.close(at: now)
        let files = bench.files.compactMap { SegmentName($0) }.sorted()
        let numbers = try files.map { try bench.numbers($0.text) }
        #expect(numbers == [[0, 1], [2, 3, 4], [5], [6]])
        #expect(files.map(\.time) == ["20270115T080000Z"] + Array(repeating: "20270116T080000Z", count: 3))
    }

    @Test func `files are for nobody else, and an open one shows what it is`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open()
        spool.append(Packets.chunk(0..<2), at: SpoolBench.start)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(bench.folder) == 0o700)
        #expect(bench.files == ["020000abcdef-20270115T080000Z-000001.pcap.open"])
        #expect(try mode(bench.folder + "/" + bench.files[0]) == 0o600)
        let figures = spool.figures(at: SpoolBench.start)
        #expect(figures.currentFile == "020000abcdef-20270115T080000Z-000001.pcap")
        #expect(figures.currentOctets == 24 + 2 * 76 && figures.filesWaiting == 0)
    }

    @Test func `serials go on over restarts, also when the files are gone`() throws {
        let bench = try SpoolBench()
        for run in 1...3 {
            let spool = try bench.open()
            spool.append(Packets.chunk(0..<1), at: SpoolBench.start)
            spool.close(at: SpoolBench.start)
            #expect(bench.files.count == 1)
            #expect(SegmentName(try #require(bench.files.first))?.serial == UInt64(run))
            try FileManager.default.removeItem(atPath: bench.folder + "/" + bench.files[0])
        }
        // Without the file of the serial, the names of files tell it.
        let spool = try bench.open()
        spool.append(Packets.chunk(0..<1), at: SpoolBench.start)
        spool.close(at: SpoolBench.start)
        try FileManager.default.removeItem(atPath: bench.folder + "/serial")
        let next = try bench.open()
        #expect(next.figures(at: SpoolBench.start).currentFile?.contains("-000005") == true)
    }

    @Test func `files without a packet do not stay`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open()
        spool.close(at: SpoolBench.start)
        #expect(bench.files.isEmpty && spool.next(at: SpoolBench.start, refreshMilliseconds: 0) == nil)
    }

    @Test func `what is no packet is counted and kept out`() throws {
        let bench = try SpoolBench()
        let spool = try bench.open()
        spool.append(Packets.record(0) + [1, 2, 3], at: SpoolBench.start)
        spool.close(at: SpoolBench.start)
        #expect(try bench.numbers(bench.files[0]) == [0])
        #expect(spool.figures(at: SpoolBench.start).droppedByDisk.octets == 3)
    }
}
