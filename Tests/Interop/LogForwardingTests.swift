import Foundation
import PortSupport
import Testing

/// Lines go into the agent's relay and come out at log servers that we did not write.
@Suite(.builtAgent)
struct LogForwardingTests {
    /// An agent without SNMP's and the simulated site's own lines, that relays from `relay` to what `lines` say.
    private static func settings(relay: UInt16, _ lines: [String]) -> AgentSettingsText {
        var settings = AgentSettingsText()
        settings.radios = 2
        settings.lines = ["config change LOG0-RELAY /enable /address 127.0.0.1 /udp 0 /tls 0 /tcp \(relay)"] + lines
        return settings
    }

    private static func line(_ number: Int) -> String {
        "<134>1 2026-11-23T12:00:00.123Z ipbs3-1d-00-8d LOG_HTTP 17 - - msgnum:\(number): TCP-Up 172.16.10.14:7793"
    }

    private static func server(_ kind: LogReceiver.Kind, _ port: UInt16, more: String = "") -> String {
        "config change LOG0-SERVER1 \(kind.settings) /address 127.0.0.1 /port \(port) /topics device,tcp /severity debug"
            + (kind.usesTLS ? " /allow-untrusted" : "") + " " + more
    }

    @Test(.peers(.rsyslogd, .syslogNG, .openssl), arguments: LogReceiver.Kind.allCases)
    func `each receiver gets every line in order`(_ kind: LogReceiver.Kind) async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            let identity = kind.usesTLS ? try await TestIdentity.make(in: folder) : nil
            try await LogReceiver.run(kind, port: port, in: folder, identity: identity) { receiver in
                let settings = Self.settings(relay: relay, [Self.server(kind, port, more: "/format rfc5424")])
                try await AgentProcess.run(settings) { _ in
                    let sender = try LineSender(port: relay)
                    for number in 0..<500 { try sender.send(Self.line(number) + "\n") }
                    sender.close()
                    let numbers = try await receiver.waitForNumbers(below: 500)
                    #expect(numbers == Array(0..<500))
                    let line = try #require(receiver.lines.first { $0.message.contains("msgnum:7:") })
                    #expect(line.priority == 134)
                    #expect(line.host == "ipbs3-1d-00-8d")
                    #expect(line.message == "msgnum:7: TCP-Up 172.16.10.14:7793")
                }
            }
        }
    }

    enum Trouble: String, CaseIterable {
        case terminated, killed, stalled
    }

    @Test(.peers(.rsyslogd), arguments: Trouble.allCases)
    func `nothing is lost when the receiver goes away`(_ trouble: Trouble) async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            let settings = Self.settings(
                relay: relay, [Self.server(.rsyslogPlainTCP, port, more: "/format rfc5424")])
            try await AgentProcess.run(settings) { _ in
                let sender = try LineSender(port: relay)
                @Sendable func feed(_ numbers: Range<Int>) throws {
                    for number in numbers { try sender.send(Self.line(number) + "\n") }
                }
                try await LogReceiver.run(.rsyslogPlainTCP, port: port, in: folder) { receiver in
                    try feed(0..<1000)
                    _ = try await receiver.waitForNumbers(below: 500)
                    if trouble == .stalled {
                        kill(receiver.daemon.process, SIGSTOP)
                        try feed(1000..<2500)
                        // The kernel takes what the program no longer reads.
                        try await Task.sleep(for: .milliseconds(300))
                    } else {
                        try feed(1000..<2500)
                    }
                    if trouble != .terminated { kill(receiver.daemon.process, SIGKILL) }
                }
                try feed(2500..<3500)
                try await LogReceiver.run(.rsyslogPlainTCP, port: port, in: folder) { receiver in
                    try feed(3500..<4000)
                    let numbers = try await receiver.waitForNumbers(below: 4000, within: 60)
                    #expect(Set(numbers) == Set(0..<4000))
                }
            }
        }
    }

    @Test(.peers(.rsyslogd))
    func `a backup takes over, and what the first missed goes to it`() async throws {
        try await withFolder { folder in
            let (relay, first, second) = (try LoopbackPort.free(), try LoopbackPort.free(), try LoopbackPort.free())
            let settings = Self.settings(
                relay: relay,
                [
                    Self.server(.rsyslogPlainTCP, first, more: "/format rfc5424"),
                    "config change LOG0-SERVER2 /type tcp /address 127.0.0.1 /port \(second) /format rfc5424 /backup-of 1",
                ])
            try await AgentProcess.run(settings) { _ in
                try await LogReceiver.run(.rsyslogPlainTCP, port: second, in: folder) { receiver in
                    let sender = try LineSender(port: relay)
                    for number in 0..<200 { try sender.send(Self.line(number) + "\n") }
                    let numbers = try await receiver.waitForNumbers(below: 200)
                    #expect(numbers == Array(0..<200))
                }
            }
        }
    }

    @Test(.peers(.rsyslogd, .curl))
    func `nothing that was acknowledged is lost when the agent is killed`() async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            let state = folder + "/state"
            try FileManager.default.createDirectory(
                atPath: state, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            var settings = Self.settings(relay: relay, [Self.server(.rsyslogPlainTCP, port, more: "/format rfc5424")])
            settings.lines[0] += " /http on"
            var acknowledged: [Int] = []
            for round in 0..<5 {
                acknowledged += try await AgentProcess.run(settings, in: state) { agent in
                    var taken: [Int] = []
                    for number in (round * 40)..<(round * 40 + 40) {
                        let url = "\(agent.url)/log?event=syslog&time=0&from=ipbs3&msg=msgnum:\(number):%20load"
                        let answer = try await runTool(.curl, ["-sf", "-o", "/dev/null", url])
                        if answer.exitCode == 0 { taken.append(number) }
                    }
                    kill(agent.daemon.process, SIGKILL)
                    return taken
                }
            }
            #expect(acknowledged.count == 200)
            let expected = Set(acknowledged)
            try await AgentProcess.run(settings, in: state) { _ in
                try await LogReceiver.run(.rsyslogPlainTCP, port: port, in: folder) { receiver in
                    let numbers = try await receiver.waitForNumbers(below: expected.count, within: 60)
                    #expect(expected.subtracting(numbers).isEmpty)
                }
            }
        }
    }

    @Test(.peers(.nginx))
    func `a web server gets one request for each record, as the devices make it`() async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            try await WebRecorder.run(port: port, in: folder) { recorder in
                let settings = Self.settings(
                    relay: relay,
                    [
                        "config change LOG0-SERVER1 /type http /address 127.0.0.1 /port \(port) /path cdr/cdrwrite.asp"
                            + " /topics device,tcp"
                    ])
                try await AgentProcess.run(settings) { _ in
                    let sender = try LineSender(port: relay)
                    for number in 0..<50 { try sender.send(Self.line(number) + "\n") }
                    let requests = try await recorder.requests(atLeast: 50)
                    #expect(requests.count == 50)
                    #expect(requests[0].hasPrefix("GET /cdr/cdrwrite.asp?event=syslog&"))
                    #expect(requests.allSatisfy { $0.contains("from=ipbs3-1d-00-8d") })
                    for (number, request) in requests.enumerated() {
                        #expect(request.contains("msgnum%3A\(number)%3A") || request.contains("msgnum:\(number):"))
                    }
                }
            }
        }
    }

    @Test(.peers(.nginx, .openssl))
    func `a web server under TLS gets every record once its authority is trusted`() async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            let authority = try await TestAuthority.make(in: folder)
            let identity = try await authority.issue("logs")
            try await WebRecorder.run(port: port, in: folder, identity: identity) { recorder in
                let server =
                    "config change LOG0-SERVER1 /type https /address localhost /port \(port) /path cdr"
                    + " /topics device,tcp"
                try await AgentProcess.run(Self.settings(relay: relay, [server])) { agent in
                    let sender = try LineSender(port: relay)
                    for number in 0..<50 { try sender.send(Self.line(number) + "\n") }
                    let rejected = try await agent.waitFor("localhost:\(port)", in: ["cert", "rejected", "--json"])
                    #expect(rejected.contains("log server 1"))
                    #expect(try await recorder.requests(atLeast: 1, within: 0).isEmpty)
                    let trusted = try await agent.command("cert", "trust", authority.certificate)
                    #expect(trusted.exitCode == 0, "\(trusted.everything)")
                    let requests = try await recorder.requests(atLeast: 50)
                    #expect(requests.count == 50 && requests.allSatisfy { $0.hasPrefix("GET /cdr?event=syslog&") })
                }
            }
        }
    }

    @Test(.peers(.rsyslogd))
    func `a line over the limit is cut at 8192 octets, marked and counted`() async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            let server = Self.server(.rsyslogPlainTCP, port, more: "/format rfc5424")
            let settings = Self.settings(relay: relay, ["config add LOG0-RELAY /limit 65536", server])
            try await LogReceiver.run(.rsyslogPlainTCP, port: port, in: folder) { receiver in
                try await AgentProcess.run(settings) { agent in
                    let sender = try LineSender(port: relay)
                    try sender.send(Self.line(0) + "\n")
                    try sender.send(Self.line(1) + String(repeating: "x", count: 20_000) + "\n")
                    try sender.send(Self.line(2) + "\n")
                    let numbers = try await receiver.waitForNumbers(below: 3)
                    #expect(numbers == [0, 1, 2])
                    let message = try #require(receiver.lines.first { $0.message.hasPrefix("msgnum:1:") }).message
                    // All that it takes: it did not have to split the line itself.
                    #expect(message.hasSuffix(" octets]") && message.contains("x [cut, 20"), "\(message.suffix(40))")
                    #expect((7900...8192).contains(message.utf8.count), "\(message.utf8.count)")
                    let servers = try await agent.command("logs", "servers", "--json").output
                    #expect(servers.contains(/"truncated" *: *1\b/), "\(servers)")
                }
            }
        }
    }

    @Test(.peers(.rsyslogd))
    func `our own lines have the facility of their class, in the devices' form and in that of RFC 3164`() async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            let servers = (1...7).map { number in
                "config change LOG0-SERVER\(number) /type tcp /address 127.0.0.1 /port \(port) /class \(number)"
                    + " /topics config-changes /format \(number % 2 == 0 ? "device" : "rfc3164")"
            }
            try await LogReceiver.run(.rsyslogPlainTCP, port: port, in: folder) { receiver in
                try await AgentProcess.run(Self.settings(relay: relay, servers)) { agent in
                    let isConnected = try await eventually(within: 20) {
                        let status = try await agent.command("logs", "servers", "--json").output
                        return status.matches(of: /"state" *: *"connected"/).count == 7 ? true : nil
                    }
                    #expect(isConnected == true)
                    _ = try await agent.command("config", "change", "config add SNMP0 /contact Erika")
                    let found = try await eventually(within: 20) {
                        let lines = receiver.lines.filter { $0.message.contains("Erika") }
                        return lines.count >= 7 ? lines.sorted { $0.priority < $1.priority } : nil
                    }
                    let lines = try #require(found, "\(receiver.lines)")
                    #expect(lines.map { $0.priority / 8 } == Array(17...23))
                    for (number, line) in zip(1..., lines) {
                        // The devices know one severity, and no header.
                        #expect(number % 2 == 0 ? line.priority % 8 == 6 : line.program == "SNMP0", "\(line)")
                    }
                }
            }
        }
    }

    @Test(.peers(.rsyslogd, .openssl))
    func `a certificate that is rejected is kept, raises an alarm, and is trusted with one command`() async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            let identity = try await TestIdentity.make(in: folder)
            let settings = Self.settings(
                relay: relay,
                [
                    "config change LOG0-SERVER1 /type syslog-tls /address 127.0.0.1 /port \(port) /topics device,tcp"
                        + " /format rfc5424"
                ])
            try await LogReceiver.run(.rsyslogOpenSSL, port: port, in: folder, identity: identity) { receiver in
                try await AgentProcess.run(settings) { agent in
                    let executable = try #require(AgentProcess.executable)
                    @Sendable func agentSays(_ words: String...) async throws -> String {
                        try await runTool(executable, words + ["--state", agent.folder]).everything
                    }
                    let sender = try LineSender(port: relay)
                    for number in 0..<20 { try sender.send(Self.line(number) + "\n") }
                    let rejected = try await eventually(within: 20) {
                        let text = try await agentSays("cert", "rejected", "--json")
                        return text.contains("127.0.0.1:\(port)") ? text : nil
                    }
                    let text = try #require(rejected, "nothing was rejected")
                    #expect(receiver.numbers.isEmpty)
                    let alarm = try await eventually(within: 20) {
                        try await agentSays("alarms", "--json").contains("0x000c0130") ? true : nil
                    }
                    #expect(alarm == true)
                    let events = try await agentSays("events", "--json")
                    #expect(events.contains("unknown_ca"), "\(events)")
                    let id = text.firstMatch(of: /"id" *: *(\d+)/).map { String($0.1) } ?? "1"
                    let trusted = try await agentSays("cert", "rejected", "trust", id)
                    let numbers = try await receiver.waitForNumbers(below: 20, within: 60)
                    #expect(Set(numbers) == Set(0..<20), "\(trusted)")
                    let isOver = try await eventually(within: 20) {
                        try await agentSays("alarms", "--json").contains("0x000c0130") ? nil : true
                    }
                    #expect(isOver == true)
                }
            }
        }
    }
}
