import Faults
import Foundation
import HTTPTypes
import IPDECTCore
import NetworkValues
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// What `GET` below `/api/v1` answers.
struct ReadingTests {
    private let control = FakeControl()
    private var client: RouterClient { control.client }
    private var site: SiteSnapshot { control.snapshot.site }

    @Test func `the status sums the site up`() async throws {
        let status = try await client.get("/api/v1/status").value(StatusView.self)
        #expect(status == StatusView(control.snapshot))
        #expect(status.version == "0.1.0" && status.host == "switchboard" && status.journalLastNumber == 1234)
        #expect(status.isSimulated && status.feed == "simulation")
        #expect(status.radios.values.reduce(0, +) == 48)
        #expect(status.alarms.values.reduce(0, +) == control.snapshot.alarms.alarms.count)
        #expect(["indeterminate", "major", "critical"].contains(status.health))
        #expect(status.time == "2027-01-15T08:15:00.000Z")
    }

    @Test func `every alarm is listed, by number, with the words of the catalogue`() async throws {
        let alarms = try await client.get("/api/v1/alarms").value([AlarmView].self)
        let known = control.snapshot.alarms.alarms
        #expect(!alarms.isEmpty && alarms.map(\.number) == known.map(\.number))
        for (view, alarm) in zip(alarms, known) {
            #expect(view.code == "\(alarm.key.code)" && view.text == alarm.text && !view.isAcknowledged)
            #expect(view.label == FaultCatalogue.definition(of: alarm.key.code)?.label)
        }
    }

    @Test func `events come newest first, at most as many as asked for`() async throws {
        let all = control.snapshot.events.records
        #expect(all.count > 2)
        let events = try await client.get("/api/v1/events?limit=2").value([EventView].self)
        #expect(events == all.suffix(2).reversed().map { EventView($0) })
        let more = try await client.get("/api/v1/events").value([EventView].self)
        #expect(more.count == all.count)
    }

    @Test(arguments: ["0", "100001", "-1", "many", "", "1e3", "%32%30x"])
    func `a limit out of range is refused`(limit: String) async throws {
        let problem = try await client.get("/api/v1/events?limit=\(limit)").problem(400)
        #expect(problem.detail.hasPrefix("expected limit to be from 1 to 100000, got"))
    }

    @Test func `the whole catalogue is listed`() async throws {
        let faults = try await client.get("/api/v1/faults").value([FaultView].self)
        #expect(faults.map(\.code) == FaultCatalogue.all.map { "\($0.code)" })
        #expect(faults.filter(\.isRemapped).map(\.code) == ["\(FaultCode.ipTcpBindError)"])
    }

    @Test func `a fault has its code in hexadecimal or decimal`() async throws {
        let code = FaultCode.ipTcpBindError
        let fault = try await client.get("/api/v1/faults/\(code)").value(FaultView.self)
        #expect(fault.code == "\(code)" && fault.seriousness == "disabled" && fault.isRemapped)
        let same = try await client.get("/api/v1/faults/\(code.rawValue)").value(FaultView.self)
        #expect(same == fault)
    }

    @Test(arguments: ["mouse", "0x", "0x1ffffffff", "-1", "%F0%9F%90%AD"])
    func `what is no fault code is refused with what came`(code: String) async throws {
        let problem = try await client.get("/api/v1/faults/\(code)").problem(400)
        #expect(problem.detail.hasPrefix("expected a fault code such as 0x00030204, got "))
        #expect(problem.detail.hasSuffix(try #require(code.removingPercentEncoding)))
    }

    @Test func `a code that no device has is not found`() async throws {
        let problem = try await client.get("/api/v1/faults/0x00990001").problem(404)
        #expect(problem.detail == "no fault has the code 0x00990001")
    }

    @Test func `every radio is listed`() async throws {
        let radios = try await client.get("/api/v1/radios").value([RadioView].self)
        #expect(radios.count == 48 && radios.map(\.name) == site.radios.map(\.name))
        #expect(radios.contains { $0.registration == "static" })
        #expect(radios.contains { $0.parent != nil })
    }

    @Test func `a radio is found by its name and by its MAC address in any way of writing`() async throws {
        let radio = try #require(site.radios.first)
        let view = try await client.get("/api/v1/radios/\(radio.name)").value(RadioView.self)
        #expect(view.index == radio.index)
        let mac = "\(radio.mac)"
        let names = [
            mac, mac.replacing(":", with: "%3A"), mac.uppercased(), mac.replacing(":", with: "-"),
            radio.name.uppercased(),
        ]
        for name in names {
            let same = try await client.get("/api/v1/radios/\(name)").value(RadioView.self)
            #expect(same == view, "\(name)")
        }
    }

    @Test func `a radio that is not there is named`() async throws {
        let problem = try await client.get("/api/v1/radios/broom%20cupboard%2F2").problem(404)
        #expect(problem.detail == "no radio has the name or MAC address broom cupboard/2")
        let broken = try await client.get("/api/v1/radios/%ff%").problem(400)
        #expect(broken.detail.contains("%ff%"))
    }

    @Test func `calls, traffic, sync and SNMP are shown`() async throws {
        let calls = try await client.get("/api/v1/calls").value([CallView].self)
        #expect(!calls.isEmpty && calls.map(\.id) == site.calls.map(\.id.rawValue))
        #expect(calls.allSatisfy { !$0.radio.isEmpty && !$0.user.isEmpty })
        let traffic = try await client.get("/api/v1/traffic").value(TrafficView.self)
        #expect(traffic == TrafficView(site.traffic) && traffic.callsIn > 0)
        let regions = try await client.get("/api/v1/sync").value([RegionView].self)
        #expect(!regions.isEmpty && regions == site.regions.map { RegionView($0, in: site) })
        let snmp = try await client.get("/api/v1/snmp").value(SNMPStatusView.self)
        #expect(snmp.counters == ["snmpInPkts": 7])
    }

    @Test func `the settings are text`() async throws {
        let answer = try await client.get("/api/v1/config")
        #expect(answer.status == 200 && answer.contentType == "text/plain; charset=utf-8")
        #expect(answer.text.contains("config change RECEIVER2 /name attic /password ******** /kind fast\n"))
        #expect(try await client.get("/api/v1/config/text").text == answer.text)
    }

    @Test func `reading changes nothing`() async throws {
        for path in ["status", "alarms", "events", "faults", "radios", "calls", "traffic", "sync", "snmp", "config"] {
            let head = try await client.send(.head, "/api/v1/" + path)
            let whole = try await client.get("/api/v1/" + path)
            #expect(head.status == 200 && head.body.isEmpty && whole.status == 200, "\(path)")
            #expect(head.headers[.contentLength] == "\(whole.body.count)", "\(path)")
        }
        #expect(control.calls.isEmpty)
    }
}
