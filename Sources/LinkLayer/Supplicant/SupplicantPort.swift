public import LinkProtocols
public import NetworkValues
public import Snapshot
import TLSKit

/// 802.1X on one interface: the supplicant with its TLS. It has no socket, no thread and no clock of its own: the thread that
/// owns it gives it frames and times, and sends what it transmits. `now` is of any clock that does not go back.
///
/// It does not speak before it is configured with a user and the link is up. Secrets are in no status and in no text.
public final class SupplicantPort {
    /// The interface's name.
    public let interface: String
    /// Called behind each change of state, reason or authorization, when all that belongs to it was sent.
    public var onChange: (SupplicantStatus) -> Void = { _ in }
    /// Called with each message of the server for people, on one line (RFC 3748 5.2).
    public var onNotification: (String) -> Void = { _ in }

    private var supplicant: Supplicant
    private var configuration: SupplicantConfiguration?
    private let client = EAPTLSClient()
    private let transmit: ([UInt8]) -> Void
    private let date: () -> Timestamp
    private var hasLink = false
    private var since: Timestamp?
    private var handshake: SupplicantStatus.Handshake?
    private var lastDiscard: String?
    private var lastNotification: String?

    /// Makes a silent one. `transmit` sends a whole frame without its check sequence; `date` tells the time of day, for the
    /// status.
    public init(
        interface: String, address: MACAddress, date: @escaping () -> Timestamp, transmit: @escaping ([UInt8]) -> Void
    ) {
        self.interface = interface
        self.transmit = transmit
        self.date = date
        supplicant = Supplicant(address: address, md5: { Digest.md5($0) })
    }

    // MARK: What happens

    /// Takes another user, or none. A conversation under way with other credentials ends. Another certificate, or another
    /// idea of whom to trust, counts from the next conversation on; one that was refused is then tried again at once.
    public func configure(_ configuration: SupplicantConfiguration?, now: Timestamp) {
        let former = self.configuration
        self.configuration = configuration
        supplicant.timers = configuration?.timers ?? SupplicantTimers()
        run(supplicant.handle(.configure(configuration?.credentials), now: now), now)
        guard let former, former.tls != configuration?.tls, supplicant.state == .held, hasLink else { return }
        run(supplicant.handle(.linkDown, now: now), now)
        run(supplicant.handle(.linkUp, now: now), now)
    }

    /// The link came up.
    public func linkUp(now: Timestamp) {
        hasLink = true
        run(supplicant.handle(.linkUp, now: now), now)
    }

    /// The link went down.
    public func linkDown(now: Timestamp) {
        hasLink = false
        run(supplicant.handle(.linkDown, now: now), now)
    }

    /// Takes a frame, and the tag that the kernel has taken out of it. A frame of a VLAN is passed over: EAPOL has a priority
    /// at most (IEEE 802.1X-2004, 7.4). So is what is no EAPOL, or is meant for others.
    public func receive(_ frame: Span<UInt8>, tag: VLANTag? = nil, now: Timestamp) {
        guard tag.map({ $0.vlan == 0 }) ?? true else { return }
        run(supplicant.receive(frame, now: now), now)
    }

    /// When `handleTimer` must be called at the latest; `nil` while nothing is waited for.
    public var deadline: Timestamp? { supplicant.deadline }

    /// Time passed.
    public func handleTimer(now: Timestamp) { run(supplicant.handle(.timer, now: now), now) }

    /// Leaves the LAN: the authenticator is told, and closes its port. For the end of the program.
    public func logoff(now: Timestamp) { run(supplicant.handle(.logoff, now: now), now) }

    /// Comes back.
    public func logon(now: Timestamp) { run(supplicant.handle(.logon, now: now), now) }

    // MARK: What is

    /// What it does now.
    public var status: SupplicantStatus {
        var status = SupplicantStatus(interface: interface, address: supplicant.address)
        status.user = configuration?.user
        status.methods = configuration?.credentials?.methods.map(\.description) ?? []
        status.state = supplicant.state
        status.backend = supplicant.backend
        status.reason = supplicant.reason.description
        status.isAuthorized = supplicant.isAuthorized
        status.hasLink = hasLink
        if case .accepted(let method) = supplicant.reason { status.method = method.description }
        status.handshake = handshake
        status.lastFailure = supplicant.lastFailure?.description
        status.lastDiscard = lastDiscard
        status.lastNotification = lastNotification
        status.statistics = supplicant.statistics
        status.timers = supplicant.timers
        status.since = since
        return status
    }

    // MARK: What must be done

    /// Does what the supplicant wants done. What TLS answers brings more to do, behind what is there.
    private func run(_ actions: [Supplicant.Action], _ now: Timestamp) {
        var waiting = actions[...]
        var hasChanged = false
        while let action = waiting.popFirst() {
            switch action {
            case .transmit(let frame): transmit(frame)
            case .port: hasChanged = true
            case .state(let state, _):
                hasChanged = true
                since = date()
                if state != .authenticated, state != .held { handshake = nil }
            case .startTLS:
                handshake = nil
                waiting += answer(client.start(configuration?.tls, peer: peer), now)
            case .feedTLS(let records): waiting += answer(client.feed(records), now)
            case .stopTLS: client.stop()
            case .notification(let text):
                lastNotification = text
                onNotification(text)
            case .discarded(let error): lastDiscard = error.description
            }
        }
        if hasChanged { onChange(status) }
    }

    private func answer(_ output: EAPTLSOutput, _ now: Timestamp) -> [Supplicant.Action] {
        if handshake == nil, let session = client.session {
            let leaf = session.peerChain.first
            handshake = SupplicantStatus.Handshake(
                version: session.version, cipher: session.cipher, peerSubject: leaf?.description ?? "",
                peerNotAfter: leaf?.notAfter)
        }
        return supplicant.handle(.tls(output), now: now)
    }

    /// The server in reports: nobody knows its name, so it is the authenticator's.
    private var peer: String {
        guard let source = supplicant.statistics.lastSource else { return interface }
        return "\(source) on \(interface)"
    }
}
