import Foundation
import Testing

/// Pings and traces through two routers and a wire with delay and loss, beside `ping` and `traceroute`, and logs.
@Suite(.serialized) struct NetworkPathTests {
    /// An agent within the network of `routers.sh`.
    private struct Site: Sendable {
        let folder: String
        /// Processes within the namespaces: of the agent, of the first router, of the host behind both.
        let process: Int32
        let first: Int32
        let host: Int32

        func run(_ arguments: [String]) async throws -> ToolResult {
            try await runTool(#require(AgentProcess.executable), arguments + ["--state", folder])
        }

        /// Runs a peer where the agent is.
        func run(_ peer: Peer, _ arguments: [String]) async throws -> ToolResult {
            try await Self.run([try #require(peer.path)] + arguments, on: process)
        }

        /// Runs a program where a process is.
        static func run(_ words: [String], on process: Int32) async throws -> ToolResult {
            try await runTool(.nsenter, ["--target", "\(process)", "--net"] + words)
        }
    }

    /// Milliseconds that the wire takes for a packet there and its answer.
    private static let roundTrip = 40.0

    private func withSite(losing every: Int, _ lines: [String] = [], _ body: @Sendable (Site) async throws -> Void)
        async throws
    {
        try await withFolder { folder in
            let executable = try #require(AgentProcess.executable, "the agent's executable was not built")
            let file = folder + "/ipdect-agent.conf"
            let text =
                ["config change SIM0 /enable /radios 2 /scenario quiet", "config change SNMP0 /port 10161"] + lines
            try (text.joined(separator: "\n") + "\n").write(toFile: file, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            let arguments = [
                "--net", Repository.root + "/Tests/Interop/Peers/routers.sh", try #require(Peer.python.path),
                "\(Int(Self.roundTrip / 2))", "\(every)", executable, "run", "--state", folder, "--config", file,
            ]
            try await Daemon.run(try #require(Peer.unshare.path), arguments, log: folder + "/log") { daemon in
                let isUp = try await eventually(within: 30) { () -> Bool? in
                    if daemon.hasEnded { return false }
                    let asked = try await runTool(executable, ["status", "--state", folder])
                    return asked.exitCode == 0 ? true : nil
                }
                try #require(isUp == true, "\(daemon.printed)")
                func process(_ name: String) throws -> Int32 {
                    let line = daemon.printed.split(separator: "\n").first { $0.hasPrefix(name + " ") }
                    return try #require(line.flatMap { Int32($0.dropFirst(name.count + 1)) }, "\(daemon.printed)")
                }
                try await body(
                    Site(
                        folder: folder, process: process("command"), first: process("first"), host: process("host")))
            }
        }
    }

    @Test(.peers(.unshare, .nsenter, .python, .ping), .tap)
    func `delay and loss are what ping sees`() async throws {
        try await withSite(losing: 4) { site in
            // The first packet waits for the addresses of the routers.
            _ = try await site.run(.ping, ["-c", "4", "-i", "0.1", "10.99.3.2"])
            let ours = try await site.run(["ping", "10.99.3.2", "-c", "4", "--interval", "1", "--json"])
            let theirs = try await site.run(.ping, ["-c", "4", "-i", "0.2", "10.99.3.2"])
            #expect(theirs.output.contains("4 packets transmitted, 3 received, 25% packet loss"), "\(theirs.output)")
            struct Line: Decodable {
                var state: String
                var seconds: Double?
            }
            let lines = try ours.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
            #expect(lines.map(\.state) == ["replied", "replied", "replied", "lost"], "\(ours.output)")
            let least = try #require(lines.compactMap(\.seconds).min()) * 1000
            let summary = try #require(theirs.lines.first { $0.hasPrefix("rtt ") }, "\(theirs.output)")
            let other = try #require(Double(summary.split(separator: " ")[3].split(separator: "/")[0]))
            // No packet is faster than the wire; a busy machine makes both slower.
            #expect(least >= Self.roundTrip && other >= Self.roundTrip && abs(least - other) < 50, "\(least), \(other)")
        }
    }

    @Test(.peers(.unshare, .nsenter, .python, .rsyslogd, .logger), .tap)
    func `a connection whose other end is gone is given up, and no line is lost`() async throws {
        let lines = [
            "config change LOG0-RELAY /enable /address 127.0.0.1 /udp 0 /tls 0 /tcp 10514",
            "config change LOG0-SERVER1 /type tcp /address 10.99.3.2 /port 10515 /topics device,tcp /format rfc5424",
        ]
        try await withSite(losing: 0, lines) { site in
            let folder = site.folder
            @Sendable func send(_ numbers: Range<Int>) async throws {
                let file = folder + "/lines"
                let text = numbers.map { "msgnum:\($0): half-open\n" }.joined()
                try text.write(toFile: file, atomically: false, encoding: .utf8)
                let sent = try await site.run(.logger, ["-n", "127.0.0.1", "-P", "10514", "-T", "-f", file])
                #expect(sent.exitCode == 0, "\(sent.everything)")
            }
            @Sendable func failures() async throws -> Int {
                let status = try await site.run(["logs", "servers", "--json"]).output
                return try #require(status.firstMatch(of: /"failures" *: *(\d+)/).flatMap { Int($0.1) }, "\(status)")
            }
            // Both ways: not even the end of the receiver shall be heard of.
            @Sendable func route(_ word: String) async throws {
                for (process, network) in [(site.first, "10.99.3.2/32"), (site.host, "10.99.1.0/24")] {
                    let changed = try await Site.run(["ip", "route", word, "blackhole", network], on: process)
                    try #require(changed.exitCode == 0, "\(changed.everything)")
                }
            }
            try await LogReceiver.run(.rsyslogPlainTCP, port: 10515, in: folder, host: site.host) { receiver in
                try await send(0..<100)
                #expect(try await receiver.waitForNumbers(below: 100).count == 100)
                try await route("add")
                kill(receiver.daemon.process, SIGKILL)
            }
            // Nothing tells of the end: what is sent now is never acknowledged.
            let before = try await failures()
            try await send(100..<200)
            let isGivenUp = try await eventually(within: 60) { try await failures() > before ? true : nil }
            #expect(isGivenUp == true)
            try await LogReceiver.run(.rsyslogPlainTCP, port: 10515, in: folder, host: site.host) { receiver in
                try await route("del")
                let numbers = try await receiver.waitForNumbers(below: 200, within: 120)
                #expect(Set(numbers) == Set(0..<200))
            }
        }
    }

    @Test(.peers(.unshare, .nsenter, .python, .curl, .blackboxExporter), .tap)
    func `the round trip is what blackbox_exporter measures`() async throws {
        try await withSite(losing: 0) { site in
            let module = "modules: {icmp: {prober: icmp, icmp: {preferred_ip_protocol: ip4}}}\n"
            try module.write(toFile: site.folder + "/blackbox.yml", atomically: true, encoding: .utf8)
            let arguments = [
                "--target", "\(site.process)", "--net", try #require(Peer.blackboxExporter.path),
                "--config.file=\(site.folder)/blackbox.yml", "--web.listen-address=127.0.0.1:9115",
            ]
            try await Daemon.run(
                try #require(Peer.nsenter.path), arguments, log: site.folder + "/blackbox.log"
            ) { exporter in
                let url = "http://127.0.0.1:9115/probe?module=icmp&target=10.99.3.2"
                let probed = try await eventually(within: 20) { () -> [String]? in
                    if exporter.hasEnded { return [] }
                    let page = try await site.run(.curl, ["-sS", "--fail", url])
                    return page.lines.contains("probe_success 1") ? page.lines : nil
                }
                let line = probed?.first { $0.hasPrefix("probe_icmp_duration_seconds{phase=\"rtt\"}") }
                let theirs = try #require(
                    line?.split(separator: " ").last.flatMap { Double($0) }, "\(exporter.printed)")
                struct Line: Decodable { var seconds: Double? }
                let ours = try await site.run(["ping", "10.99.3.2", "-c", "3", "--json"]).lines
                    .compactMap { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).seconds }
                let least = try #require(ours.min())
                // No packet is faster than the wire; a busy machine makes both slower.
                #expect(least >= Self.roundTrip / 1000 && theirs >= Self.roundTrip / 1000, "\(least), \(theirs)")
                #expect(abs(least - theirs) < 0.05, "\(least), \(theirs)")
            }
        }
    }

    /// The addresses of each hop, without repetition.
    private static func hops(_ result: ToolResult) -> [String] {
        result.lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let first = words.first, Int(first) != nil else { return nil }
            return words.first { $0.hasPrefix("10.99.") }.map(String.init) ?? "*"
        }
    }

