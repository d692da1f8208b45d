import Foundation
import PortSupport
import Testing

/// SET on a disk that takes nothing: the settings file is on a small file system of the agent's own, in a mount namespace that
/// goes with it.
@Suite(.builtAgent, .peers(.snmpget, .snmpset, .unshare, .nsenter))
struct SetOnDiskTests {
    /// Runs `body` beside an agent whose settings are in `folder`/settings.
    private func run(_ body: @Sendable (AgentProcess, _ folder: String) async throws -> Void) async throws {
        let executable = try #require(AgentProcess.executable)
        try await withFolder { folder in
            var settings = SetSettings.text
            settings.snmpPort = try LoopbackPort.free()
            settings.httpPort = try LoopbackPort.free()
            for name in ["settings", "state"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(name)", withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
            let file = "\(folder)/start.conf"
            try settings.text.write(toFile: file, atomically: false, encoding: .utf8)
            let script = """
                mount -t tmpfs -o size=64k,mode=700 settings-test "$1/settings" || exit 77
                install -m 600 "$1/start.conf" "$1/settings/ipdect-agent.conf"
                exec "$0" run --state "$1/state" --config "$1/settings/ipdect-agent.conf"
                """
            let arguments = ["-m", "sh", "-c", script, executable, folder]
            let port = settings.snmpPort
            try await Daemon.run(try #require(Peer.unshare.path), arguments, log: folder + "/log") { daemon in
                let agent = AgentProcess(snmpPort: port, httpPort: 0, folder: folder + "/state", daemon: daemon)
                let isUp = try await eventually(within: 30) { () -> Bool? in
                    if daemon.hasEnded { return false }
                    let answer = try await runTool(
                        .snmpget, Credentials.v2c.arguments + [agent.snmpAddress, OIDs.sysName])
                    return answer.exitCode == 0 ? true : nil
                }
                try #require(isUp == true, "\(daemon.printed)")
                try await body(agent, folder)
            }
        }
    }

    @Test(arguments: [
        ("full", "dd if=/dev/zero of=\"$0/filler\" bs=1k", "rm \"$0/filler\""),
        ("read-only", "mount -o remount,ro \"$0\"", "mount -o remount,rw \"$0\""),
    ])
    func `a disk that takes no settings changes nothing, and takes them again`(
        what: String, breaking: String, mending: String
    ) async throws {
        try await run { agent, folder in
            func inside(_ command: String) async throws {
                let words = [
                    "--target", "\(agent.daemon.process)", "--mount", "sh", "-c", command, folder + "/settings",
                ]
                _ = try await runTool(.nsenter, words)
            }
            let before = try await agent.value(OIDs.sysContact)
            try await inside(breaking)
            let failed = try await agent.set(
                "writer", SetSettings.traps, "i", "1", OIDs.sysContact, "s", String(repeating: "x", count: 200))
            #expect(failed.errors.contains("Reason: commitFailed"), "\(what): \(failed.everything)")
            #expect(failed.errors.contains("Failed object: \(SetSettings.traps)"), "\(failed.everything)")
            #expect(try await agent.value(OIDs.sysContact) == before)
            #expect(try await agent.value(SetSettings.traps) == "2")
            let log = try await agent.command("logs", "--text", "SNMP user")
            #expect(!log.output.contains("sysContact was changed"), "\(log.output)")
            try await inside(mending)
            let done = try await agent.set("writer", SetSettings.traps, "i", "1", OIDs.sysContact, "s", "again")
            #expect(done.exitCode == 0, "\(what): \(done.everything)")
            #expect(try await agent.value(OIDs.sysContact) == "again")
        }
    }
}
