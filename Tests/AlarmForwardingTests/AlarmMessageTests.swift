import Faults
import Foundation
import NetworkValues
import Settings
import Testing
import WebClient

@testable import AlarmForwarding

struct AlarmMessageTests {
    private static let time = Timestamp(seconds: 1_795_435_200)

    private func message(_ activity: FaultActivity) -> AlarmMessage {
        AlarmMessage(
            FaultRecord(
                activity: activity, alarmNumber: activity == .error ? 0 : 7, code: .masterRadioRegistrationDown,
                severity: .critical, seriousness: .critical,
                subject: FaultSubject(
                    device: DeviceID(rawValue: 0x0001_3e1d_008d), deviceName: "ipbs3-1d-00-8d",
                    address: .v4(0x0a00_0007)), source: "DECT MASTER", text: "Radio & all", time: Self.time, count: 2),
            number: 48_213)
    }

    private func server(_ form: AlarmServer.Form, _ method: AlarmServer.Method = .get) -> AlarmServer {
        var server = AlarmServer(index: 1, host: "10.0.0.2", port: 80)
        server.form = form
        server.method = method
        server.path = "/hook"
        return server
    }

    private func object(_ body: [UInt8]) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(body))
    }

    @Test func `the devices' form is a query, or the content of a POST`() throws {
        let query =
            "event=alarm&type=alarm&severity=2&code=0x00030204&time=1795435200&date=20261123-120000&from=ipbs3-1d-00-8d&serial=00013e1d008d&source=DECT%20MASTER&text=Radio%20%26%20all"
        var request = try message(.alarm).request(for: server(.device), agent: "80", at: Self.time)
        #expect(request.method == "GET" && request.target == "/hook?" + query && request.body.isEmpty)
        request = try message(.alarm).request(for: server(.device, .post), agent: "80", at: Self.time)
        #expect(request.method == "POST" && request.target == "/hook" && request.body == Array(query.utf8))
        request = try message(.alarmCleared).request(for: server(.device), agent: "80", at: Self.time)
        #expect(request.target.contains("type=clear"))
        request = try message(.error).request(for: server(.device), agent: "80", at: Self.time)
        #expect(request.target.contains("event=event&type=error"))
    }

    @Test func `JSON says everything, and the key is that of the record`() throws {
        let request = try message(.alarm).request(for: server(.json), agent: "80ab", at: Self.time)
        #expect(request.headers.contains { $0.name == "Idempotency-Key" && $0.value == "80ab-record-48213" })
        let object = try #require(try object(request.body) as? [String: Any])
        #expect(object["activity"] as? String == "alarm" && object["number"] as? Int == 7)
        #expect(object["code"] as? String == "0x00030204" && object["severity"] as? String == "critical")
        #expect(object["deviceName"] as? String == "ipbs3-1d-00-8d" && object["address"] as? String == "10.0.0.7")
        #expect(object["text"] as? String == "Radio & all" && object["time"] as? String == "2026-11-23T12:00:00.000Z")
        #expect(object["isRepeat"] as? Bool == false && object["count"] as? Int == 2)
    }

    @Test func `an alert keeps its labels from its beginning to its end`() throws {
        func alert(_ activity: FaultActivity) throws -> [String: Any] {
            let request = try message(activity).request(for: server(.alertmanager), agent: "80", at: Self.time)
            return try #require((try object(request.body) as? [[String: Any]])?.first)
        }
        let raised = try alert(.alarm)
        let cleared = try alert(.alarmCleared)
        #expect(raised["labels"] as? [String: String] == cleared["labels"] as? [String: String])
        #expect((raised["labels"] as? [String: String])?["code"] == "0x00030204")
        #expect(raised["startsAt"] as? String == "2026-11-23T12:00:00.000Z")
        #expect(raised["endsAt"] as? String == "2026-11-23T13:05:00.000Z")
        #expect(cleared["endsAt"] as? String == "2026-11-23T12:00:00.000Z")
        #expect(try alert(.error)["endsAt"] as? String == "2026-11-23T12:05:00.000Z")
    }

    @Test func `labels of a server are on every alert, and never instead of our own`() throws {
        var server = server(.alertmanager)
        server.labels = ["site": "north", "code": "mine"]
        for activity in [FaultActivity.alarm, .alarmCleared, .error] {
            let request = try message(activity).request(for: server, agent: "80", at: Self.time)
            let alert = try #require((try object(request.body) as? [[String: Any]])?.first)
            let labels = try #require(alert["labels"] as? [String: String])
            #expect(labels["site"] == "north" && labels["code"] == "0x00030204")
        }
    }

    @Test func `labels are read from the settings, or refused with what was expected`() throws {
        func labels(_ text: String) throws -> [String: String] {
            let line = "config change ALARM0-SERVER1 /address 10.0.0.7 /form alertmanager /labels \(text)"
            let document = SettingsDocument(ConfigText(line), schema: SettingsSchema([AlarmServerSettings.self]))
            return try document.module("ALARM0-SERVER1", as: AlarmServerSettings.self).server(1).labels
        }
        #expect(try labels("site=north,building=3=b") == ["site": "north", "building": "3=b"])
        for wrong in ["site", "=north", "site=", "a-b=c", "1=2"] {
            #expect(throws: SettingsError.self) { try labels(wrong) }
        }
    }
}
