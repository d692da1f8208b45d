import Foundation
import Testing

/// syslog-ng with everything that it writes in a folder of a test.
enum SyslogNG {
    /// What it is started with: it reads `name.conf` of the folder, and stays in the foreground.
    static func arguments(_ name: String, in folder: String, pid: String) -> [String] {
        let start = folder + "/" + name
        return [
            "-F", "-f", start + ".conf", "--persist-file", start + ".persist", "--pidfile", pid, "--control",
            start + ".ctl", "--module-path", Peer.syslogNGRoot + "/usr/lib/syslog-ng/3.38", "--no-caps",
        ]
    }

    /// Runs `body` while it runs.
    static func run<Value: Sendable>(
        _ name: String, in folder: String, _ body: @Sendable (Daemon) async throws -> Value
    ) async throws -> Value {
        let path = try #require(Peer.syslogNG.path)
        return try await Daemon.run(
            path, arguments(name, in: folder, pid: "\(folder)/\(name).pid"), environment: Peer.syslogNGEnvironment,
            log: "\(folder)/\(name).log", body)
    }
}
