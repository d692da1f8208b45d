import Foundation
import PortSupport
import Testing

/// Lines come in from senders that we did not write.
@Suite(.builtAgent)
struct LogRelayTests {
    private struct Line: Decodable {
        var text: String
        var topic: String
    }

    /// An agent that receives at the ports of `body`.
    private static func receiving(
        _ body: @Sendable (AgentProcess, _ udp: UInt16, _ tcp: UInt16, _ tls: UInt16) async throws -> Void
    ) async throws {
        let (udp, tcp, tls) = (try LoopbackPort.free(), try LoopbackPort.free(), try LoopbackPort.free())
        var settings = AgentSettingsText()
        settings.radios = 2
        settings.lines = [
            "config change LOG0-RELAY /enable /address 127.0.0.1 /udp \(udp) /tcp \(tcp) /tls \(tls) /rate 0"
        ]
        try await AgentProcess.run(settings) { agent in try await body(agent, udp, tcp, tls) }
    }

    /// Waits until so many lines with a text are in the log; returns the last answer.
    private static func lines(_ text: String, _ count: Int, of agent: AgentProcess) async throws -> String {
        let executable = try #require(AgentProcess.executable)
        let found = try await eventually(within: 20) {
            let answer = try await runTool(
                executable, ["logs", "--json", "--text", text, "--limit", "10000", "--state", agent.folder])
            return answer.output.components(separatedBy: text).count > count ? answer.output : nil
        }
        return try #require(found, "\(text) is not \(count) times in the log")
    }

    /// Waits until so many different lines with a text are in the log; returns all of them, in order.
    private static func texts(_ text: String, _ count: Int, of agent: AgentProcess) async throws -> [String] {
        let executable = try #require(AgentProcess.executable)
        @Sendable func read() async throws -> [String] {
            let answer = try await runTool(
                executable, ["logs", "--json", "--text", text, "--limit", "10000", "--state", agent.folder])
            return try JSONDecoder().decode([Line].self, from: Data(answer.output.utf8)).map(\.text)
        }
        _ = try await eventually(within: 30) { Set(try await read()).count >= count ? true : nil }
        return try await read()
    }

    @Test(.peers(.logger))
    func `logger is understood in every way in which it sends`() async throws {
        try await Self.receiving { agent, udp, tcp, _ in
            let ways: [(String, [String])] = [
                ("udp-3164", ["-d", "-P", "\(udp)", "--rfc3164"]), ("udp-5424", ["-d", "-P", "\(udp)", "--rfc5424"]),
                ("tcp-3164", ["-T", "-P", "\(tcp)", "--rfc3164"]), ("tcp-5424", ["-T", "-P", "\(tcp)", "--rfc5424"]),
                ("tcp-count", ["-T", "-P", "\(tcp)", "--rfc5424", "--octet-count"]),
            ]
            for (name, way) in ways {
                let sent = try await runTool(
                    .logger, ["-n", "127.0.0.1", "-p", "local3.warning", "-t", "CMD"] + way + ["way \(name) grün"])
                #expect(sent.exitCode == 0, "\(sent.everything)")
                let found = try await Self.lines("way \(name) grün", 1, of: agent)
                #expect(found.contains("config-changes") && found.contains("CMD"), "\(name): \(found)")
            }
        }
    }

