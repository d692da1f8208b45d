import Foundation
import Testing

/// LLDP against lldpd, and under the eyes of tshark.
@Suite(.builtAgent, .peers(.unshare, .nsenter))
struct LLDPTests {
    private static let settings = ["config change LLDP0 /interfaces lan1", "config change ETH0 /interface lan1"]

    @Test(.peers(.lldpd, .lldpcli))
    func `lldpd learns everything that the agent tells`() async throws {
        try await WiredAgent.run(Self.settings + ["config add LLDP0 /asset Inventory-42"]) { agent in
            try await LLDPSwitch.run(beside: agent) { lldpd in
                let found = try await eventually(within: 20) { () -> [String: String]? in
                    let neighbour = try await lldpd.neighbour()
                    return neighbour["chassis.mac"] == nil ? nil : neighbour
                }
                let neighbour = try #require(found, "lldpd heard nothing")
                let mac = try await agent.link("lan1").address
                #expect(neighbour["chassis.mac"] == mac && neighbour["port.mac"] == mac)
                #expect(neighbour["port.descr"] == "lan1" && neighbour["port.ttl"] == "121")
                #expect(neighbour["chassis.name"] == ProcessInfo.processInfo.hostName)
                #expect(neighbour["chassis.descr"]?.hasPrefix("ipdect-agent ") == true)
                #expect(neighbour["chassis.mgmt-ip"] == "10.98.1.2")
                #expect(neighbour["chassis.Tel.enabled"] == "on")
                #expect(neighbour["port.mfs"] == "1518")
                #expect(neighbour["lldp-med.device-type"] == "Communication Device Endpoint (Class III)")
                #expect(
                    neighbour["lldp-med.Capability.available"] == "yes"
                        || neighbour["lldp-med.Policy.available"] == "yes")
                #expect(neighbour["lldp-med.inventory.model"] == "ipdect-agent", "\(neighbour)")
                #expect(neighbour["lldp-med.inventory.asset"] == "Inventory-42")
                #expect(neighbour["lldp-med.inventory.serial"] == mac.replacing(":", with: ""))
            }
        }
    }

    @Test(.peers(.lldpd, .lldpcli))
    func `lldpd forgets the agent at once when LLDP is disabled, and when the agent ends`() async throws {
        try await withFolder { folder in
            try await WiredAgent.run(Self.settings, in: folder) { agent in
                try await LLDPSwitch.run(beside: agent) { lldpd in
                    @Sendable func isKnown(_ expected: Bool) async throws -> Bool {
                        try await eventually(within: 20) {
                            (try await lldpd.neighbour()["chassis.mac"] != nil) == expected ? true : nil
                        } ?? false
                    }
                    #expect(try await isKnown(true))
                    let off = try await agent.command("config", "change", "config add LLDP0 /disable")
                    #expect(off.exitCode == 0, "\(off.everything)")
                    #expect(try await isKnown(false))
                    let on = try await agent.command("config", "change", "config rem LLDP0 /disable")
                    #expect(on.exitCode == 0, "\(on.everything)")
                    #expect(try await isKnown(true))
                    kill(agent.process, SIGTERM)
                    #expect(try await isKnown(false))
                }
            }
        }
    }

    @Test(.peers(.tshark))
    func `tshark finds no fault in a frame`() async throws {
        try await WiredAgent.run(Self.settings + ["config add LLDP0 /interval 1"]) { agent in
            let seen = try await agent.atSwitch(
                try #require(Peer.tshark.path), "-i", "sw1", "-f", "ether proto 0x88cc", "-c", "2", "-a", "duration:20",
                "-V")
            #expect(seen.output.contains("Link Layer Discovery Protocol"), "\(seen.everything)")
            #expect(seen.output.contains("Class III"), "\(seen.everything)")
            for word in ["Malformed", "Expert Info", "[Not found]"] {
                #expect(!seen.output.contains(word), "\(seen.output)")
            }
        }
    }
}
