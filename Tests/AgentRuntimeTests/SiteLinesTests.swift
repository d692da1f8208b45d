import DeviceFeeds
import Faults
import IPDECTCore
import Journal
import LogForwarding
import NetworkValues
import Testing

@testable import AgentRuntime

/// What happens in the site, as lines of the log.
struct SiteLinesTests {
    private let mac = MACAddress(rawValue: 0x0001_3e10_0001)

    private var configuration: SystemConfiguration {
        get throws {
            var site = SimulatedSite(SimulationPlan(radios: 1), startingAt: Timestamp(seconds: 0))
            for case .systemConfigured(let configuration) in site.advance(to: Timestamp(seconds: 0)) {
                return configuration
            }
            throw CancellationError()
        }
    }

    private var report: DeviceReport {
        get throws {
            var site = SimulatedSite(SimulationPlan(radios: 1), startingAt: Timestamp(seconds: 0))
            for case .radioAnnounced(_, let report) in site.advance(to: Timestamp(seconds: 0)) { return report }
            throw CancellationError()
        }
    }

    /// Every record of the journal in few words.
    private func records(_ fixture: CoreFixture) async throws -> [String] {
        try await fixture.journal.records(after: 0, limit: 1000).map { record in
            switch record.content {
            case .log(let line): "\(line.topic): \(line.text)"
            case .fault(let fault): "\(fault.activity) \(fault.code)"
            default: "?"
            }
        }
    }

    /// A core that knows a system.
    private func fixture(log: String = "") async throws -> CoreFixture { try await CoreFixture(log: log) }

    @Test func `a radio's life is logged with its name, in the order of the alarms`() async throws {
        let fixture = try await fixture()
        let (configuration, report) = (try configuration, try report)
        try await fixture.running {
            let core = fixture.core
            _ = await core.submit([.systemConfigured(configuration)])
            _ = await core.submit([.radioAnnounced(mac, report)])
            _ = await core.submit([.radioAdded(mac, name: "hall", SyncSettings(region: 0))])
            _ = await core.submit([.radioRegistered(mac, report), .radioSilent(mac)])
        }
        let records = try await records(fixture)
        let lost = try #require(records.firstIndex { $0.hasPrefix("alarm ") })
        let silent = try #require(records.firstIndex { $0 == "dect-radio: hall no longer answers" }, "\(records)")
        #expect(records.contains("config-changes: hall was added in region 0"))
        #expect(records[..<lost].contains("dect-radio: hall registered"))
        #expect(abs(silent - lost) < 3)
        let line = try #require(try await fixture.lines().first { $0.topic == .dectRadio })
        #expect(line.severity == 6 && line.device == DeviceID(rawValue: mac.rawValue) && line.module == "site")
    }

    @Test func `a topic that is off leaves no line`() async throws {
        let fixture = try await fixture(log: "/topics dect-radio")
        let (configuration, report) = (try configuration, try report)
        try await fixture.running {
            _ = await fixture.core.submit([.systemConfigured(configuration)])
            _ = await fixture.core.submit([.radioAnnounced(mac, report)])
            _ = await fixture.core.submit([
                .radioAdded(mac, name: "hall", SyncSettings(region: 0)), .radioRegistered(mac, report),
            ])
        }
        #expect(try await records(fixture).allSatisfy { $0.hasPrefix("dect-radio: ") })
        #expect(fixture.writer.status.topics.first { $0.topic == .configChanges }?.counts.switchedOff == 1)
    }

    @Test func `a site that is seen for the first time is one line`() async throws {
        let fixture = try await fixture()
        var site = SimulatedSite(SimulationPlan(radios: 48), startingAt: fixture.clock.now())
        let inputs = site.advance(to: fixture.clock.now())
        try await fixture.running { _ = await fixture.core.submit(inputs) }
        let lines = try await fixture.lines()
        #expect(lines.map(\.text) == ["a site with 48 radios is seen"])
    }

    @Test func `lines alone wait for company, and are written half a second later`() async throws {
        let fixture = try await fixture()
        let (configuration, report) = (try configuration, try report)
        try await fixture.running {
            _ = await fixture.core.submit([.systemConfigured(configuration), .radioAnnounced(mac, report)])
            let before = fixture.journal.lastNumber
            _ = await fixture.core.submit([.radioAdded(mac, name: "hall", SyncSettings(region: 0))])
            #expect(fixture.journal.lastNumber == before)
            fixture.clock.advance(milliseconds: SiteCore.lineDelayMilliseconds)
            for await number in fixture.journal.growth() where number > before { break }
        }
        #expect(try await records(fixture).contains("config-changes: hall was added in region 0"))
    }
}
