import Foundation
import PortSupport
import Testing

/// SNMP over TLS: real messages through OpenSSL, GnuTLS and Python, made by an encoder that is not ours.
@Suite(.builtAgent, .peers(.openssl, .python))
struct SnmpTLSTests {
    /// What Peers/snmp_tls.py prints.
    struct Answer: Decodable {
        var engine: String?
        var error: String?
        var index: Int
        var status: Int
        var type: String
        var variables: [Variable]

        /// Name, tag, content.
        struct Variable: Decodable {
            var name: String
            var tag: Int
            var content: [UInt8]

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                name = try list.decode(String.self)
                tag = try list.decode(Int.self)
                let text = Array(try list.decode(String.self))
                content = stride(from: 0, to: text.count, by: 2).compactMap {
                    UInt8(String(text[$0..<($0 + 2)]), radix: 16)
                }
            }

            var text: String { String(decoding: content, as: UTF8.self) }
        }
    }

    /// An agent that answers over TLS, and trusts an authority.
    struct Bench: Sendable {
        let agent: AgentProcess
        let authority: TestAuthority
        let port: UInt16

        /// Adds a row for a certificate or an authority.
        func map(_ number: Int, _ file: String, _ options: String...) async throws {
            try await map(number, file, options)
        }

        func map(_ number: Int, _ file: String, _ options: [String]) async throws {
            let digest = try await fingerprint(file)
            let words = ["config change SNMP0-TLS-CERT\(number) /fingerprint \(digest)"] + options
            let result = try await agent.command("config", "change", words.joined(separator: " "))
            try #require(result.exitCode == 0, "\(result.everything)")
        }

        func fingerprint(_ file: String) async throws -> String {
            let printed = try await runTool(.openssl, ["x509", "-in", file, "-noout", "-fingerprint", "-sha256"])
            return try #require(
                printed.output.split(separator: "=").last.map {
                    $0.trimmingCharacters(in: .whitespacesAndNewlines)
                })
        }

        func ask(
            _ via: String, as identity: TestIdentity?, tls: String = "1.3", _ words: String...
        ) async throws -> Answer {
            try await ask(via, as: identity, tls: tls, words)
        }

        func ask(
            _ via: String, as identity: TestIdentity?, tls: String = "1.3", _ words: [String]
        ) async throws -> Answer {
            var arguments = [Repository.root + "/Tests/Interop/Peers/snmp_tls.py", via, "\(port)", "tls=\(tls)"]
            if let identity { arguments += ["cert=\(identity.chain)", "key=\(identity.key)"] }
            let result = try await runTool(.python, arguments + words, seconds: 60)
            try #require(result.exitCode == 0, "\(result.everything)")
            return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        }

        /// A counter of the agent as its command line shows it.
        func counter(_ name: String) async throws -> Int {
            let status = try await agent.command("snmp", "--json").output
            let pattern = try Regex("\"\(name)\"\\s*:\\s*(\\d+)", as: (Substring, Substring).self)
            return Int(try #require(try pattern.firstMatch(in: status), "\(status)").1) ?? -1
        }
    }

    static func run(_ lines: [String] = [], _ body: @Sendable (Bench) async throws -> Void) async throws {
        let port = try LoopbackPort.free()
        var settings = AgentSettingsText()
        settings.radios = 2
        settings.lines = ["config change SNMP0-TLS /enable /port \(port)"] + lines
        try await withFolder { folder in
            let authority = try await TestAuthority.make(in: folder)
            try await AgentProcess.run(settings) { agent async throws in
                let trusted = try await agent.command("cert", "trust", authority.certificate)
                try #require(trusted.exitCode == 0, "\(trusted.everything)")
                try await body(Bench(agent: agent, authority: authority, port: port))
            }
        }
    }

    static let sysName = "1.3.6.1.2.1.1.5.0"
    private static let mapping = "1.3.6.1.2.1.198.2.2.1.3.1"

    @Test(arguments: ["openssl", "gnutls", "python"])
    func `a manager with a certificate is answered in TLS 1.2 and 1.3`(via: String) async throws {
        if via == "gnutls", Peer.gnutls.path == nil { return }
        try await Self.run { bench in
            let manager = try await bench.authority.issue("manager")
            try await bench.map(1, manager.chain, "/name", "operator")
            for version in ["1.2", "1.3"] {
                let answer = try await bench.ask(via, as: manager, tls: version, "ask", Self.sysName)
                #expect(answer.error == nil && answer.type == "a2" && answer.status == 0, "\(via) \(version) \(answer)")
                #expect(answer.variables.first?.text == "interop")
            }
            let walk = try await bench.ask(via, as: manager, "walk", "1.3.6.1.2.1.1")
            let udp = try await runTool(
                .snmpbulkwalk, Credentials.v2c.arguments + ["-On", bench.agent.snmpAddress, ".1.3.6.1.2.1.1"])
            #expect(walk.variables.map { "." + $0.name } == udp.variables.map(\.oid))
            #expect(try await bench.counter("tlsAccepts") == 3)
            let ended = try await eventually { try await bench.counter("tlsServerCloses") == 3 ? true : nil }
            #expect(ended == true)
        }
    }

    @Test func `each kind of mapping lets in whom it gives a name`() async throws {
        try await Self.run { bench in
            let authority = bench.authority
            let names = "email:Op.Name@NOC.Example,DNS:NMS.Example.ORG,IP:192.0.2.7"
            let all = try await authority.issue("all", for: names)
            let sixth = try await authority.issue("sixth", for: "IP:2001:db8::abcd")
            let kinds = ["specified", "san-rfc822", "san-dns", "san-ip", "san-any", "common-name"]
            for (number, kind) in kinds.enumerated() {
                // One row at a time decides: the table tells which it is.
                let name = kind == "specified" ? ["/name", "someone"] : []
                try await bench.map(1, authority.certificate, ["/map", kind] + name)
                let answer = try await eventually(within: 10) { () -> Answer? in
                    let answer = try await bench.ask("openssl", as: all, "walk", Self.mapping)
                    let type = answer.variables.first { $0.name.hasPrefix(Self.mapping + ".3.") }
                    return type?.content.last == UInt8(number + 1) ? answer : nil
                }
                #expect(answer?.variables.count == 5, "\(kind)")
            }
            // An IPv6 address alone fits to san-ip and san-any.
            try await bench.map(1, authority.certificate, "/map", "san-ip")
            let answer = try await eventually { () -> Answer? in
                let answer = try await bench.ask("openssl", as: sixth, "ask", Self.sysName)
                return answer.error == nil ? answer : nil
            }
            #expect(answer?.variables.first?.text == "interop")
        }
    }

    @Test func `whom nothing maps, or whose certificate is no good, is refused and counted`() async throws {
        try await Self.run { bench in
            let good = try await bench.authority.issue("good")
            let expired = try await bench.authority.issue("expired", days: -1)
            let revoked = try await bench.authority.issue("revoked")
            let unmapped = try await bench.authority.issue("unmapped", for: "DNS:other.example")
            let folder = bench.authority.folder + "/other"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let stranger = try await TestAuthority.make(in: folder, name: "Another authority").issue("stranger")
            try await bench.map(1, good.chain, "/name", "good")
            let list = try await bench.authority.revoke(revoked)
            let imported = try await bench.agent.command("cert", "crl", "import", list)
            try #require(imported.exitCode == 0, "\(imported.everything)")
            _ = try await eventually {
                try await bench.ask("openssl", as: good, "ask", Self.sysName).error == nil ? true : nil
            }
            var refused = try await bench.counter("tlsInvalidClientCertificates")
            for (name, identity, alert) in [
                ("nobody", nil, nil), ("expired", expired, "certificate_expired"),
                ("revoked", revoked, "certificate_revoked"), ("stranger", stranger, "unknown_ca"),
                ("unmapped", unmapped, nil),
            ] as [(String, TestIdentity?, String?)] {
                for via in ["openssl", "python"] {
                    let answer = try await bench.ask(via, as: identity, "ask", Self.sysName)
                    #expect(answer.error != nil && answer.engine == nil, "\(name): \(answer)")
                    refused += 1
                    let (now, wanted) = (try await bench.counter("tlsInvalidClientCertificates"), refused)
                    #expect(now == wanted, "\(name) by \(via)")
                }
                if let alert {
                    _ = try await bench.agent.waitFor(
                        "The alert \(alert) was sent to 127.0.0.1", in: ["events", "--json"])
                }
            }
            #expect(try await bench.counter("tlsUnmapped") == 2)
            let answer = try await bench.ask("openssl", as: good, "ask", Self.sysName)
            #expect(answer.variables.first?.text == "interop")
        }
    }

    @Test func `a certificate is trusted for its fingerprint alone, whoever signed it`() async throws {
        try await Self.run { bench in
            let folder = bench.authority.folder + "/pinned"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let other = try await TestAuthority.make(in: folder, name: "Another authority")
            let (pinned, sibling) = (try await other.issue("pinned"), try await other.issue("sibling"))
            try await bench.map(7, pinned.chain, "/name", "pinned")
            let answer = try await eventually { () -> Answer? in
                let answer = try await bench.ask("openssl", as: pinned, "ask", Self.sysName)
                return answer.error == nil ? answer : nil
            }
            #expect(answer?.variables.first?.text == "interop")
            #expect(try await bench.ask("openssl", as: sibling, "ask", Self.sysName).error != nil)
            let own = TestIdentity(authority: "", chain: other.certificate, key: folder + "/ca.key")
            #expect(try await bench.ask("openssl", as: own, "ask", Self.sysName).error != nil)
        }
    }

    @Test func `the view of a row holds, and what is wrong in a message is reported`() async throws {
        let view = "config change SNMP0-VIEW1 /name system /include 1.3.6.1.2.1.1,1.3.6.1.6.3.10"
        try await Self.run([view]) { bench in
            let manager = try await bench.authority.issue("manager")
            try await bench.map(1, manager.chain, "/name", "operator", "/view", "system")
            func ask(_ words: String...) async throws -> Answer {
                try await bench.ask("openssl", as: manager, words)
            }
            let outside = try await ask("ask", "1.3.6.1.2.1.2.1.0")
            #expect(outside.variables.first?.tag == 0x80, "\(outside)")
            let context = try await ask("ask", "context=other", Self.sysName)
            #expect(context.type == "a8" && context.variables.first?.name == "1.3.6.1.6.3.12.1.5.0", "\(context)")
            let engine = try await ask("ask", "engine=8000112233", Self.sysName)
            #expect(engine.type == "a8" && engine.variables.first?.name == "1.3.6.1.6.3.11.2.1.3.0", "\(engine)")
            let level = try await ask("ask", "flags=4", Self.sysName)
            #expect(level.status == 16, "\(level)")
            for words in [["model=3"], ["version=1"], ["parameters=00"]] {
                let silent = try await bench.ask("openssl", as: manager, ["ask"] + words + [Self.sysName])
                #expect(silent.error == "no answer", "\(words) \(silent)")
            }
            #expect(try await bench.counter("streamModelRefused") == 2)
        }
    }

    @Test func `renegotiation and TLS 1_1 are refused`() async throws {
        try await Self.run(["config change TLS0 /profile normal"]) { bench in
            let manager = try await bench.authority.issue("manager")
            try await bench.map(1, manager.chain, "/name", "operator")
            let identity = ["-cert", manager.chain, "-key", manager.key]
            let start = ["s_client", "-connect", "127.0.0.1:\(bench.port)"] + identity
            let again = try await runTool(.openssl, start + ["-tls1_2"], input: "R\n")
            #expect(again.everything.contains("no renegotiation"), "\(again.errors)")
            let old = try await runTool(.openssl, start + ["-tls1_1", "-cipher", "ALL@SECLEVEL=0"])
            #expect(old.everything.contains("alert"), "\(old.errors)")
        }
    }
}

extension Peer {
    static let gnutls = Peer("gnutls-cli", package: "gnutls-bin")
}
