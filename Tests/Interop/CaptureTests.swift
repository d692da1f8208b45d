import Foundation
import PortSupport
import Testing

/// Captures of a running agent, read by a client of Remote PCAP in another language, by curl and by Wireshark's own
/// programs.
@Suite(.builtAgent, .serialized, .peers(.python, .tshark, .ping), .captureRight)
struct CaptureTests {
    private static let client = Repository.root + "/Tests/Interop/Peers/rpcap_client.py"
    private static let secret = ["RPCAP_PASSWORD": "capture-password"]

    /// An agent that lets captures be fetched, and its ports.
    private struct Site: Sendable {
        let agent: AgentProcess
        let port: UInt16
        let securePort: UInt16
        let webPort: UInt16

        /// Runs the client of Remote PCAP; each line that it prints.
        func client(_ arguments: [String], secure: Bool = false, user: Bool = true) async throws -> [Line] {
            let result = try await runTool(
                .python,
                [CaptureTests.client, "127.0.0.1", "\(secure ? securePort : port)"]
                    + (user ? ["--user", "ann"] : []) + (secure ? ["--tls"] : []) + arguments,
                environment: CaptureTests.secret, seconds: 60)
            return try result.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        }

        /// Waits until as many captures run as are named, by what their viewers are called.
        func waitForViewers(_ names: String...) async throws {
            let areThere = try await eventually(within: 30) { () -> Bool? in
                let shown = try await agent.command("capture", "--json").output
                return names.allSatisfy { shown.contains($0) } ? true : nil
            }
            #expect(areThere == true, "no capture by \(names)")
        }

        /// Sends pings over the loopback interface.
        func ping(_ count: Int) async throws {
            _ = try await runTool(.ping, ["-c", "\(count)", "-i", "0.02", "-p", "1badc0de", "127.0.0.7"])
        }
    }

    /// A line that the client prints.
    struct Line: Decodable, Sendable {
        var event: String
        var code: Int?
        var packets: Int?
        var missing: Int?
        var received: Int?
        var dropped: Int?
        var sent: Int?
        var text: String?
    }

    private func withSite(
        _ options: String = "/trace /traffic", _ body: @Sendable (Site) async throws -> Void
    ) async throws {
        let ports = try (0..<3).map { _ in try LoopbackPort.free() }
        var settings = AgentSettingsText(radios: 2)
        settings.httpPort = try LoopbackPort.free()
        settings.lines = [
            "config change HTTP0 /enable /address 127.0.0.1 /port \(settings.httpPort) /https-port \(ports[2])",
            "config change PCAP0 /enable /address 127.0.0.1 /port \(ports[0]) /tls-port \(ports[1]) /user ann"
                + " /password capture-password \(options)",
        ]
        try await AgentProcess.run(settings) { agent in
            try await body(Site(agent: agent, port: ports[0], securePort: ports[1], webPort: ports[2]))
        }
    }

    /// The packets of a file that match a filter of Wireshark, as it reads them; none may be malformed.
    private func read(_ file: String, _ filter: String) async throws -> Int {
        let bad = try await runTool(.tshark, ["-n", "-r", file, "-Y", "_ws.malformed"])
        #expect(bad.exitCode == 0 && bad.output.isEmpty, "\(bad.everything)")
        return try await runTool(.tshark, ["-n", "-r", file, "-Y", filter]).lines.count
    }

    /// A filter for the pings, as tcpdump compiles it.
    private static let pings = "icmp and host 127.0.0.7"

    @Test(.peers(.tcpdump), arguments: ["tcp", "udp", "connect"], [false, true])
    func `a client fetches packets by every way`(data: String, secure: Bool) async throws {
        // Datagrams have no encryption; they are refused under TLS.
        try await withSite { site in
            try await withFolder { folder in
                let compiled = try await runTool(.tcpdump, ["-ddd", "-i", "lo", Self.pings]).output
                let filter = compiled.split(separator: "\n").dropFirst().joined(separator: ",")
                async let lines = site.client(
                    [
                        "-i", "lo", "--data", data, "--filter", filter, "--count", "40", "--seconds", "20", "--stats",
                        "-w", folder + "/out.pcap",
                    ], secure: secure)
                if !(secure && data == "udp") { try await site.waitForViewers("by Remote PCAP") }
                try await site.ping(20)
                let found = try await lines
                guard !(secure && data == "udp") else {
                    #expect(found.contains { $0.event == "refused" && $0.code == 12 }, "\(found)")
                    return
                }
                let packets = try #require(found.first { $0.event == "packets" }, "\(found)")
                let statistics = try #require(found.first { $0.event == "statistics" }, "\(found)")
                #expect(packets.missing == 0 && (packets.packets ?? 0) >= 40, "\(found)")
                #expect(statistics.received == statistics.sent.map { $0 + (statistics.dropped ?? 0) }, "\(found)")
                #expect(try await read(folder + "/out.pcap", "icmp or syslog") == 40)
            }
        }
    }

    @Test func `the log lies between the packets, as Wireshark shows syslog`() async throws {
        try await withSite { site in
            try await withFolder { folder in
                // Another line may come first.
                let found = try await site.client([
                    "-i", "trace", "--until", "by Remote PCAP", "--seconds", "20", "-w", folder + "/t.pcap",
                ])
                #expect(found.contains { $0.event == "packets" && ($0.packets ?? 0) >= 1 }, "\(found)")
                #expect(try await read(folder + "/t.pcap", "syslog.msg contains \"by Remote PCAP\"") == 1)
            }
        }
        try await withSite("/traffic") { site in
            let refused = try await site.client(["-i", "trace", "--open-only"])
            #expect(refused.contains { $0.event == "refused" && $0.code == 6 }, "\(refused)")
        }
    }

