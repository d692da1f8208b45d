import Exposition
import Foundation
import IPDECTCore
import NetworkValues
import Snapshot
import Testing

@Suite struct `The page of a simulated site` {
    private static let page = MetricsPage()
    private static let empty = Snapshot(
        time: Timestamp(seconds: 1_800_000_000),
        agent: AgentStatus(version: "0.1.0", startedAt: Timestamp(seconds: 1_800_000_000)))

    @Test(arguments: Scenario.allCases, ExpositionFormat.allCases)
    func `keeps every rule of its format`(scenario: Scenario, format: ExpositionFormat) {
        let snapshot = SimulatedSnapshot.make(radios: 24, scenario: scenario)
        let reader = StrictReader(Self.page.rendered(snapshot, as: format), as: format)
        #expect(reader.complaints.isEmpty)
        #expect(reader.sampleCounts["ipdect_radio_up"] == 24)
        #expect(reader.sampleCounts["ipdect_radio_calls_in_total"] == 24)
        #expect(reader.sampleCounts["ipdect_site_info"] == 1)
        #expect(reader.sampleCounts["ipdect_network_receive_bytes_total"] == 2)
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `keeps them before anything is known too`(format: ExpositionFormat) {
        let reader = StrictReader(Self.page.rendered(Self.empty, as: format), as: format)
        #expect(reader.complaints.isEmpty)
        #expect(reader.sampleCounts["ipdect_build_info"] == 1)
    }

    @Test func `has the same samples in both formats`() {
        let snapshot = SimulatedSnapshot.make(radios: 30, scenario: .alarmStorm)
        // The last sample is the time that the page took.
        let lines = ExpositionFormat.allCases.map { format in
            String(decoding: Self.page.rendered(snapshot, as: format), as: UTF8.self)
                .split(separator: "\n").filter { !$0.hasPrefix("#") }.dropLast()
        }
        #expect(lines[0] == lines[1])
        #expect(lines[0].count > 30 * 15)
    }

    @Test func `names nobody who calls`() {
        let snapshot = SimulatedSnapshot.make(radios: 48, scenario: .busyHour, seconds: 900)
        #expect(!snapshot.site.calls.isEmpty)
        let text = String(decoding: Self.page.rendered(snapshot, as: .prometheusText), as: UTF8.self)
        for call in snapshot.site.calls { #expect(!text.contains("\"\(call.user)\"")) }
    }

    @Test(
        .enabled(if: Promtool.path != nil, "promtool is not installed (Debian package prometheus)"),
        arguments: Scenario.allCases)
    func `gives promtool nothing to complain of`(scenario: Scenario) throws {
        let snapshot = SimulatedSnapshot.make(radios: 24, scenario: scenario)
        for snapshot in [snapshot, Self.empty] {
            let (status, output) = try Promtool.check(Self.page.rendered(snapshot, as: .prometheusText))
            #expect(status == 0)
            #expect(output.isEmpty, "\(output)")
        }
    }

    @Test(.enabled(if: Promtool.path != nil, "promtool is not installed (Debian package prometheus)"))
    func `is checked by a promtool that does complain`() throws {
        let (status, output) = try Promtool.check(Array("# TYPE bad_milliseconds counter\nbad_milliseconds 1\n".utf8))
        #expect(status != 0)
        #expect(!output.isEmpty)
    }
}

/// The checker that comes with Prometheus.
enum Promtool {
    static let path = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What `promtool check metrics` says of a page.
    static func check(_ page: [UInt8]) throws -> (status: Int32, output: String) {
        let file = NSTemporaryDirectory() + "metrics-\(UUID().uuidString)"
        try Data(page).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(path))
        process.arguments = ["check", "metrics"]
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: file))
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
