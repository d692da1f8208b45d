import Foundation
import HTTPTypes
import LinkProtocols
import NetworkValues
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// What `GET` below `/api/v1/lan` answers.
struct LANRouteTests {
    private let desk: LANDesk

    init() throws { desk = try LANDesk() }

    private func neighbour(_ name: String) async throws -> LANNeighbourView {
        let all = try await desk.client.get("/api/v1/lan/neighbours").value([LANNeighbourView].self)
        return try #require(all.first { $0.tlvs.systemName == name })
    }

    /// The same files are what the tests of the command line answer with. `IPDECT_WRITE_FIXTURES` writes them anew.
    @Test(arguments: ["lan", "neighbours", "statistics", "vlan", "dot1x", "dhcp", "rstp"])
    func `the answers are those that the command line is tested with`(name: String) async throws {
        let answer = try await desk.client.get(name == "lan" ? "/api/v1/lan" : "/api/v1/lan/" + name)
        #expect(answer.status == 200 && answer.contentType == "application/json")
        let value = try JSONSerialization.jsonObject(with: Data(answer.body))
        let text = try JSONSerialization.data(
            withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        let file = LANDesk.fixture(name)
        if ProcessInfo.processInfo.environment["IPDECT_WRITE_FIXTURES"] != nil {
            try (text + Data("\n".utf8)).write(to: file)
        }
        let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(String(decoding: text, as: UTF8.self) + "\n" == expected)
    }

    @Test func `ports tell their state, their troubles and what is told on them`() async throws {
        let lan = try await desk.client.get("/api/v1/lan").value(LANView.self)
        #expect(lan == LANView(desk.status) && lan.ports.map(\.name) == ["eth0", "eth1"])
        #expect(lan.neighbours == 2 && lan.dataPort == "LAN1" && lan.timers.timeToLiveSeconds == 121)
        let (lan1, lan2) = (lan.ports[0], lan.ports[1])
        #expect(lan1.port == "LAN1" && lan1.index == 2 && lan1.hasLink && lan1.kernelDrops == 3 && lan1.unused == 5)
        let told = try #require(lan1.lldp.told)
        #expect(told.systemName == "switchboard" && told.timeToLiveSeconds == 121)
        #expect(told.managementAddresses.map(\.address) == ["10.0.0.7"])
        #expect(told.med?.deviceClass == "communication device (class III)")
        #expect(told.med?.policies.map(\.isKnown) == [false])
        #expect(!lan2.hasLink && lan2.problem.contains("CAP_NET_RAW") && !lan2.lldp.isEnabled)
        #expect(lan2.lldp.told == nil && lan2.dot1x == nil && lan2.dhcp.isEmpty)
        #expect(lan1.dot1x == .init(isAuthorized: true, reason: "accepted by EAP-TLS"))
        #expect(lan1.vlan == .init(decision: "VLAN 200, priority 5, by lldp", state: "confirming"))
        #expect(lan1.dhcp.map(\.address) == ["10.0.0.7"])
    }

    @Test func `what lldpd sent is shown as lldpd meant it`() async throws {
        let view = try await neighbour("vm")
        #expect(view.interface == "eth0" && view.port == "LAN1" && view.tag == nil && view.frames == 2)
        let tlvs = view.tlvs
        #expect(tlvs.chassis == .init(type: "mac", value: "d2:71:1e:82:14:dd") && tlvs.port.type == "mac")
        #expect(tlvs.capabilities?.map(\.name) == ["bridge", "wlan", "router", "station"])
        #expect(tlvs.capabilities?.filter(\.isEnabled).map(\.name) == ["station"])
        #expect(tlvs.dot3?.macPHY?.mau == "10GBASE-T" && tlvs.dot3?.macPHY?.advertised == ["other"])
        #expect(tlvs.dot3?.aggregation == .init(isSupported: true, isEnabled: false, port: 0))
        #expect(tlvs.med?.deviceClass == "network connectivity device")
        let policy = try #require(tlvs.med?.policies.first)
        #expect(policy.application == "voice" && policy.vlan == 200 && policy.priority == 5 && policy.codePoint == 46)
        #expect(policy.isTagged && policy.isKnown && policy.counts)
    }

    @Test func `every TLV is told in words`() async throws {
        let view = try await neighbour("core-1")
        #expect(view.ageSeconds == 90_061 && view.frames == 2 && view.tag == .init(vlan: 0, priority: 7))
        #expect(view.source == "02:00:00:00:00:ab" && view.heardAt == "\(SampleLAN.now.adding(seconds: -30))")
        #expect(view.expiresAt == "\(SampleLAN.now.adding(seconds: 90))")
        let tlvs = view.tlvs
        #expect(tlvs.port == .init(type: "ifname", value: "Gi1/0/24") && tlvs.timeToLiveSeconds == 120)
        #expect(tlvs.portDescription == "ward 7, socket 12" && tlvs.systemDescription == "Example switch, release 9")
        #expect(tlvs.capabilities?.map(\.name) == ["bridge", "router", "bit 11"])
        #expect(tlvs.managementAddresses.map(\.address) == ["192.168.0.1", "2001:db8::1"])
        #expect(tlvs.managementAddresses.map(\.objectIdentifier) == ["1.3.6.1.4.1.8072.1", nil])
        #expect(tlvs.dot1?.portVLAN == 200)
        #expect(tlvs.dot1?.vlanNames == [.init(vlan: 200, name: "voice"), .init(vlan: 1, name: "data")])
        #expect(tlvs.dot1?.protocolVLANs == [.init(vlan: 100, isSupported: true, isEnabled: true)])
        let unknown = tlvs.unknown
        #expect(unknown.map(\.hexadecimal) == ["0102", "2a"] && unknown.map(\.type) == [9, 127])
        #expect(unknown.last?.organization == "00-aa-bb" && unknown.last?.subtype == 7)
        #expect(tlvs.refused == ["expected TLV 127 subtype 1 once, found it again"])
    }

    @Test func `power, MAC and PHY are told in words`() async throws {
        let dot3 = try #require(try await neighbour("core-1").tlvs.dot3)
        #expect(dot3.maximumFrameSize == 1518 && dot3.macPHY?.mau == "1000BASE-T full duplex")
        #expect(dot3.macPHY?.canNegotiate == true && dot3.macPHY?.negotiates == true)
        #expect(
            dot3.macPHY?.advertised == [
                "10BASE-T", "10BASE-T full duplex", "100BASE-TX", "100BASE-TX full duplex", "1000BASE-T full duplex",
            ])
        let power = try #require(dot3.power)
        #expect(power.isSource && power.isSupported && power.isEnabled && !power.choosesPairs)
        #expect(power.pairs == "signal" && power.powerClass == 4 && power.type == "type 2 PD")
        #expect(power.source == "PSE" && power.priority == "critical" && power.more == "0102")
        #expect(power.requestedWatts == 13 && power.allocatedWatts == 12.8)
    }

