import Faults
import HTTPTypes
import IPDECTCore
import NetworkValues
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// What changes something below `/api/v1`.
struct ActionTests {
    private let control = FakeControl()
    private var client: RouterClient { control.client }

    private var radio: Radio {
        get throws { try #require(control.snapshot.site.radios.first) }
    }

    private func expectDone(_ answer: Answer, _ call: FakeControl.Call, _ place: SourceLocation = #_sourceLocation) {
        #expect(answer.status == 204 && answer.body.isEmpty, "\(answer.text)", sourceLocation: place)
        #expect(control.calls == [call], sourceLocation: place)
    }

    @Test func `a radio is deleted`() async throws {
        let answer = try await client.send(.delete, "/api/v1/radios/\(radio.name)")
        expectDone(answer, .operate(.radioDeleted(try radio.mac)))
    }

    @Test func `a radio is added with a name and a region`() async throws {
        let answer = try await client.send(
            .post, "/api/v1/radios/\(radio.mac)/add", text: #"{"name":"Ward 7","region":3}"#)
        expectDone(answer, .operate(.radioAdded(try radio.mac, name: "Ward 7", SyncSettings(region: 3))))
    }

    @Test func `a radio is added without either`() async throws {
        let answer = try await client.send(.post, "/api/v1/radios/\(radio.name)/add", text: "{}")
        expectDone(answer, .operate(.radioAdded(try radio.mac, name: "", SyncSettings(region: 0))))
    }

    @Test func `an RFPI moves to another radio`() async throws {
        let other = try #require(control.snapshot.site.radios.last)
        let answer = try await client.send(
            .post, "/api/v1/radios/\(radio.name)/move-rfpi", text: #"{"to":"\#(other.mac)"}"#)
        expectDone(answer, .operate(.rfpiMoved(from: try radio.mac, to: other.mac)))
    }

    @Test func `an RFPI does not move to a radio that is not there`() async throws {
        let answer = try await client.send(.post, "/api/v1/radios/\(radio.name)/move-rfpi", text: #"{"to":"attic"}"#)
        #expect(try answer.problem(404).detail == "no radio has the name or MAC address attic")
        #expect(control.calls.isEmpty)
    }

    @Test func `a location is set`() async throws {
        let path = "/api/v1/radios/\(try radio.name)/location"
        let answer = try await client.send(.put, path, text: #"{"locationID":"12","description":"Flur, Süd"}"#)
        expectDone(answer, .operate(.locationSet(try radio.mac, id: "12", description: "Flur, Süd")))
    }

    @Test(arguments: [
        (HTTPRequest.Method.delete, ""), (.post, "/add"), (.post, "/move-rfpi"), (.put, "/location"),
    ])
    func `a radio that is not there cannot be changed`(method: HTTPRequest.Method, action: String) async throws {
        let body = #"{"to":"x","locationID":"1"}"#
        let answer = try await client.send(method, "/api/v1/radios/attic\(action)", text: body)
        #expect(try answer.problem(404).detail.hasSuffix("attic"))
        #expect(control.calls.isEmpty)
    }

    @Test(arguments: [
        ("/move-rfpi", "{}", "none with the field to"),
        ("/move-rfpi", #"{"to":7}"#, "something for to that is not of type String"),
        ("/move-rfpi", #"{"to":null}"#, "null for the field to"),
        ("/move-rfpi", "[]", "something that is not an object"),
        ("/add", "", "something that is not JSON"),
        ("/add", "{", "something that is not JSON"),
        ("/add", #"{"region":300}"#, "a value out of range"),
        ("/add", #"{"region":"one"}"#, "something for region that is not of type UInt8"),
    ])
    func `JSON that does not fit is refused`(action: String, body: String, got: String) async throws {
        let answer = try await client.send(.post, "/api/v1/radios/\(radio.name)\(action)", text: body)
        #expect(try answer.problem(400).detail.hasPrefix("expected JSON with its fields, got \(got)"))
        #expect(control.calls.isEmpty)
    }

    @Test func `traffic counters, a region's statistics and the events are cleared`() async throws {
        for path in ["traffic/clear", "sync/249/clear", "events/clear"] {
            let answer = try await client.send(.post, "/api/v1/" + path)
            #expect(answer.status == 204)
        }
        #expect(control.calls == [.operate(.trafficCleared), .operate(.regionStatisticsCleared(249)), .clearEvents])
    }

    @Test(arguments: ["250", "-1", "north", "256"])
    func `a region out of range is refused`(region: String) async throws {
        let problem = try await client.send(.post, "/api/v1/sync/\(region)/clear").problem(400)
        #expect(problem.detail == "expected a sync region from 0 to 249, got \(region)")
        #expect(control.calls.isEmpty)
    }

    @Test func `an alarm is acknowledged when it stands`() async throws {
        let number = try #require(control.snapshot.alarms.alarms.first).number
        expectDone(try await client.send(.post, "/api/v1/alarms/\(number)/acknowledge"), .acknowledge(number))
        let problem = try await client.send(.post, "/api/v1/alarms/999999/acknowledge").problem(404)
        #expect(problem.detail == "no alarm that stands has the number 999999")
        let malformed = try await client.send(.post, "/api/v1/alarms/4294967296/acknowledge").problem(400)
        #expect(malformed.detail == "expected an alarm number, got 4294967296")
    }

    @Test(arguments: Seriousness.allCases)
    func `a fault is given every seriousness`(seriousness: Seriousness) async throws {
        let answer = try await client.send(
            .put, "/api/v1/faults/\(FaultCode.ipTcpBindError)/seriousness", text: #"{"seriousness":"\#(seriousness)"}"#)
        expectDone(answer, .remap(.ipTcpBindError, seriousness))
    }

    @Test func `a fault gets its seriousness back`() async throws {
        let path = "/api/v1/faults/\(FaultCode.ipTcpBindError)/seriousness"
        expectDone(
            try await client.send(.put, path, text: #"{"seriousness":"default"}"#), .remap(.ipTcpBindError, nil))
    }

    @Test func `a seriousness or a code that does not exist is refused`() async throws {
        let path = "/api/v1/faults/\(FaultCode.ipTcpBindError)/seriousness"
        let problem = try await client.send(.put, path, text: #"{"seriousness":"Error"}"#).problem(400)
        #expect(
            problem.detail
                == "expected one of disabled, information, warning, error, critical or default, got Error")
        let body = #"{"seriousness":"error"}"#
        let unknown = try await client.send(.put, "/api/v1/faults/0x00990001/seriousness", text: body).problem(404)
        #expect(unknown.detail.contains("0x00990001"))
        #expect(control.calls.isEmpty)
    }

    @Test func `a test notification goes to all targets or to the one that is named`() async throws {
        let path = "/api/v1/snmp/test-notification"
        let all = try await client.send(.post, path).value([NotificationOutcome].self)
        let one = try await client.send(.post, path + "?target=night%20watch").value([NotificationOutcome].self)
        #expect(all == one && all.map(\.target) == ["night watch"])
        #expect(control.calls == [.test(nil), .test("night watch")])
        let problem = try await client.send(.post, path + "?target=nobody").problem(404)
        #expect(problem.detail == "no notification target has the name nobody")
    }
}
