import HTTPTypes
import NetworkValues
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// What changes something below `/api/v1/lan`.
struct LANActionTests {
    @Test func `counters of one interface or of all are set to zero`() async throws {
        let desk = try LANDesk()
        for query in ["?interface=eth1", "?interface=LAN1", ""] {
            let answer = try await desk.client.send(.post, "/api/v1/lan/statistics/clear" + query)
            #expect(answer.status == 204 && answer.body.isEmpty, "\(answer.text)")
        }
        #expect(desk.calls == [.clear(["eth1"]), .clear(["eth0"]), .clear(["eth0", "eth1"])])
        #expect(desk.sentences.last == "the LAN statistics of eth0, eth1 were set to zero")
        // The router's channel has no user at its other end; that somebody is looked for is what counts.
        #expect(desk.users == Array(repeating: ConsoleUser("unknown"), count: 3))
    }

    @Test func `a dry run of the VLAN changes nothing, and neither LAN side nor log hear of it`() async throws {
        let desk = try LANDesk(isRunning: false)
        let plan = try await desk.client.send(.post, "/api/v1/lan/vlan/apply?dry-run=1").value(VLANView.self)
        #expect(plan.interface == "eth0" && plan.steps.count == 2 && plan.decision.hasPrefix("VLAN 200"))
        #expect(desk.calls.isEmpty && desk.sentences.isEmpty)
    }

    @Test func `the VLAN is applied, confirmed and rolled back, and each is in the log`() async throws {
        let desk = try LANDesk()
        let path = "/api/v1/lan/vlan/"
        _ = try await desk.client.send(.post, path + "apply?dry-run=false").value(VLANView.self)
        _ = try await desk.client.send(.post, path + "confirm?interface=eth0").value(VLANView.self)
        _ = try await desk.client.send(.post, path + "roll-back?interface=LAN1").value(VLANView.self)
        #expect(desk.calls == [.apply("eth0"), .confirm("eth0"), .rollBack("eth0")])
        #expect(
            desk.sentences == [
                "the VLAN of eth0 was applied by hand: VLAN 200, priority 5, by lldp",
                "the VLAN of eth0 was confirmed: VLAN 200, priority 5, by lldp",
                "the VLAN of eth0 was rolled back: VLAN 200, priority 5, by lldp",
            ])
    }

    @Test func `what the state of a VLAN does not allow is refused`() async throws {
        var status = try SampleLAN.status()
        status.ports[0].vlan?.state = "observed"
        let desk = try LANDesk(status)
        let path = "/api/v1/lan/vlan/"
        let observed = try await desk.client.send(.post, path + "apply").problem(409)
        #expect(observed.detail == "the settings want the VLAN of eth0 to be observed, not applied")
        for action in ["confirm", "roll-back"] {
            let problem = try await desk.client.send(.post, path + action).problem(409)
            #expect(
                problem.detail == "no change of the VLAN of eth0 waits to be confirmed; its state is observed")
        }
        let none = try await desk.client.send(.post, path + "apply?interface=LAN2").problem(409)
        #expect(none.detail == "eth1 has no VLAN to decide on; expected LAN1")
        #expect(desk.calls.isEmpty && desk.sentences.isEmpty)
    }

    @Test func `802_1X is logged off and on`() async throws {
        let desk = try LANDesk()
        for action in ["logoff", "logon"] {
            #expect(try await desk.client.send(.post, "/api/v1/lan/dot1x/" + action).status == 204)
        }
        #expect(desk.calls == [.logOff("eth0"), .logOn("eth0")])
        #expect(desk.sentences == ["802.1X on eth0 was logged off", "802.1X on eth0 was logged on"])
        let none = try await desk.client.send(.post, "/api/v1/lan/dot1x/logon?interface=eth1").problem(409)
        #expect(none.detail == "no supplicant of 802.1X runs on eth1")
    }

    @Test func `the address of a gateway is accepted`() async throws {
        let desk = try LANDesk()
        let path = "/api/v1/lan/gateway/accept"
        #expect(try await desk.client.send(.post, path + "?address=2001:db8::1").status == 204)
        #expect(desk.calls == [.accept(try #require(IPAddress("2001:db8::1")))])
        #expect(desk.sentences == ["the MAC address of the gateway 2001:db8::1 was accepted"])
        let problem = try await desk.client.send(.post, path + "?address=router").problem(400)
        #expect(problem.detail == "expected address with the IP address of a gateway, got router")
        let unknown = try LANDesk(refusing: LANRefusal(.unknown, "expected a gateway in doubt"))
        let refused = try await unknown.client.send(.post, path + "?address=10.0.0.1").problem(404)
        #expect(refused.detail == "expected a gateway in doubt" && unknown.sentences.isEmpty)
    }

    private static let actions = [
        "statistics/clear", "vlan/apply", "vlan/confirm", "vlan/roll-back", "dot1x/logoff", "dot1x/logon",
    ]

    @Test(arguments: actions)
    func `a refusal is a problem, and the log hears nothing`(action: String) async throws {
        let codes: [(LANRefusal.Code, Int)] = [(.conflict, 409), (.forbidden, 403), (.failed, 500)]
        for (code, status) in codes {
            let desk = try LANDesk(refusing: LANRefusal(code, "expected /enable, got none"))
            let problem = try await desk.client.send(.post, "/api/v1/lan/" + action).problem(status)
            #expect(problem.detail == "expected /enable, got none")
            #expect(desk.calls.count == 1 && desk.sentences.isEmpty)
        }
        let absent = try LANDesk(isRunning: false)
        let problem = try await absent.client.send(.post, "/api/v1/lan/" + action).problem(503)
        #expect(problem.detail == "the LAN side does not run in this agent")
    }

    @Test(arguments: actions)
    func `what does not exist is named, and reading an action is refused`(action: String) async throws {
        let desk = try LANDesk()
        let problem = try await desk.client.send(.post, "/api/v1/lan/\(action)?interface=wlan0").problem(404)
        #expect(problem.detail.hasSuffix("wlan0; there are eth0, eth1"))
        let reading = try await desk.client.get("/api/v1/lan/" + action).problem(405)
        #expect(reading.detail.hasPrefix("expected POST"))
        #expect(desk.calls.isEmpty)
    }

    @Test func `without LAN1 an action wants an interface`() async throws {
        var status = try SampleLAN.status()
        status.ports[0].port = nil
        let desk = try LANDesk(status)
        let problem = try await desk.client.send(.post, "/api/v1/lan/vlan/confirm").problem(404)
        #expect(problem.detail == "there is no LAN1; there are eth0, eth1")
    }

    @Test func `a dry run is yes or no`() async throws {
        let desk = try LANDesk()
        let problem = try await desk.client.send(.post, "/api/v1/lan/vlan/apply?dry-run=maybe").problem(400)
        #expect(problem.detail == "expected dry-run to be 0, 1, false or true, got maybe")
        #expect(desk.calls.isEmpty)
    }
}