    @Test func `what LLDP-MED says is told in words`() async throws {
        let med = try #require(try await neighbour("core-1").tlvs.med)
        #expect(med.capabilities?.count == 6 && med.policies.map(\.application) == ["voice", "voice signalling"])
        #expect(med.policies.map(\.counts) == [true, false])
        #expect(
            med.locations.map(\.format) == ["civic address", "coordinates", "emergency number"])
        #expect(
            med.locations.map(\.text) == ["DE, city Munich", "48.137154 N, 11.576124 W, altitude 520.5 m", "112"])
        #expect(med.power == .init(type: "PSE", source: "primary", priority: "low", watts: 6.5))
        #expect(med.inventory?.hardwareRevision == "rev 2" && med.inventory?.model == "EX-24")
        #expect(med.inventory?.firmwareRevision == nil)
    }

    @Test func `counters come with the reasons of what was refused`() async throws {
        let all = try await desk.client.get("/api/v1/lan/statistics").value([LANStatisticsView].self)
        #expect(all.map(\.interface) == ["eth0", "eth1"] && all.map(\.port) == ["LAN1", "LAN2"])
        let lldp = all[0].lldp
        #expect(lldp.framesIn == 5 && lldp.framesInErrors == 1 && lldp.inserts == 2 && lldp.tlvsUnrecognized == 4)
        #expect(all[0].counters.map(\.name) == ["receivedPackets", "crcErrors"])
        #expect(all[0].counters.map(\.value) == [4711, 2])
        #expect(all[0].clearedAt == "\(SampleLAN.now.adding(seconds: -3600))")
        #expect(all[1].counters.isEmpty && all[1].readAt == nil && all[1].clearedAt == nil)
        #expect(lldp.refusals["misplaced"] == 1 && lldp.refusals["repeated"] == 2)
    }

    @Test func `the VLAN tells who decided, how far it is, and what is done`() async throws {
        let all = try await desk.client.get("/api/v1/lan/vlan").value([VLANView].self)
        let view = try #require(all.first)
        #expect(all.count == 1 && view.interface == "eth0" && view.state == "confirming" && view.link == "eth0.200")
        #expect(view.source == "lldp" && view.vlan == 200 && view.priority == 5 && view.codePoint == 46)
        #expect(view.validUntil == "\(SampleLAN.now.adding(seconds: 90))")
        #expect(view.notes == ["configured: VLAN 7 is overruled"])
        #expect(view.steps.count == 2 && view.confirmUntil == "\(SampleLAN.now.adding(seconds: 90))")
        let none = VLANView.words(VLANDecision(VLANOffers(), now: SampleLAN.now))
        #expect(none == "untagged, as nobody says otherwise")
    }

    @Test func `802_1X tells its state, and no secret`() async throws {
        let all = try await desk.client.get("/api/v1/lan/dot1x").value([SupplicantView].self)
        let view = try #require(all.first)
        #expect(all.count == 1 && view.interface == "eth0" && view.port == "LAN1" && view.isAuthorized)
        #expect(view.state == "authenticated" && view.backend == "idle" && view.method == "EAP-TLS")
        #expect(view.handshake?.server == "CN=radius.example" && view.lastFailure == "the server sent a failure")
        #expect(view.handshake?.serverValidUntil == "\(SampleLAN.now.adding(seconds: 86_400))")
        #expect(view.counters["eapolFramesRx"] == 0 && view.counters.count == 14)
        let none = try await desk.client.get("/api/v1/lan/dot1x?interface=LAN2").value([SupplicantView].self)
        #expect(none.isEmpty)
    }

    @Test func `a lease is told with the vendor's options and its VLAN`() async throws {
        let all = try await desk.client.get("/api/v1/lan/dhcp").value([DHCPView].self)
        #expect(all.map(\.family) == [4, 6] && all.map(\.mode) == ["read", "off"])
        let lease = try #require(all[0].lease)
        #expect(lease.address == "10.0.0.7/24" && lease.routers == ["10.0.0.1"] && lease.seconds == 86_400)
        #expect(lease.obtainedAt == nil && !lease.isProvisional && all[0].client == "systemd-networkd")
        #expect(all[0].vendorOptions.map(\.isIgnored) == [false, true])
        #expect(all[0].vlan?.vlan == 200 && all[0].notes.map(\.text) == ["a lease was found"])
    }

    @Test func `the spanning tree tells both ports and what stands against it`() async throws {
        let tree = try await desk.client.get("/api/v1/lan/rstp").value(SpanningTreeView.self)
        #expect(tree.isEnabled && tree.dataPort == "LAN1" && tree.reason == "hears of the better root")
        #expect(tree.lastMove == "\(SampleLAN.now.adding(seconds: -59))")
        #expect(tree.ports.map(\.port) == ["LAN1", "LAN2"] && tree.ports.map(\.interface) == ["eth0", "eth1"])
        let heard = try #require(tree.ports.first?.heard)
        #expect(heard.version == "RSTP" && heard.bridge == "32768.02:00:00:00:00:cc" && heard.rootPathCost == 20_000)
        #expect(heard.bridgePort == 2 && heard.bridgePortPriority == 128 && heard.bridgePortRole == "designated")
        #expect(heard.helloSeconds == 2 && heard.maximumAgeSeconds == 20 && heard.forwardDelaySeconds == 15)
        #expect(tree.ports.last?.heard?.version == "STP" && tree.ports.last?.topologyChanges == 1)
        #expect(tree.unmet == ["\(RSTPPrecondition.bridgesSupportRSTP)"])
        let off = try LANDesk(LANStatus())
        let none = try await off.client.get("/api/v1/lan/rstp").value(SpanningTreeView.self)
        #expect(!none.isEnabled && none.dataPort == nil && none.ports.isEmpty)
    }

    @Test func `an interface is known by its name and by its port`() async throws {
        for name in ["eth0", "LAN1", "lan1"] {
            let some = try await desk.client.get("/api/v1/lan/neighbours?interface=\(name)").value(
                [LANNeighbourView].self)
            #expect(some.count == 2, "\(name)")
        }
        let none = try await desk.client.get("/api/v1/lan/neighbours?interface=eth1").value([LANNeighbourView].self)
        #expect(none.isEmpty)
        let problem = try await desk.client.get("/api/v1/lan/statistics?interface=eth%2F9").problem(404)
        #expect(problem.detail == "no interface of the LAN side has the name eth/9; there are eth0, eth1")
        let empty = try await LANDesk(LANStatus()).client.get("/api/v1/lan/neighbours?interface=eth0").problem(404)
        #expect(empty.detail == "no interface of the LAN side has the name eth0; there are none")
    }
}
