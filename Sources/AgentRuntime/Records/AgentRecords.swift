import DeviceFeeds
import Faults
import Journal
import LogForwarding
import NetworkValues
import PacketCapture
import SNMPAgent
import Settings
import TLSKit
import WebAPI
import WebAccess

/// Writes into the log what happens to the agent itself: who changed what, who was refused, whose certificate was rejected
/// (manual 4.23.1.1 and 4.23.1.2).
struct AgentRecords: Sendable {
    private let writer: LogWriter
    private let clock: any FeedClock

    init(_ writer: LogWriter, clock: any FeedClock) {
        self.writer = writer
        self.clock = clock
    }

    /// The settings changed: a record for each option. What must be traceable is written even when config-changes is off.
    func settingsChanged(_ change: SettingsStore.Change, by author: String) {
        for difference in change.document.differences(from: change.previous) {
            write(
                .configChanges, severity: 5, "\(difference) (by \(author))", module: difference.module,
                always: TracedSettings.contains(difference))
        }
    }

    /// The settings file was read again: as a backup does that is restored, that may change anything.
    func settingsRead(by author: String) {
        let text = "the settings file was read again (by \(author))"
        write(.configChanges, severity: 5, text, module: "config", always: true)
    }

    /// The accounts or tokens of the console changed. That is always written.
    func accessChanged(_ text: String, by author: String) {
        write(.configChanges, severity: 5, "\(text) (by \(author))", module: "access", always: true)
    }

    /// Something happened about who may use the console.
    func access(_ event: AccessEvent) {
        let severity: UInt8 =
            switch event.kind {
            case .loggedIn, .ended: 6
            case .refused, .lockedOut, .networkRefused: 4
            }
        write(.login, severity: severity, "\(event)", module: "console")
    }

    /// Somebody changed something. That is always written.
    func changed(_ change: ConsoleChange, by author: String) {
        writer.write(record(of: change, by: author), always: true)
    }

    /// The record of a change, for who writes it himself.
    func record(of change: ConsoleChange, by author: String) -> LogRecord {
        LogRecord(
            topic: .configChanges, severity: 5, device: .agent, time: clock.now(),
            text: "\(change.text) (by \(author))", module: change.module)
    }

    /// A peer's certificate was rejected in a handshake.
    func certificateRejected(
        _ chain: [Certificate], _ reason: CertificateRejection, peer: String, purpose: String
    ) {
        let leaf = chain.first.map { "\($0.subject), issued by \($0.issuer), fingerprint \($0.fingerprint)" }
        write(
            .rejectedCertificates, severity: 4,
            "the certificate of \(peer) was rejected (\(purpose)): \(reason.text) [\(reason.number)]; "
                + (leaf ?? "it showed none"), module: "tls")
    }

    /// Somebody tried to log in. An attempt that failed is a warning; it never names the password.
    func loginAttempt(user: String, from peer: String, over service: String, refusedBecause reason: String? = nil) {
        let who = user.isEmpty ? "" : " of \(user)"
        write(
            .login, severity: reason == nil ? 6 : 4,
            "log-in\(who) from \(peer) over \(service) " + (reason.map { "was refused: \($0)" } ?? "succeeded"),
            module: service)
    }

    /// A capture began or ended: who reads what of the network is always written.
    func captureChanged(_ request: CaptureRequest, hasBegun: Bool) {
        var what = request.interface ?? "the log"
        switch request.filter {
        case .all: break
        case .text(let text): what += ", \(text)"
        case .program: what += ", by a filter of the viewer's"
        }
        if request.takesTrace, request.interface != nil { what += ", with the log" }
        write(
            .login, severity: 5, "the capture of \(what) \(hasBegun ? "began" : "ended") (\(request.viewer))",
            module: "capture", always: true)
    }

    /// Captured packets were lost before the WebDAV server had them.
    func captureLost(_ loss: SpoolLoss) {
        write(
            .agent, severity: 4,
            "captures for the WebDAV server were lost: \(loss.packets) packets, \(loss.octets) octets, \(loss.files) files; "
                + "is the server there, and is PCAP0-WEBDAV /spool large enough?", module: "capture", always: true)
    }

    /// An SNMP message was not properly authenticated. It is called on the engine's threads, and never blocks.
    func authenticationFailed(_ failure: AuthenticationFailure) {
        let reason =
            switch failure.reason {
            case .unknownCommunity: "the community is not known, or not for that address"
            case .communityUse: "the community does not allow what was asked for"
            case .unknownUser: "the user is not known"
            case .wrongDigest: "the password is wrong"
            }
        loginAttempt(user: "", from: "\(failure.source.address)", over: "SNMP", refusedBecause: reason)
    }

    /// Something happened on the LAN.
    func lan(severity: UInt8, module: String, _ text: String) {
        write(.lan, severity: severity, text, module: module)
    }

    private func write(_ topic: LogTopic, severity: UInt8, _ text: String, module: String, always: Bool = false) {
        writer.write(
            LogRecord(topic: topic, severity: severity, device: .agent, time: clock.now(), text: text, module: module),
            always: always)
    }
}
