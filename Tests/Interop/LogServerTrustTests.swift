import Foundation
import PortSupport
import Testing

/// Log servers under TLS that are checked: which of them get lines, and which do not.
@Suite(.builtAgent)
struct LogServerTrustTests {
    private static let kinds: [LogReceiver.Kind] = [.rsyslogOpenSSL, .rsyslogGnuTLS, .syslogNGTLS]

    private static func line(_ number: Int) -> String {
        "<134>1 2026-11-23T12:00:00.123Z ipbs3-1d-00-8d LOG_HTTP 17 - - msgnum:\(number): TCP-Up\n"
    }

    private static func server(_ number: Int, _ port: UInt16, _ more: String = "") -> String {
        "config change LOG0-SERVER\(number) /type syslog-tls /address 127.0.0.1 /port \(port) /topics device,tcp"
            + " /format rfc5424 \(more)"
    }

    /// What a test has at hand: the agent, the receiver that it sends to, and who sends lines to the agent.
    private struct Bench: Sendable {
        var agent: AgentProcess
        var receiver: LogReceiver
        var authority: TestAuthority
        var sender: LineSender
    }

    /// Runs `body` while a receiver shows `identity`, and an agent that trusts its authority sends to it with the settings
    /// `more`. The agent relays twenty lines.
    private static func run(
        _ kind: LogReceiver.Kind, _ more: String = "", also lines: [String] = [], checksSender: Bool = false,
        identity: @Sendable (TestAuthority) async throws -> TestIdentity,
        prepare: @Sendable (AgentProcess, TestAuthority) async throws -> Void = { _, _ in },
        _ body: @Sendable (Bench) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let (relay, port) = (try LoopbackPort.free(), try LoopbackPort.free())
            let authority = try await TestAuthority.make(in: folder)
            let identity = try await identity(authority)
            var settings = AgentSettingsText()
            settings.radios = 2
            settings.lines =
                ["config change LOG0-RELAY /enable /address 127.0.0.1 /udp 0 /tls 0 /tcp \(relay)"] + lines
            try await AgentProcess.run(settings) { agent in
                let trusted = try await agent.command("cert", "trust", authority.certificate)
                try #require(trusted.exitCode == 0, "\(trusted.everything)")
                try await prepare(agent, authority)
                let sender = try LineSender(port: relay)
                try await LogReceiver.run(
                    kind, port: port, in: folder, identity: identity, checksSender: checksSender
                ) { receiver in
                    let changed = try await agent.command("config", "change", server(1, port, more))
                    try #require(changed.exitCode == 0, "\(changed.everything)")
                    // A new server gets what comes from now on.
                    for number in 0..<20 { try sender.send(line(number)) }
                    try await body(Bench(agent: agent, receiver: receiver, authority: authority, sender: sender))
                }
            }
        }
    }

    /// Sees that the receiver gets everything.
    private static func expectDelivery(_ bench: Bench) async throws {
        let numbers = try await bench.receiver.waitForNumbers(below: 20)
        let rejected = try await bench.agent.command("cert", "rejected").everything
        #expect(Set(numbers) == Set(0..<20), "\(rejected) \(bench.receiver.daemon.printed.suffix(2000))")
    }

    /// Sees that the agent refuses the receiver for this reason, and that nothing has got to it.
    private static func expectRefusal(_ reason: String, _ bench: Bench) async throws {
        _ = try await bench.agent.waitFor(reason, in: ["cert", "rejected", "--json"])
        #expect(bench.receiver.numbers.isEmpty)
    }

    @Test(.peers(.rsyslogd, .syslogNG, .openssl), arguments: kinds)
    func `a server whose authority is trusted gets every line`(_ kind: LogReceiver.Kind) async throws {
        try await Self.run(kind) {
            try await $0.issue("server")
        } _: { bench in
            try await Self.expectDelivery(bench)
            #expect(try await bench.agent.command("cert", "rejected").output == "No certificate was rejected.\n")
        }
    }

    @Test(.peers(.rsyslogd, .syslogNG, .openssl), arguments: kinds)
    func `a server whose certificate has expired gets nothing`(_ kind: LogReceiver.Kind) async throws {
        try await Self.run(kind) {
            try await $0.issue("server", days: -1)
        } _: {
            try await Self.expectRefusal("the certificate has expired", $0)
        }
    }

    @Test(.peers(.rsyslogd, .syslogNG, .openssl), arguments: kinds)
    func `a server with the certificate of another gets nothing until the name is not checked`(
        _ kind: LogReceiver.Kind
    ) async throws {
        try await Self.run(kind) {
            try await $0.issue("server", for: "DNS:other.example,IP:192.0.2.1")
        } _: { bench in
            try await Self.expectRefusal("the certificate is for another address", bench)
            let changed = try await bench.agent.command(
                "config", "change", "config add LOG0-SERVER1 /no-name-check")
            #expect(changed.exitCode == 0, "\(changed.everything)")
            try await Self.expectDelivery(bench)
        }
    }

    @Test(.peers(.rsyslogd, .syslogNG, .openssl), arguments: kinds)
    func `a server that checks its senders takes lines once we have a certificate that it trusts`(
        _ kind: LogReceiver.Kind
    ) async throws {
        try await Self.run(kind, checksSender: true) {
            try await $0.issue("server")
        } _: { bench in
            // The default certificate is its own authority. Not every server says in an alert why it ends the connection.
            let isRefused = try await eventually(within: 20) {
                if bench.receiver.daemon.printed.contains("certificate") { return true }
                return try await bench.agent.command("events", "--json").output.contains("(log server 1)") ? true : nil
            }
            #expect(isRefused == true && bench.receiver.numbers.isEmpty)
            try await bench.agent.takeCertificate(of: bench.authority)
            try await Self.expectDelivery(bench)
        }
    }

    @Test(.peers(.rsyslogd, .openssl), arguments: [LogReceiver.Kind.rsyslogOpenSSL])
    func `a server whose certificate was revoked gets nothing as long as the list counts`(
        _ kind: LogReceiver.Kind
    ) async throws {
        try await Self.run(kind) { authority in
            let server = try await authority.issue("server")
            _ = try await authority.revoke(server)
            return server
        } prepare: { agent, authority in
            let taken = try await agent.command("cert", "crl", "import", authority.folder + "/ca.crl")
            #expect(taken.output.hasPrefix("Taken: CN=Test authority, 1 revoked, issued "), "\(taken.everything)")
            let listed = try await agent.command("cert", "crl")
            #expect(listed.output.contains("CN=Test authority"), "\(listed.everything)")
        } _: { bench in
            try await Self.expectRefusal("the certificate was revoked", bench)
            #expect(try await bench.agent.command("events", "--json").output.contains("certificate_revoked"))
            let cleared = try await bench.agent.command("cert", "crl", "clear")
            #expect(cleared.output == "Discarded: CN=Test authority\n", "\(cleared.everything)")
            try await Self.expectDelivery(bench)
        }
    }

    @Test(.peers(.rsyslogd, .openssl))
    func `a server whose certificate says no usage gets nothing where one is required`() async throws {
        try await Self.run(.rsyslogOpenSSL, also: ["config change TLS0 /key-usage"]) {
            try await $0.issue("server", usages: nil)
        } _: { bench in
            try await Self.expectRefusal("the certificate is not meant for this use", bench)
            let changed = try await bench.agent.command("config", "change", "config rem TLS0 /key-usage")
            #expect(changed.exitCode == 0, "\(changed.everything)")
            try await Self.expectDelivery(bench)
        }
    }

    @Test(.peers(.rsyslogd, .openssl))
    func `an alarm stands as long as a server is not checked`() async throws {
        try await Self.run(.rsyslogOpenSSL, "/allow-untrusted") {
            try await $0.issue("server", days: -1)
        } _: { bench in
            try await Self.expectDelivery(bench)
            let alarms = try await bench.agent.waitFor(
                "LOG0-SERVER1 allows untrusted certificates", in: ["alarms", "--json"])
            #expect(alarms.contains("0x000c0130") && alarms.contains("127.0.0.1"))
            let changed = try await bench.agent.command(
                "config", "change", "config rem LOG0-SERVER1 /allow-untrusted")
            #expect(changed.exitCode == 0, "\(changed.everything)")
            _ = try await bench.agent.waitFor("allows untrusted", in: ["alarms", "--json"], isThere: false)
            try bench.sender.send(Self.line(20))
            _ = try await bench.agent.waitFor("the certificate has expired", in: ["cert", "rejected", "--json"])
            #expect(!bench.receiver.numbers.contains(20))
        }
    }

    @Test(.peers(.rsyslogd, .openssl, .ncat))
    func `a server that says nothing fails within the limit of the handshake, and the others go on`() async throws {
        let mute = try LoopbackPort.free()
        let ncat = try #require(Peer.ncat.path)
        try await withFolder { folder in
            try await Daemon.run(ncat, ["-lk", "127.0.0.1", "\(mute)"], log: folder + "/ncat.log") { daemon in
                let isUp = try await eventually { LoopbackPort.isOpen(mute) ? true : nil }
                try #require(isUp == true, "ncat did not start: \(daemon.printed)")
                try await Self.run(.rsyslogOpenSSL, also: [Self.server(2, mute)]) {
                    try await $0.issue("server")
                } _: { bench in
                    try await Self.expectDelivery(bench)
                    let servers = try await bench.agent.waitFor(
                        "within 10 s", in: ["logs", "servers", "--json"], within: 30)
                    #expect(servers.contains("no TLS handshake with 127.0.0.1:\(mute) within 10 s"))
                    for number in 20..<40 { try bench.sender.send(Self.line(number)) }
                    #expect(Set(try await bench.receiver.waitForNumbers(below: 40)) == Set(0..<40))
                }
            }
        }
    }
}
