import Foundation
import PortSupport
import Testing

/// Senders of logs that must show a certificate: who is let in, and who is not.
@Suite(.builtAgent)
struct RelayTrustTests {
    /// An agent whose relay asks for certificates of an authority in its state folder.
    private static func receiving(
        _ body: @Sendable (AgentProcess, TestAuthority, UInt16) async throws -> Void
    ) async throws {
        let port = try LoopbackPort.free()
        var settings = AgentSettingsText()
        settings.radios = 2
        settings.lines = [
            "config change LOG0-RELAY /enable /address 127.0.0.1 /udp 0 /tcp 0 /tls \(port) /client-certificate required"
        ]
        try await withFolder { folder in
            let authority = try await TestAuthority.make(in: folder)
            try await AgentProcess.run(settings) { agent in
                let trusted = try await agent.command("cert", "trust", authority.certificate)
                try #require(trusted.exitCode == 0, "\(trusted.everything)")
                try await body(agent, authority, port)
            }
        }
    }

    /// Sends a line by `openssl s_client`, with or without a certificate; what it printed.
    private static func send(_ line: String, to port: UInt16, as identity: TestIdentity?) async throws -> String {
        let certificate = identity.map { ["-cert", $0.chain, "-key", $0.key] } ?? []
        return try await runTool(
            .openssl, ["s_client", "-connect", "127.0.0.1:\(port)", "-tls1_2", "-quiet", "-no_ign_eof"] + certificate,
            input: "<134>Nov 23 12:00:00 ipbs3 CMD: \(line)\n"
        ).everything
    }

    @Test(.peers(.openssl))
    func `who shows a certificate of a trusted authority is let in, and nobody else`() async throws {
        try await Self.receiving { agent, authority, port in
            let good = try await authority.issue("good")
            let expired = try await authority.issue("expired", days: -1)
            let other = try await TestAuthority.make(in: Self.folder(in: authority, "other"), name: "Another authority")
            let stranger = try await other.issue("stranger")
            let taken = try await Self.send("line of the good one", to: port, as: good)
            _ = try await agent.waitFor("line of the good one", in: ["logs", "--json", "--limit", "1000"])
            #expect(!taken.contains("alert"), "\(taken)")
            for (name, identity, reason) in [
                ("nobody", nil, "handshake_failure"), ("expired", expired, "certificate_expired"),
                ("stranger", stranger, "unknown_ca"),
            ] as [(String, TestIdentity?, String)] {
                _ = try await Self.send("line of \(name)", to: port, as: identity)
                _ = try await agent.waitFor("The alert \(reason) was sent to 127.0.0.1", in: ["events", "--json"])
            }
            let lines = try await agent.command("logs", "--json", "--limit", "1000").output
            #expect(!lines.contains("line of nobody") && !lines.contains("line of expired"))
            #expect(!lines.contains("line of stranger"))
            #expect(try await agent.command("cert", "rejected", "--json").output.contains("log relay"))
        }
    }

    @Test(.peers(.openssl))
    func `a sender whose certificate is revoked meanwhile is let in no more`() async throws {
        try await Self.receiving { agent, authority, port in
            let sender = try await authority.issue("sender")
            let other = try await authority.issue("other")
            _ = try await Self.send("line of before", to: port, as: sender)
            _ = try await agent.waitFor("line of before", in: ["logs", "--json", "--limit", "1000"])
            let list = try await authority.revoke(sender)
            let taken = try await agent.command("cert", "crl", "import", list)
            #expect(taken.exitCode == 0, "\(taken.everything)")
            // The port takes up what was imported a moment later, without being closed.
            _ = try await eventually(within: 20) {
                _ = try await Self.send("line of after", to: port, as: sender)
                return try await agent.command("events", "--json").output.contains("certificate_revoked") ? true : nil
            }
            _ = try await agent.waitFor("the certificate was revoked", in: ["cert", "rejected", "--json"])
            _ = try await Self.send("line of another", to: port, as: other)
            _ = try await agent.waitFor("line of another", in: ["logs", "--json", "--limit", "1000"])
        }
    }

    @Test(.peers(.rsyslogd, .openssl), arguments: ["ossl", "gtls"])
    func `rsyslog with a certificate is let in`(_ driver: String) async throws {
        try await Self.receiving { agent, authority, port in
            try await agent.takeCertificate(of: authority)
            let identity = try await authority.issue("sender")
            let folder = authority.folder
            let input = try LoopbackPort.free()
            try #"""
            global(defaultNetstreamDriverCAFile="\#(authority.certificate)"
                defaultNetstreamDriverCertFile="\#(identity.chain)" defaultNetstreamDriverKeyFile="\#(identity.key)")
            module(load="imptcp")
            input(type="imptcp" address="127.0.0.1" port="\#(input)")
            action(type="omfwd" protocol="tcp" target="127.0.0.1" port="\#(port)" streamDriver="\#(driver)"
                streamDriverMode="1" streamDriverAuthMode="x509/certvalid" TCP_Framing="octet-counted"
                template="RSYSLOG_SyslogProtocol23Format")

            """#.write(toFile: folder + "/sender.conf", atomically: false, encoding: .utf8)
            let path = try #require(Peer.rsyslogd.path)
            let arguments = ["-n", "-f", folder + "/sender.conf", "-i", folder + "/sender.pid"]
            try await Daemon.run(path, arguments, log: folder + "/sender.log") { daemon in
                let isUp = try await eventually(within: 15) { LoopbackPort.isOpen(input) ? true : nil }
                try #require(isUp == true, "rsyslog did not start: \(daemon.printed)")
                let sender = try LineSender(port: input)
                for number in 0..<50 { try sender.send("<134>Nov 23 12:00:00 ipbs3 CMD: relayed-\(number)-line\n") }
                _ = try await agent.waitFor("relayed-49-line", in: ["logs", "--json", "--limit", "1000"])
            }
        }
    }

    private static func folder(in authority: TestAuthority, _ name: String) throws -> String {
        let path = authority.folder + "/" + name
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
