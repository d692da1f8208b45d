import Faults
import IPDECTCore
import NetworkValues
import Snapshot
import TLSKit
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// The first page in one answer.
struct OverviewTests {
    private func overview(_ snapshot: Snapshot, _ sources: OverviewSources = OverviewSources()) async throws
        -> OverviewView
    {
        let control = FakeControl(snapshot)
        let client = RouterClient(WebSite([APIRoutes(control), OverviewRoutes(control, sources)]))
        return try await client.get("/api/v1/overview").value()
    }

    @Test func `a site with troubles says what they are, the most serious first`() async throws {
        let snapshot = SampleSite.snapshot
        let view = try await overview(snapshot)
        #expect(view.radios.count == 48 && view.radios.lost > 0 && view.isSimulated)
        #expect(view.radios.registered + view.radios.lost + view.radios.uninitialized == 48)
        #expect(view.radios.green + view.radios.yellow + view.radios.red == 48 - view.radios.uninitialized)
        #expect(view.uptimeSeconds == 900 && view.calls == snapshot.site.calls.count)
        #expect(view.alarms.count == snapshot.alarms.alarms.count && view.alarms.worst.count == 5)
        #expect(view.alarms.unacknowledged == view.alarms.count)
        let order = ["critical": 0, "error": 1, "warning": 2]
        let ranks = view.reasons.compactMap { order[$0.seriousness] }
        #expect(
            ranks == ranks.sorted() && ranks.count == view.reasons.count && view.health == view.reasons[0].seriousness)
        #expect(view.reasons.contains { $0.subject == "radios" && $0.text.contains("lost") })
        #expect(view.traffic == TrafficView(snapshot.site.traffic))
    }

    @Test func `a site without troubles is ok`() async throws {
        let view = try await overview(
            Snapshot(time: Timestamp(seconds: 9), agent: AgentStatus(version: "1", startedAt: Timestamp(seconds: 4))))
        #expect(view.health == "ok" && view.reasons.isEmpty && view.uptimeSeconds == 5)
        #expect(view.alarms.worst.isEmpty && view.systemID == nil && !view.isSimulated)
    }

    @Test func `a certificate that ends is shown in time`() async throws {
        let desk = try CertificateDesk()
        defer { withExtendedLifetime(desk) {} }
        let certificate = try #require(desk.store.identity.chain.first)
        var sources = OverviewSources()
        sources.certificates = { ([certificate], []) }
        for (days, shown, health) in [
            (Int64(61), false, "ok"), (45, true, "ok"), (20, true, "warning"), (-1, true, "error"),
        ] {
            let time = certificate.notAfter.adding(seconds: -days * 86_400 - 10)
            let view = try await overview(
                Snapshot(time: time, agent: AgentStatus(version: "1", startedAt: time)), sources)
            #expect(view.certificates.map(\.days) == (shown ? [days] : []) && view.health == health, "\(days)")
        }
    }
}
