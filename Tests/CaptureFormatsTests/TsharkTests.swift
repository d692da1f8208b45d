import CaptureFormats
import Foundation
import NetworkValues
import Testing

/// An unmodified Wireshark reads every file, and shows trace records as syslog with nothing to complain about.
@Suite(.enabled(if: Program.path("tshark") != nil && Program.path("capinfos") != nil, "tshark is not installed"))
struct TsharkTests {
    private let time = PacketTime(seconds: 1_795_368_410, nanoseconds: 123_456_789)
    private let lines = [
        TracePacketTests.line, Array("<34>Oct 11 22:14:15 mymachine su[12]: failed".utf8),
        Array("<14>kurz".utf8), Array("<190>".utf8) + [UInt8](repeating: 0x78, count: 70_000),
    ]

    /// The fields of each packet, and that nothing is malformed or worth a remark above "chat" and "note".
    private func fields(_ file: [UInt8], _ names: [String]) throws -> [[String]] {
        try Program.withFile(file) { path in
            let checks = [
                "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-r", path, "-Y",
                "_ws.malformed || _ws.expert.severity >= 0x400000 || !syslog",
            ]
            let remarks = try Program.run("tshark", checks)
            #expect(remarks.output.isEmpty, "\(remarks.output) \(remarks.log)")
            let shown = try Program.run(
                "tshark", ["-r", path, "-T", "fields"] + names.flatMap { ["-e", $0] })
            #expect(!shown.log.contains("rror"), "\(shown.log)")
            return shown.output.split(separator: "\n").map {
                $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            }
        }
    }

    @Test(arguments: TracePacketTests.linkTypes, [false, true])
    func `trace records are shown as syslog on every link type`(linkType: LinkType, v6: Bool) throws {
        let form = try #require(TracePacketTests.form(linkType, v6: v6))
        let writer = PcapWriter(PcapHeader(linkType: linkType, resolution: .nanoseconds))
        var file: [UInt8] = []
        writer.appendHeader(to: &file)
        for line in lines {
            var packet: [UInt8] = []
            form.append(line.span, to: &packet)
            writer.append(packet.span, at: time, originalLength: packet.count, to: &file)
        }
        let isCarriedByIP = linkType != .upperPDU
        let last = isCarriedByIP ? "udp.dstport" : "frame.number"
        let found = try fields(file, ["syslog.level", "syslog.facility", "frame.time_epoch", last])
        try #require(found.count == 4)
        #expect(found.map { $0[0] } == ["6", "2", "6", "6"] && found.map { $0[1] } == ["16", "4", "1", "23"])
        #expect(found[0][2].hasPrefix("1795368410.123456789"))
        if isCarriedByIP { #expect(found.allSatisfy { $0[3] == "514" }) }
    }

    @Test func `trace records of both kinds lie in one pcapng file with comments and statistics`() throws {
        let writer = PcapNGWriter()
        var file: [UInt8] = []
        writer.append(
            PcapNGSection(hardware: "x86_64", system: "Linux", application: "ipdect-agent", comment: "ü"), to: &file)
        for (linkType, name) in [(LinkType.ethernet, "eth0"), (.upperPDU, "trace")] {
            writer.append(
                PcapNGInterface(linkType: linkType, name: name, about: "test", filter: "udp"), to: &file)
        }
        for (index, linkType) in [LinkType.ethernet, .upperPDU].enumerated() {
            var packet: [UInt8] = []
            let form = try #require(TracePacketTests.form(linkType))
            let line = TracePacketTests.line
            form.append(line.span, to: &packet)
            writer.append(
                packet.span, interface: UInt32(index), at: time, originalLength: packet.count, comment: "no. \(index)",
                to: &file)
        }
        var statistics = PcapNGStatistics(interface: 0, time: time)
        (statistics.received, statistics.droppedByInterface, statistics.droppedBySystem) = (100, 3, 4)
        (statistics.startTime, statistics.endTime) = (time, time)
        writer.append(statistics, to: &file)
        let found = try fields(
            file, ["frame.interface_name", "frame.comment", "syslog.msg", "frame.time_epoch"])
        try #require(found.count == 2)
        #expect(found.map { $0[0] } == ["eth0", "trace"] && found.map { $0[1] } == ["no. 0", "no. 1"])
        #expect(found.allSatisfy { $0[2].contains("00013e123456") && $0[3].hasPrefix("1795368410.123456789") })
        let report = try Program.withFile(file) { try Program.run("capinfos", [$0]) }
        for text in [
            "Capture hardware:    x86_64", "Capture oper-sys:    Linux", "Capture application: ipdect-agent",
            "Name = eth0", "Filter string = udp", "nanoseconds (9)", "Number of stat entries = 1",
        ] {
            #expect(report.output.contains(text), "\(text) is not in \(report.output)")
        }
    }

    @Test(arguments: [TimeResolution.microseconds, .nanoseconds])
    func `files cut anywhere and trimmed are whole for capinfos`(resolution: TimeResolution) throws {
        let writer = PcapWriter(PcapHeader(linkType: .ethernet, snapLength: 96, resolution: resolution))
        var file: [UInt8] = []
        writer.appendHeader(to: &file)
        var packet: [UInt8] = []
        let form = try #require(TracePacketTests.form(.ethernet))
        let line = TracePacketTests.line
        form.append(line.span, to: &packet)
        for _ in 0..<50 { writer.append(packet.span, at: time, originalLength: packet.count, to: &file) }
        for cut in [1, 15, 16, 17, 111] {
            let torn = Array(file.dropLast(cut))
            var reader = PcapReader()
            var position = 0
            while try reader.next(in: torn.span, at: &position) != nil {}
            let whole = Array(torn.prefix(Int(reader.wholeLength)))
            let report = try Program.withFile(whole) { try Program.run("capinfos", ["-c", "-M", $0]) }
            #expect(report.output.contains("Number of packets:   \(reader.records)"), "\(report)")
            #expect(report.log.isEmpty && reader.records == 49)
        }
    }
}
