import Foundation
import IPDECTCore
import ReportSupport
import Snapshot
import Testing

@testable import ServiceReport

/// Nothing that is to be hidden occurs in any octet of a report.
@Suite struct WholeReportTests {
    private static let settings = """
        config change SNMP0 /enable /name qzhost-main /contact "Qzanna Qzsmith" /location "Qzcampus North"
        config change SNMP0-TARGET1 /address 10.99.0.7 /community ********
        config change HTTPCLIENT0-URL1 /url https://qzstore.qzcorp.example/qzpath/ /user qzanna /password ********
        """

    /// A report of a site whose log names everything there is, in every form.
    private func report(_ redaction: ReportRedaction) async throws -> (site: ReportSite, octets: [String: [UInt8]]) {
        let bench = try ReportBench()
        let site = bench.site
        let words = site.addresses + site.names
        try await bench.log(words.map { "before \($0) behind" } + words.map { "(\($0.uppercased())),\($0);" })
        let (page, files) = try await bench.report(redaction, bench.sources(settings: Self.settings))
        var octets = files.mapValues { [UInt8]($0).map(Pseudonyms.fold) }
        octets["report.html"] = page.utf8.map(Pseudonyms.fold)
        for (name, content) in octets {
            #expect(!content.contains(0), "\(name)")
            octets[name]?.append(0)
        }
        return (site, octets)
    }

    /// The files in which a text stands, whatever the case of its letters. Numbers count as words only.
    private func files(with text: String, _ octets: [String: [UInt8]]) -> [String] {
        let wanted = text.utf8.map(Pseudonyms.fold)
        // An address is not a longer one that begins with it.
        let isOfNumbers = wanted.allSatisfy { TextPatterns.isDigit($0) || $0 == UInt8(ascii: ".") }
        return octets.filter { _, octets in
            octets.withUnsafeBufferPointer { memory in
                var place = 0
                while let found = next(wanted, in: memory, from: place) {
                    let end = found + wanted.count
                    let isPart =
                        (found > 0 && TextPatterns.isLetterOrDigit(memory[found - 1]))
                        || TextPatterns.isLetterOrDigit(memory[end])
                    if !(isOfNumbers && isPart) { return true }
                    place = found + 1
                }
                return false
            }
        }.keys.sorted()
    }

    /// Where `wanted` is next in octets that end with a zero.
    private func next(_ wanted: [UInt8], in memory: UnsafeBufferPointer<UInt8>, from place: Int) -> Int? {
        guard let start = UnsafeRawPointer(memory.baseAddress)?.assumingMemoryBound(to: CChar.self) else { return nil }
        return (wanted + [0]).withUnsafeBufferPointer { wanted in
            wanted.withMemoryRebound(to: CChar.self) { wanted in
                wanted.baseAddress.flatMap { strstr(start + place, $0) }.map { start.distance(to: UnsafePointer($0)) }
            }
        }
    }

    @Test func `without redaction everything is there, but no secret`() async throws {
        let (site, octets) = try await report(.none)
        for text in ["10.99.0.7", "qzanna qzsmith", site.snapshot.site.radios[3].name] {
            #expect(files(with: text, octets).contains("report.html"), "\(text)")
        }
        #expect(!files(with: "********", octets).isEmpty)
    }

    @Test func `no address occurs in a report whose addresses are hidden`() async throws {
        let (site, octets) = try await report(.addresses)
        for text in site.addresses { #expect(files(with: text, octets) == [], "\(text)") }
        #expect(!files(with: "qzdevice3x", octets).isEmpty)
    }

    @Test func `no address and no name occurs in a report whose names are hidden`() async throws {
        let (site, octets) = try await report(.names)
        let more = ["qzanna", "qzcorp", "qzstore", "qzpath", "qzroom", "qzdevice", "qzhost", "qzcampus", "qzuplink"]
        for text in site.addresses + site.names + more { #expect(files(with: text, octets) == [], "\(text)") }
    }

    @Test(arguments: [ReportRedaction.addresses, .names])
    func `one thing has one stand-in in the page, the tables and the log`(redaction: ReportRedaction) async throws {
        let (_, octets) = try await report(redaction)
        let text = octets.mapValues { String(decoding: $0, as: UTF8.self) }
        let devices = try #require(text["devices.csv"]).split(separator: "\r\n")
        #expect(devices[4].hasPrefix("radio-4,"))
        #expect(try #require(text["devices.json"]).contains(#""name":"radio-4""#))
        #expect(try #require(text["report.html"]).contains("radio-4"))
        // The line of the log that named the fourth radio's hardware address.
        #expect(try #require(text["journal.jsonl"]).contains("before mac-4 behind"))
        #expect(devices[4].contains(",mac-4,"))
    }
}
