import Foundation
import Glibc
import NetworkSupport

/// Debian's hostapd as the switch and its authentication server, on the interface `them` of a private network.
final class HostAP {
    private let program: ForeignProgram
    private let log: String

    /// Starts it. `user` is a line of its file of users behind the name, such as `MD5 "word"`; `more` are lines of its
    /// configuration.
    init(user: String, _ certificates: TestCertificates, server: String = "server", more: [String] = []) throws {
        try certificates.write("\"base1\" \(user)\n", to: "users")
        let lines = [
            "interface=them", "driver=wired", "logger_stdout=-1", "logger_stdout_level=0", "ieee8021x=1",
            "eapol_version=2", "eap_server=1", "use_pae_group_addr=1", "eap_user_file=users", "ca_cert=ca.pem",
            "server_cert=\(server).pem", "private_key=\(server).key",
        ]
        try certificates.write((lines + more).joined(separator: "\n") + "\n", to: "hostapd.conf")
        log = certificates.file("hostapd-\(UUID().uuidString.prefix(8)).log")
        program = try ForeignProgram(
            Peer.hostapd.path ?? "hostapd", ["-d", "hostapd.conf"], folder: certificates.path, log: log)
        guard try hears("AP-ENABLED") else { throw TestFailure("hostapd does not start: \(printed)") }
    }

    /// What it printed.
    var printed: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// Waits until it has printed something; whether it did.
    func hears(_ text: String, within seconds: Double = 10) throws -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while !printed.contains(text) {
            guard Date() < end else { return false }
            usleep(10_000)
        }
        return true
    }

    /// Stands still, and goes on.
    func pause() { program.signal(SIGSTOP) }
    func resume() { program.signal(SIGCONT) }

    /// Vanishes without a word.
    func vanish() { program.end(SIGKILL) }
}
