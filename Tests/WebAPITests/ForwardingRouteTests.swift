import AlarmForwarding
import NetworkValues
import Settings
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import Exposition
@testable import WebAPI

/// How the reception of alarms and remote write stand, over the REST API.
struct ForwardingRouteTests {
    private func client(_ servers: [RemoteWriteStatus], _ line: String = "") throws -> RouterClient {
        let document = SettingsDocument(ConfigText(line), schema: SettingsSchema([AlarmCollectSettings.self]))
        let collector = AlarmCollector(
            try document.module(), snapshots: SnapshotStore(SampleSite.snapshot), submit: { _ in true },
            now: { Timestamp(seconds: 0) })
        return RouterClient(WebSite([ForwardingRoutes(collector: collector) { servers }]))
    }

    @Test func `the collector says whether and where it takes alarms`() async throws {
        let off = try await client([]).get("/api/v1/alarm-collector").value(AlarmCollectorView.self)
        #expect(!off.isEnabled && off.path == "/alarms" && off.taken == 0)
        let on = try client([], #"config change ALARM0-COLLECT /enable /path "/in""#)
        #expect(try await on.get("/api/v1/alarm-collector").value(AlarmCollectorView.self).isEnabled)
        #expect(try await on.get("/api/v1/remote-write").value([RemoteWriteView].self).isEmpty)
    }

    @Test func `remote write says what was taken, dropped, and why it fails`() async throws {
        var status = RemoteWriteStatus(RemoteWriteServer(index: 2, url: "http://prom/api/v1/write"))
        status.state = .failing
        status.sent = 7
        status.dropped = [.tooOld: 3]
        status.lastError = "timeout"
        status.lastErrorAt = Timestamp(seconds: 0)
        let views = try await client([status]).get("/api/v1/remote-write").value([RemoteWriteView].self)
        let view = try #require(views.first)
        #expect(view.index == 2 && view.state == "failing" && view.sent == 7 && view.dropped == ["too_old": 3])
        #expect(view.lastError == "timeout" && view.lastErrorAt?.hasPrefix("1970-01-01T00:00:00") == true)
        #expect(view.position == nil)
    }
}
