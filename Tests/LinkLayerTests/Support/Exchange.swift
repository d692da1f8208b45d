import LinkProtocols
import NetworkSupport
import NetworkValues
import Settings
import Snapshot
import Synchronization
import TLSKit

@testable import LinkLayer

/// A supplicant's port and an authenticator, joined by a wire that loses nothing and takes no time.
final class Exchange {
    static let address = MACAddress(rawValue: 0x32ac_5b9f_62c0)

    let authenticator: TestAuthenticator
    let port: SupplicantPort
    /// The states that were told, in order.
    private(set) var told: [SupplicantStatus] = []
    private(set) var notifications: [String] = []
    /// Milliseconds since the beginning.
    var now = Timestamp(milliseconds: 0)
    /// Every frame that the authenticator sent.
    private(set) var received: [[UInt8]] = []
    private let sent = FrameQueue()

    /// What the supplicant has sent, and nobody has taken yet.
    private final class FrameQueue {
        var frames: [[UInt8]] = []
    }

    init(_ authenticator: TestAuthenticator) {
        self.authenticator = authenticator
        let sent = sent
        port = SupplicantPort(
            interface: "lan1", address: Self.address, date: { Timestamp(seconds: 1_795_000_000) },
            transmit: { sent.frames.append($0) })
        port.onChange = { [unowned self] in told.append($0) }
        port.onNotification = { [unowned self] in notifications.append($0) }
    }

    /// Configures it and brings the link up; carries frames until nobody has one.
    func connect(_ configuration: SupplicantConfiguration?) throws {
        port.configure(configuration, now: now)
        port.linkUp(now: now)
        try carry()
    }

    /// The authenticator begins by itself.
    func authenticatorBegins() throws { try carry(authenticator.begin()) }

    /// Carries frames to and fro until nobody has one.
    func carry(_ frames: [[UInt8]] = []) throws {
        var frames = frames[...]
        while true {
            if let frame = frames.popFirst() {
                received.append(frame)
                port.receive(frame.span, now: now)
            } else if !sent.frames.isEmpty {
                frames += try authenticator.receive(sent.frames.removeFirst())
            } else {
                return
            }
        }
    }

    /// Lets time pass, and handles each timer when it is due.
    func wait(seconds: Int64) throws {
        let end = now.adding(seconds: seconds)
        while let deadline = port.deadline, deadline <= end {
            now = deadline
            port.handleTimer(now: now)
            try carry()
        }
        now = end
    }

    /// Takes away what the supplicant sent.
    func takeSent() -> [[UInt8]] {
        defer { sent.frames = [] }
        return sent.frames
    }

    var status: SupplicantStatus { port.status }
}

/// What an observer of TLS heard.
final class Heard: Sendable {
    struct Rejection: Sendable {
        var chain: [Certificate]
        var reason: String
        var peer: String
        var purpose: String
    }

    private let state = Mutex((alerts: [TLSAlert](), rejections: [Rejection]()))

    var alerts: [TLSAlert] { state.withLock { $0.alerts } }
    var rejections: [Rejection] { state.withLock { $0.rejections } }

    var observer: TLSObserver {
        TLSObserver(
            onAlert: { alert in self.state.withLock { $0.alerts.append(alert) } },
            onRejection: { chain, reason, peer, purpose in
                self.state.withLock {
                    $0.rejections.append(
                        Rejection(chain: chain, reason: reason.text, peer: peer, purpose: purpose))
                }
            })
    }
}

/// Which version of TLS a test speaks.
enum Version: String, CaseIterable, Sendable {
    case tls12 = "TLSv1.2"
    case tls13 = "TLSv1.3"
}

extension TestCertificates {
    func certificates(_ name: String) throws -> [Certificate] { try Certificate.all(in: read(name + ".pem")) }

    func identity(_ name: String) throws -> TLSIdentity {
        try TLSIdentity(chain: certificates(name), key: PrivateKey(read(name + ".key")))
    }

    /// The server's side: shows the certificate `name` and asks the client for one of an authority that it trusts.
    func server(
        _ name: String = "server", trusts authority: String? = "ca", _ version: Version = .tls13
    ) throws -> TLSContext {
        try TLSContext(
            TLSConfiguration(
                role: .server, allowsTLS13: version == .tls13, identity: identity(name),
                trusted: authority.map { try certificates($0) } ?? [],
                verification: authority == nil ? .none : .withoutName, requiresPeerCertificate: authority != nil,
                hasSilentClients: true, purpose: "authentication server"))
    }

    /// The server's side with the certificate `server`.
    func server(_ version: Version) throws -> TLSContext { try server("server", trusts: "ca", version) }

    /// A configuration of the supplicant with the device certificate `name`.
    func supplicant(
        _ name: String = "device", trusts authorities: [String] = ["ca"], serverName: String? = nil,
        requiresKeyUsage: Bool = true, revocations: [[UInt8]] = [], heard: Heard = Heard()
    ) throws -> SupplicantConfiguration {
        let configuration = TLSConfiguration(
            role: .client, identity: try identity(name), trusted: try authorities.flatMap { try certificates($0) },
            verification: serverName == nil ? .withoutName : .full, requiresKeyUsage: requiresKeyUsage,
            revocationLists: revocations, purpose: EAPTLSContext.purpose, observer: heard.observer)
        let made = SupplicantConfiguration(
            user: "base1", password: Secret("s3cret-word"),
            tls: try EAPTLSContext(configuration, serverName: serverName))
        guard let made else { throw TestFailure("no configuration") }
        return made
    }
}

extension TestCertificates {
    /// A server's context, made once for each version: making one takes milliseconds.
    func sharedServer(_ version: Version) throws -> TLSContext {
        try contexts.withLock { contexts in
            if let context = contexts[path + version.rawValue] { return context }
            let context = try server(version)
            contexts[path + version.rawValue] = context
            return context
        }
    }
}

private let contexts = Mutex<[String: TLSContext]>([:])