    @Test(.peers(.rsyslogd, .openssl), arguments: ["ossl", "gtls", "plain"])
    func `rsyslog's lines arrive, in the clear and under TLS of both of its libraries`(_ driver: String) async throws {
        try await withFolder { folder in
            try await Self.receiving { agent, _, tcp, tls in
                let executable = try #require(AgentProcess.executable)
                let device = try await runTool(executable, ["cert", "device", "export", "--state", agent.folder])
                try device.output.write(toFile: folder + "/ca.pem", atomically: false, encoding: .utf8)
                let input = try LoopbackPort.free()
                let security =
                    driver == "plain"
                    ? ""
                    : #"streamDriver="\#(driver)" streamDriverMode="1" streamDriverAuthMode="anon" TCP_Framing="octet-counted""#
                let settings = #"""
                    global(defaultNetstreamDriverCAFile="\#(folder)/ca.pem")
                    module(load="imptcp")
                    input(type="imptcp" address="127.0.0.1" port="\#(input)")
                    action(type="omfwd" protocol="tcp" target="127.0.0.1" port="\#(driver == "plain" ? tcp : tls)"
                        template="RSYSLOG_SyslogProtocol23Format" \#(security))

                    """#
                try settings.write(toFile: folder + "/sender.conf", atomically: false, encoding: .utf8)
                let path = try #require(Peer.rsyslogd.path)
                let arguments = ["-n", "-f", folder + "/sender.conf", "-i", folder + "/sender.pid"]
                try await Daemon.run(path, arguments, log: folder + "/sender.log") { daemon in
                    let isUp = try await eventually(within: 10) { LoopbackPort.isOpen(input) ? true : nil }
                    try #require(isUp == true, "rsyslog did not start: \(daemon.printed)")
                    let sender = try LineSender(port: input)
                    for number in 0..<200 {
                        try sender.send("<134>Nov 23 12:00:00 ipbs3 CMD: relayed-\(number)-line\n")
                    }
                    _ = try await Self.lines("relayed-199-line", 1, of: agent)
                    let all = try await Self.lines("relayed-", 200, of: agent)
                    #expect((0..<200).allSatisfy { all.contains("relayed-\($0)-line") })
                }
            }
        }
    }

    @Test(.peers(.syslogNG), arguments: ["udp", "tcp", "counted", "tls"])
    func `syslog-ng's lines arrive, in the clear and under TLS`(_ way: String) async throws {
        try await withFolder { folder in
            try await Self.receiving { agent, udp, tcp, tls in
                let input = try LoopbackPort.free()
                let destination =
                    switch way {
                    case "udp": #"syslog("127.0.0.1" port(\#(udp)) transport("udp"))"#
                    case "tcp": #"network("127.0.0.1" port(\#(tcp)) transport("tcp"))"#
                    case "counted": #"syslog("127.0.0.1" port(\#(tcp)) transport("tcp"))"#
                    default:
                        #"syslog("127.0.0.1" port(\#(tls)) transport("tls") tls(peer-verify(optional-untrusted)))"#
                    }
                try #"""
                @version: 3.38
                options { stats-freq(0); keep-hostname(yes); };
                source s { network(ip("127.0.0.1") port(\#(input)) transport("tcp")); };
                destination d { \#(destination); };
                log { source(s); destination(d); };

                """#.write(toFile: folder + "/sender.conf", atomically: false, encoding: .utf8)
                try await SyslogNG.run("sender", in: folder) { daemon in
                    let isUp = try await eventually(within: 15) { LoopbackPort.isOpen(input) ? true : nil }
                    try #require(isUp == true, "syslog-ng did not start: \(daemon.printed)")
                    let sender = try LineSender(port: input)
                    for number in 0..<200 {
                        try sender.send("<134>Nov 23 12:00:00 ipbs3 CMD: relayed-\(number)-line\n")
                    }
                    let all = try await Self.lines("relayed-", 200, of: agent)
                    #expect((0..<200).allSatisfy { all.contains("relayed-\($0)-line") }, "\(daemon.printed)")
                    #expect(all.contains("ipbs3") && all.contains("config-changes"))
                }
            }
        }
    }

    @Test(
        .peers(.loggen),
        arguments: [
            ["--inet", "--dgram"], ["--inet", "--stream"], ["--inet", "--stream", "--syslog-proto"],
            ["--inet", "--stream", "--syslog-proto", "--no-framing"], ["--use-ssl", "--syslog-proto"],
        ])
    func `loggen's lines arrive in every way in which it sends`(_ way: [String]) async throws {
        try await Self.receiving { agent, udp, tcp, tls in
            let port = way.contains("--dgram") ? udp : way.contains("--use-ssl") ? tls : tcp
            let sent = try await runTool(
                .loggen, way + ["--rate", "2000", "--number", "500", "--size", "300", "127.0.0.1", "\(port)"],
                environment: Peer.syslogNGEnvironment)
            #expect(sent.exitCode == 0, "\(sent.everything)")
            let all = try await Self.texts("thread: 0", 500, of: agent)
            #expect(all.count == 500 && Set(all).count == 500, "\(sent.everything)")
        }
    }

    /// omrelp 8.2302 itself loses the line that it is about to send when a server goes away, and only that: no answer to it
    /// was ever given. A witness between the two tells which lines were answered.
    @Test(.peers(.rsyslogd, .rsyslogRELP, .python))
    func `rsyslog's omrelp gets an answer to each line, and repeats what had none`() async throws {
        try await withFolder { folder in
            let (relp, seen, input) = (try LoopbackPort.free(), try LoopbackPort.free(), try LoopbackPort.free())
            var settings = AgentSettingsText()
            settings.radios = 2
            settings.lines = [
                "config change LOG0-RELAY /enable /address 127.0.0.1 /udp 0 /tcp 0 /tls 0 /relp \(relp) /rate 0"
            ]
            try #"""
            module(load="omrelp")
            module(load="imptcp")
            input(type="imptcp" address="127.0.0.1" port="\#(input)")
            action(type="omrelp" target="127.0.0.1" port="\#(seen)" template="RSYSLOG_SyslogProtocol23Format"
                conn.timeout="3" action.resumeInterval="1" action.resumeRetryCount="-1" queue.type="LinkedList")

            """#.write(toFile: folder + "/sender.conf", atomically: false, encoding: .utf8)
            let state = folder + "/state"
            try FileManager.default.createDirectory(
                atPath: state, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            let path = try #require(Peer.rsyslogd.path)
            let arguments = ["-n", "-f", folder + "/sender.conf", "-i", folder + "/sender.pid"]
            let script = Repository.root + "/Tests/Interop/Peers/relp_witness.py"
            let python = try #require(Peer.python.path)
            try await Daemon.run(python, [script, "\(seen)", "\(relp)"], log: folder + "/answered") {
                [settings] witness in
                try await Daemon.run(path, arguments, log: folder + "/sender.log") { daemon in
                    let isUp = try await eventually(within: 10) { LoopbackPort.isOpen(input) ? true : nil }
                    try #require(isUp == true, "rsyslog did not start: \(daemon.printed)")
                    let sender = try LineSender(port: input)
                    @Sendable func feed(_ numbers: Range<Int>) throws {
                        for number in numbers {
                            try sender.send("<134>Nov 23 12:00:00 ipbs3 CMD: relayed-\(number)-line\n")
                        }
                    }
                    try await AgentProcess.run(settings, in: state) { agent in
                        try feed(0..<500)
                        _ = try await Self.lines("relayed-", 500, of: agent)
                        // Killed in the middle: what had no answer comes again.
                        try feed(500..<3000)
                        kill(agent.daemon.process, SIGKILL)
                    }
                    try await AgentProcess.run(settings, in: state) { agent in
                        try feed(3000..<3100)
                        let all = Set(
                            try await Self.texts("relayed-", 3099, of: agent).compactMap { text in
                                text.firstMatch(of: /relayed-(\d+)-line/).flatMap { Int($0.1) }
                            })
                        let missing = Set(0..<3100).subtracting(all)
                        let answered = Set(witness.printed.split(separator: "\n").compactMap { Int($0) })
                        #expect(
                            missing.isDisjoint(with: answered), "answered and lost: \(missing.intersection(answered))")
                        #expect(missing.count <= 1, "\(missing.count) are missing, the first is \(missing.min() ?? 0)")
                        #expect(answered.count >= 3000)
                    }
                }
            }
        }
    }
}