    @Test(.peers(.unshare, .nsenter, .python, .traceroute), .tap)
    func `the way is what traceroute sees`() async throws {
        try await withSite(losing: 0) { site in
            for method in [[], ["-I"]] {
                let ours = try await site.run(["traceroute", "10.99.3.2"] + method)
                let theirs = try await site.run(.traceroute, ["-n", "10.99.3.2"] + method)
                #expect(ours.exitCode == 0, "\(ours.everything)")
                #expect(Self.hops(ours) == ["10.99.1.2", "10.99.2.2", "10.99.3.2"], "\(ours.everything)")
                #expect(Self.hops(theirs) == Self.hops(ours), "\(theirs.everything)")
            }
            // A router that knows no way says so; one that says nothing is waited for, as long as it was told to.
            let refused = try await site.run(["traceroute", "10.99.7.2"])
            #expect(refused.exitCode == 1 && Self.hops(refused) == ["10.99.1.2", "10.99.2.2"], "\(refused.output)")
            #expect(refused.output.contains("(the host does not answer)"), "\(refused.output)")
            let silent = try await site.run(["traceroute", "10.99.8.2", "--hops", "4", "--timeout", "300"])
            #expect(silent.exitCode == 1 && Self.hops(silent) == ["10.99.1.2", "*", "*", "*"], "\(silent.output)")
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Needs TAP devices, with which a wire with delay and loss is made: many kernels have no netem.
    static var tap: Self {
        .enabled(if: access("/dev/net/tun", R_OK | W_OK) == 0, "needs /dev/net/tun, which is missing or forbidden")
    }
}
