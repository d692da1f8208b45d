import Foundation
import PortSupport
import Testing

/// Alarms go out to web servers that we did not write, and come in by curl.
@Suite(.builtAgent)
struct AlarmForwardingTests {
    /// An agent on which something happens: alarms are posted to it, and forwarded.
    private static func settings(_ lines: [String]) -> AgentSettingsText {
        var settings = AgentSettingsText()
        settings.radios = 2
        settings.lines = ["config change ALARM0-COLLECT /enable /rate 0"] + lines
        return settings
    }

    /// Posts an alarm, or its clear, to an agent as base stations do.
    private static func post(_ kind: String, source: String, to agent: AgentProcess) async throws {
        let form = "type=\(kind)&severity=2&code=0x00030204&serial=00013e1d008d&from=ipbs3&source=\(source)&text=Test"
        let answer = try await runTool(
            .curl, ["-s", "-o", "/dev/null", "-w", "%{http_code}", "-d", form, "\(agent.url)/alarms"])
        #expect(answer.output == "204", "\(answer.everything)")
    }

    @Test(.peers(.nginx, .curl))
    func `a web server gets one request for each alarm and its clear, in order`() async throws {
        try await withFolder { folder in
            let port = try LoopbackPort.free()
            try await WebRecorder.run(port: port, in: folder) { recorder in
                let server =
                    "config change ALARM0-SERVER1 /address 127.0.0.1 /port \(port) /path master /minimum disabled"
                try await AgentProcess.run(Self.settings([server])) { agent in
                    for number in 0..<10 { try await Self.post("alarm", source: "S\(number)", to: agent) }
                    for number in 0..<10 { try await Self.post("clear", source: "S\(number)", to: agent) }
                    let wanted = try await eventually(within: 30) {
                        let found = try await recorder.requests(atLeast: 1).filter {
                            $0.contains("serial=00013e1d008d")
                        }
                        return found.count >= 20 ? found : nil
                    }
                    let requests = try #require(wanted, "the server did not get 20 requests")
                    #expect(requests.allSatisfy { $0.hasPrefix("GET /master?event=alarm&type=") })
                    for number in 0..<10 {
                        #expect(
                            requests[number].contains("type=alarm") && requests[number].contains("source=S\(number)&"))
                        #expect(requests[number + 10].contains("type=clear"))
                    }
                    let alarms = try await runTool(
                        AgentProcess.executable ?? "", ["alarms", "--json", "--state", agent.folder])
                    #expect(!alarms.output.contains("00013e1d008d"))
                }
            }
        }
    }

    @Test(.peers(.nginx, .curl, .openssl))
    func `a web server under TLS gets alarms once its authority is trusted`() async throws {
        try await withFolder { folder in
            let port = try LoopbackPort.free()
            let authority = try await TestAuthority.make(in: folder)
            let identity = try await authority.issue("alarms")
            try await WebRecorder.run(port: port, in: folder, identity: identity) { recorder in
                let server =
                    "config change ALARM0-SERVER1 /type https /address localhost /port \(port) /path master"
                    + " /minimum disabled"
                try await AgentProcess.run(Self.settings([server])) { agent in
                    try await Self.post("alarm", source: "S", to: agent)
                    let rejected = try await agent.waitFor("localhost:\(port)", in: ["cert", "rejected", "--json"])
                    #expect(rejected.contains("alarm server 1"))
                    #expect(try await recorder.requests(atLeast: 1, within: 0).isEmpty)
                    let trusted = try await agent.command("cert", "trust", authority.certificate)
                    #expect(trusted.exitCode == 0, "\(trusted.everything)")
                    let wanted = try await eventually(within: 30) {
                        let found = try await recorder.requests(atLeast: 1).filter {
                            $0.contains("serial=00013e1d008d")
                        }
                        return found.isEmpty ? nil : found
                    }
                    #expect(try #require(wanted)[0].hasPrefix("GET /master?event=alarm&type=alarm"))
                }
            }
        }
    }

    @Test(.peers(.nginx, .curl))
    func `a server that was away gets what it missed, and a repetition is no new alarm`() async throws {
        try await withFolder { folder in
            let port = try LoopbackPort.free()
            let server = "config change ALARM0-SERVER1 /address 127.0.0.1 /port \(port) /form json /minimum disabled"
            try await AgentProcess.run(Self.settings([server])) { agent in
                for _ in 0..<3 { try await Self.post("alarm", source: "S", to: agent) }
                try await Self.post("clear", source: "S", to: agent)
                try await WebRecorder.run(port: port, in: folder) { recorder in
                    let requests = try await recorder.requests(atLeast: 2)
                    #expect(requests.count >= 2 && requests.allSatisfy { $0 == "POST / HTTP/1.1" })
                }
            }
        }
    }

    @Test(.peers(.alertmanager, .amtool, .curl))
    func `Alertmanager shows an alarm and its end`() async throws {
        try await withFolder { folder in
            let port = try LoopbackPort.free()
            try "route:\n  receiver: none\nreceivers:\n  - name: none\n".write(
                toFile: folder + "/alertmanager.yml", atomically: false, encoding: .utf8)
            let path = try #require(Peer.alertmanager.path)
            let arguments = [
                "--config.file=\(folder)/alertmanager.yml", "--storage.path=\(folder)/data",
                "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
            ]
            try await Daemon.run(path, arguments, log: folder + "/alertmanager.log") { daemon in
                let isUp = try await eventually(within: 20) { LoopbackPort.isOpen(port) ? true : nil }
                try #require(isUp == true, "Alertmanager did not start: \(daemon.printed)")
                let server = "config change ALARM0-SERVER1 /address 127.0.0.1 /port \(port) /form alertmanager"
                try await AgentProcess.run(Self.settings([server])) { agent in
                    @Sendable func alerts() async throws -> String {
                        try await runTool(
                            .amtool, ["alert", "query", "--alertmanager.url=http://127.0.0.1:\(port)", "-o", "json"]
                        ).output
                    }
                    try await Self.post("alarm", source: "S", to: agent)
                    let isThere = try await eventually(within: 20) {
                        let text = try await alerts()
                        return text.contains("0x00030204") && text.contains("00:01:3e:1d:00:8d") ? true : nil
                    }
                    #expect(isThere == true)
                    try await Self.post("clear", source: "S", to: agent)
                    let isGone = try await eventually(within: 20) {
                        try await alerts().contains("0x00030204") ? nil : true
                    }
                    #expect(isGone == true)
                }
            }
        }
    }

    @Test(.peers(.curl, .openssl))
    func `HTTPS shows the device's certificate, which curl accepts once it is trusted`() async throws {
        let https = try LoopbackPort.free()
        var settings = AgentSettingsText()
        settings.httpPort = try LoopbackPort.free()
        settings.lines = [
            "config change HTTP0 /enable /address 127.0.0.1 /port \(settings.httpPort) /https-port \(https)"
        ]
        try await AgentProcess.run(settings) { agent in
            let executable = try #require(AgentProcess.executable)
            let pem = try await runTool(executable, ["cert", "device", "export", "--state", agent.folder])
            #expect(pem.output.contains("BEGIN CERTIFICATE"), "\(pem.everything)")
            let file = agent.folder + "/device.pem"
            try pem.output.write(toFile: file, atomically: false, encoding: .utf8)
            let text = try await runTool(
                .openssl, ["x509", "-in", file, "-noout", "-subject", "-ext", "subjectAltName"])
            let refused = try await runTool(.curl, ["-s", "https://127.0.0.1:\(https)/health"])
            #expect(refused.exitCode == 60, "\(refused.everything)")
            let host = text.output.firstMatch(of: /DNS:([A-Za-z0-9.-]+)/).map { String($0.1) } ?? "localhost"
            let accepted = try await runTool(
                .curl,
                [
                    "-s", "--cacert", file, "--resolve", "\(host):\(https):127.0.0.1",
                    "https://\(host):\(https)/metrics",
                ])
            #expect(accepted.output.contains("ipdect_radio_up"), "\(text.output) \(accepted.everything)")
        }
    }
}
