import Foundation
import Testing

/// How an agent gets onto a LAN: past hostapd by 802.1X, and to an address from dnsmasq.
@Suite(.builtAgent, .peers(.unshare, .nsenter))
struct LANAccessTests {
    private struct Port: Decodable, Sendable {
        var state: String
        var isAuthorized: Bool
        var method: String?
    }

    private struct Lease: Decodable, Sendable {
        struct Content: Decodable, Sendable {
            var address: String?
            var routers: [String]
        }
        struct VendorOption: Decodable, Sendable {
            var code: UInt8
            var value: String
        }
        var family: Int
        var mode: String
        var state: String
        var lease: Content?
        var vendorOptions: [VendorOption]
    }

    private static func supplicant(_ agent: WiredAgent) async throws -> Port? {
        let shown = try await agent.command("lan", "dot1x", "--json").output
        return try JSONDecoder().decode([Port].self, from: Data(shown.utf8)).first
    }

    @Test(.peers(.hostapd, .snmpget))
    func `hostapd lets the agent in, and hears when it goes`() async throws {
        try await withFolder { folder in
            try "\"base1\" MD5 \"s3cret-word\"\n".write(toFile: folder + "/users", atomically: false, encoding: .utf8)
            try """
            interface=sw1
            driver=wired
            logger_stdout=-1
            logger_stdout_level=0
            ieee8021x=1
            eapol_version=2
            eap_server=1
            use_pae_group_addr=1
            eap_user_file=\(folder)/users

            """.write(toFile: folder + "/hostapd.conf", atomically: false, encoding: .utf8)
            let settings = [
                "config change LLDP0 /disable", "config change ETH0 /interface lan1",
                "config change EAP0 /user base1 /password s3cret-word /start-period 1 /max-starts 10",
                "config change SNMP0 /enable /address 127.0.0.1 /port 10161 /community public",
            ]
            try await WiredAgent.run(settings, in: folder) { agent in
                let log = folder + "/hostapd.log"
                try await agent.withDaemonAtSwitch(.hostapd, ["-d", folder + "/hostapd.conf"], log: log) { daemon in
                    let port = try await eventually(within: 60) {
                        try await Self.supplicant(agent).flatMap { $0.method == nil ? nil : $0 }
                    }
                    #expect(port?.isAuthorized == true && port?.method == "MD5-Challenge", "\(daemon.printed)")
                    #expect(daemon.printed.contains("authorizing port"))
                    // dot1xSuppPaeState of IEEE8021-PAE-MIB: authenticated is 5.
                    let index = try await agent.link("lan1").ifindex
                    let asked = try await agent.here(
                        try #require(Peer.snmpget.path), "-v2c", "-c", "public", "-Oqvn", "127.0.0.1:10161",
                        "1.0.8802.1.1.1.1.3.1.1.1.\(index)")
                    #expect(asked.output.trimmingCharacters(in: .whitespacesAndNewlines) == "5", "\(asked.everything)")
                    let off = try await agent.command("lan", "dot1x", "--logoff")
                    #expect(off.exitCode == 0, "\(off.everything)")
                    let heard = try await eventually(within: 10) {
                        daemon.printed.contains("EAPOL-Logoff") ? true : nil
                    }
                    #expect(heard == true, "\(daemon.printed)")
                    let on = try await agent.command("lan", "dot1x", "--logon")
                    #expect(on.exitCode == 0, "\(on.everything)")
                    let again = try await eventually(within: 60) {
                        try await Self.supplicant(agent)?.isAuthorized == true ? true : nil
                    }
                    #expect(again == true)
                    #expect(!agent.printed.contains("s3cret-word"))
                    let shown = try await agent.command("config", "show")
                    #expect(!shown.output.contains("s3cret-word") && shown.output.contains("EAP0"))
                }
            }
        }
    }

    @Test(.peers(.dnsmasq))
    func `a lease is taken, set in the kernel, and kept over kill -9`() async throws {
        try await withFolder { folder in
            try """
            port=0
            interface=sw1
            bind-interfaces
            no-ping
            user=root
            pid-file=
            log-dhcp
            dhcp-authoritative
            dhcp-leasefile=\(folder)/leases
            dhcp-range=10.98.1.50,10.98.1.50,10m
            dhcp-option=option:router,10.98.1.1
            dhcp-option-force=43,d7:12:68:74:74:70:3a:2f:2f:31:30:2e:39:38:2e:31:2e:31:2f:75

            """.write(toFile: folder + "/dnsmasq.conf", atomically: false, encoding: .utf8)
            let settings = [
                "config change LLDP0 /disable", "config change ETH0 /interface lan1",
                "config change DHCP0 /mode client /interface lan1",
            ]
            @Sendable func lease(_ agent: WiredAgent) async throws -> Lease? {
                let found = try await eventually(within: 60) { () -> Lease? in
                    let shown = try await agent.command("lan", "dhcp", "--json").output
                    return try JSONDecoder().decode([Lease].self, from: Data(shown.utf8))
                        .first { $0.family == 4 && $0.lease?.address != nil }
                }
                return found
            }
            let arguments = ["--no-daemon", "--conf-file=\(folder)/dnsmasq.conf"]
            try await WiredAgent.run(settings, in: folder) { agent in
                let log = folder + "/dnsmasq.log"
                try await agent.withDaemonAtSwitch(.dnsmasq, arguments, log: log) { daemon in
                    let first = try #require(try await lease(agent), "\(daemon.printed)")
                    #expect(first.lease?.address == "10.98.1.50/24" && first.lease?.routers == ["10.98.1.1"])
                    #expect(
                        first.vendorOptions.contains { $0.code == 215 && $0.value == "http://10.98.1.1/u" }, "\(first)")
                    let kernel = try await eventually(within: 10) {
                        let shown = try await agent.here("ip", "-4", "address", "show", "dev", "lan1").output
                        return shown.contains("10.98.1.50/24") && shown.contains("valid_lft 5") ? shown : nil
                    }
                    #expect(kernel != nil)
                    kill(agent.process, SIGKILL)
                }
            }
            // The lease outlives the process: the next one asks for it by name and does not search (manual I.6).
            try FileManager.default.removeItem(atPath: folder + "/leases")
            try await WiredAgent.run(settings, in: folder) { agent in
                let log = folder + "/dnsmasq-2.log"
                try await agent.withDaemonAtSwitch(.dnsmasq, arguments, log: log) { daemon in
                    let isAcknowledged = try await eventually(within: 60) {
                        daemon.printed.contains("DHCPACK(sw1) 10.98.1.50") ? true : nil
                    }
                    #expect(isAcknowledged == true && !daemon.printed.contains("DHCPDISCOVER"), "\(daemon.printed)")
                    let second = try await lease(agent)
                    #expect(second?.lease?.address == "10.98.1.50/24")
                }
            }
        }
    }
}
