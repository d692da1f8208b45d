import Exposition
import Faults
import IPDECTCore
import NetworkValues
import Snapshot
import Testing

@Suite struct `The metrics page` {
    static let page = MetricsPage()

    @Test func `names each family once`() {
        let names = Self.page.families.map(\.sampleName)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.hasPrefix("ipdect_") || $0.hasPrefix("process_") })
    }

    @Test func `ends families with their unit`() {
        for family in Self.page.families {
            guard let unit = family.unit else { continue }
            #expect(family.name.hasSuffix("_" + unit), "\(family.name)")
        }
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `writes only families that it names, each in one group`(format: ExpositionFormat) {
        let text = String(decoding: Self.page.rendered(Self.snapshot, as: format), as: UTF8.self)
        #expect(text.last == "\n")
        let known = Set(Self.page.families.map(\.sampleName))
        var finished: Set<String> = []
        var current = ""
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let name = String(line.prefix { $0 != "{" && $0 != " " })
            #expect(known.contains(name), "\(name)")
            if name != current {
                #expect(!finished.contains(name), "\(name) is in two groups")
                finished.insert(name)
                current = name
            }
        }
    }

    @Test func `has a series for each radio`() {
        let text = String(decoding: Self.page.rendered(Self.snapshot, as: .prometheusText), as: UTF8.self)
        #expect(text.contains("ipdect_radio_up{radio=\"ipbs3-00-00-07\"} 0\n"))
        #expect(text.contains("ipdect_radio_calls_limit{radio=\"ipbs3-00-00-07\"} 11\n"))
        #expect(text.contains("ipdect_radio_sync_rssi_dbm{radio=\"ipbs3-00-00-07\"} -71\n"))
        #expect(text.contains("ipdect_radio_sync_fer_ratio{radio=\"ipbs3-00-00-07\"} 0.03\n"))
        #expect(text.contains("ipdect_alarms_active{severity=\"major\"} 1\n"))
        #expect(text.contains("ipdect_radio_alarms{radio=\"ipbs3-00-00-07\"} 1\n"))
    }

    @Test func `has each receiver of notifications`() {
        var sources = MetricsSources()
        sources.notificationTargets = {
            var live = NotificationTargetFigures(name: "NMS (1)", kind: "inform", isFailing: false, queued: 3)
            live.sent = 12
            live.acknowledged = 11
            live.lastAcknowledged = Timestamp(seconds: 1_800_000_000)
            return [live, NotificationTargetFigures(name: "h:162 (2)", kind: "trap", isFailing: true, queued: 9)]
        }
        let page = MetricsPage(sources)
        let text = String(decoding: page.rendered(Self.snapshot, as: .prometheusText), as: UTF8.self)
        let live = #"{target="NMS (1)",kind="inform"}"#
        let dead = #"{target="h:162 (2)",kind="trap"}"#
        let start = "ipdect_notification_target_"
        for line in [
            "failing\(live) 0", "failing\(dead) 1", "queued_records\(live) 3", "queued_records\(dead) 9",
            "sent_total\(live) 12", "acknowledged_total\(live) 11", "dropped_total\(dead) 0",
            "last_acknowledged_timestamp_seconds\(live) 1800000000",
        ] { #expect(text.contains("\n\(start)\(line)"), "\(line)") }
        #expect(!text.contains("\(start)last_acknowledged_timestamp_seconds\(dead)"))
    }

    @Test func `is compressed to a gzip member that holds it`() throws {
        let bytes = Self.page.rendered(Self.snapshot, as: .openMetrics)
        let member = try #require(Gzip.compressed(bytes))
        #expect(member.prefix(3) == [0x1f, 0x8b, 0x08])
        let size = member.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(size == bytes.count)
        #expect(member.count < bytes.count)
    }

    static let snapshot: Snapshot = {
        let time = Timestamp(seconds: 1_795_440_000)
        var snapshot = Snapshot(time: time, agent: AgentStatus(version: "0", startedAt: time))
        let mac = MACAddress(rawValue: 0x0001_3e00_0007)
        let report = DeviceReport(model: .ipbs3, address: .loopback, deviceName: "Ward \"7\"", version: "12.1.5")
        var radio = Radio(index: 1, mac: mac, name: "ipbs3-00-00-07", report: report, callLimit: 11, at: time)
        radio.sync.rssi = -71
        radio.sync.fer = 3
        snapshot.site.radios = [radio]
        snapshot.site.regions = [SyncRegionStatus(region: 0)]
        let subject = FaultSubject(
            device: DeviceID(rawValue: mac.rawValue), deviceName: radio.name, address: .loopback)
        _ = snapshot.alarms.raise(
            .masterRadioRegistrationDown, on: subject, source: "DECT MASTER", text: "gone", at: time)
        snapshot.host.interfaces = [HostInterface(index: 1, name: "lo", type: 24)]
        return snapshot
    }()
}