    @Test func `who has no password gets nothing, and several sessions go on at once`() async throws {
        try await withSite { site in
            let nobody = try await site.client(["--list"], user: false)
            #expect(nobody.contains { $0.event == "refused" && $0.code == 18 }, "\(nobody)")
            let wrong = try await runTool(
                .python, [Self.client, "127.0.0.1", "\(site.port)", "--user", "ann", "--list"],
                environment: ["RPCAP_PASSWORD": "wrong"])
            #expect(wrong.output.contains("\"code\": 18"), "\(wrong.everything)")
            async let first = site.client(["-i", "lo", "--seconds", "3", "--stats"])
            async let second = site.client(["-i", "lo", "--uncounted", "--seconds", "3", "--stats"])
            let lists = try await site.client(["--list"])
            #expect(lists.contains { $0.event == "interfaces" || $0.event == "interface" }, "\(lists)")
            let both = [try await first, try await second]
            let log = try await site.agent.command("logs")
            for lines in both {
                #expect(
                    lines.contains { $0.event == "statistics" } && lines.last?.event == "closed",
                    "\(lines), \(log.output)")
            }
            #expect(log.output.contains("the capture of lo") && log.output.contains("ann from 127.0.0.1"))
            #expect(!log.output.contains("capture-password"))
        }
    }

    @Test(.peers(.curl, .capinfos)) func `curl streams a capture over HTTPS, and none in the clear`() async throws {
        try await withSite { site in
            try await withFolder { folder in
                let secure = "https://127.0.0.1:\(site.webPort)/capture?interface=lo&format=pcapng&count=10&filter="
                let query = Self.pings.replacingOccurrences(of: " ", with: "%20")
                async let curl = runTool(
                    .curl,
                    ["-sk", "-m", "30", "-u", "ann:capture-password", "-o", folder + "/c.pcapng", secure + query])
                try await site.waitForViewers("over HTTPS")
                try await site.ping(10)
                #expect(try await curl.exitCode == 0)
                #expect(try await read(folder + "/c.pcapng", "icmp") >= 9)
                let about = try await runTool(.capinfos, ["-c", "-t", folder + "/c.pcapng"])
                #expect(about.output.contains("pcapng"), "\(about.everything)")
                for (user, url, code) in [
                    ("ann:wrong", secure, "401"),
                    ("ann:capture-password", site.agent.url + "/capture?interface=lo", "403"),
                    ("ann:capture-password", secure + "tcp%20prt", "400"),
                ] {
                    let refused = try await runTool(
                        .curl, ["-sk", "-m", "10", "-o", "/dev/null", "-w", "%{http_code}", "-u", user, url])
                    #expect(refused.output == code, "\(url)")
                }
            }
        }
    }

    @Test(.peers(.curl)) func `Wireshark sees the agent as an interface`() async throws {
        let extcap = Repository.root + "/contrib/wireshark/ipdect-agent-extcap"
        let interfaces = try await runTool(.python, [extcap, "--extcap-interfaces"])
        #expect(interfaces.output.contains("interface {value=ipdect}"))
        try await withSite { site in
            try await withFolder { folder in
                async let script = runTool(
                    .python,
                    [
                        extcap, "--capture", "--extcap-interface", "ipdect", "--fifo", folder + "/w.pcapng", "--url",
                        "https://127.0.0.1:\(site.webPort)", "--user", "ann", "--remote-interface", "lo",
                        "--remote-filter", Self.pings, "--insecure",
                    ], environment: ["IPDECT_CAPTURE_PASSWORD": "capture-password"], seconds: 40)
                try await site.waitForViewers("over HTTPS")
                try await site.ping(5)
                let id = try await eventually(within: 20) { () -> String? in
                    struct View: Decodable {
                        struct Reader: Decodable {
                            var id: Int
                            var delivered: Int
                        }
                        var readers: [Reader]
                    }
                    let shown = try await site.agent.command("capture", "--json").output
                    let view = try JSONDecoder().decode(View.self, from: Data(shown.utf8))
                    return view.readers.first { $0.delivered >= 10 }.map { "\($0.id)" }
                }
                _ = try await site.agent.command("capture", "stop", try #require(id))
                #expect(try await script.exitCode == 0)
                #expect(try await read(folder + "/w.pcapng", "icmp") >= 10)
            }
        }
    }

    @Test func `the command line captures into files`() async throws {
        try await withSite { site in
            let list = try await site.agent.command("capture", "interfaces")
            #expect(list.output.contains("lo ") && list.output.contains("127.0.0.1"))
            async let own = site.agent.command(
                "capture", "write", site.agent.folder + "/own.pcap", "-i", "lo", "-f", Self.pings, "-c", "10")
            let started = try await site.agent.command("capture", "start", "-i", "lo", "-f", Self.pings, "--json")
            struct File: Decodable {
                var id: Int
                var path: String
            }
            let file = try JSONDecoder().decode(File.self, from: Data(started.output.utf8))
            try await site.waitForViewers("on this host", "into a file")
            try await site.ping(10)
            #expect(try await own.exitCode == 0)
            let stopped = try await site.agent.command("capture", "stop", "\(file.id)")
            #expect(stopped.exitCode == 0, "\(stopped.everything)")
            #expect(try await read(site.agent.folder + "/own.pcap", "icmp or syslog") == 10)
            #expect(try await read(file.path, "icmp") == 20)
            let bad = try await site.agent.command("capture", "write", "/dev/null", "-i", "lo", "-f", "tcp prt 1")
            #expect(bad.exitCode == 1 && bad.errors.contains("syntax error"), "\(bad.everything)")
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Needs the right to capture, which root has.
    static var captureRight: Self { .enabled(if: getuid() == 0, "needs CAP_NET_RAW: run as root") }
}
