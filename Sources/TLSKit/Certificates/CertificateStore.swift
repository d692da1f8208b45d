import Dispatch
public import Logging
public import NetworkValues
import Synchronization
import Threads
import Waking

/// The certificates of the device: which it trusts, which it has rejected, and its own (manual 4.1.10).
///
/// All of it is kept in a folder. Each change is on the disk before the call returns, save the rejected chains, which come
/// on event loops and are written a moment later.
public final class CertificateStore: Sendable {
    /// What is kept, in memory.
    struct State: Sendable {
        var trust = TrustList()
        var revocations = RevocationLists()
        var rejected = RejectedCertificates()
        var device: DeviceCertificate
        var request: SigningRequest?
    }

    /// For how long the counts of rejected chains may be in memory only, in seconds.
    static let countDelaySeconds = 30

    let state: Mutex<State>
    /// Whoever changes files holds the folder. It is taken before `state`, never while that is held.
    let folder: Mutex<CertificateFolder>
    let listeners = Broadcast<Void>()
    let standard: StandardCertificate
    let now: @Sendable () -> Timestamp
    let logger: Logger
    private let queue = DispatchQueue(label: "ipdect.certificates", qos: .utility)
    private let isQueued = Mutex(false)
    private let isDelayed = Mutex(false)

    /// What was found damaged when the store was opened, and what became of it; for the event log.
    public let problems: [String]

    /// Opens the store in a folder, which is made when it is not there. Without a device certificate, or with a damaged one,
    /// makes the default one: self-signed, named by the hardware address (`hostName` without one), for 10 years.
    ///
    /// Throws when the folder cannot be used.
    public convenience init(
        folder: String, mac: MACAddress?, hostName: String, now: @escaping @Sendable () -> Timestamp,
        logger: Logger = Logger(label: "certificates")
    ) throws(TLSError) {
        try self.init(
            CertificateFolder(path: folder), StandardCertificate(mac: mac, hostName: hostName), now: now, logger: logger
        )
    }

    /// Opens the store on a thread of its own: making the device's key takes up to seconds.
    public static func opened(
        folder: String, mac: MACAddress?, hostName: String, now: @escaping @Sendable () -> Timestamp,
        logger: Logger = Logger(label: "certificates")
    ) async throws(TLSError) -> CertificateStore {
        try await Background.run { () throws(TLSError) in
            try CertificateStore(folder: folder, mac: mac, hostName: hostName, now: now, logger: logger)
        }
    }

    init(
        _ folder: CertificateFolder, _ standard: StandardCertificate, now: @escaping @Sendable () -> Timestamp,
        logger: Logger = Logger(label: "certificates")
    ) throws(TLSError) {
        var opening = CertificateOpening(folder: folder, standard: standard, now: now())
        let opened = try opening.open()
        self.folder = Mutex(folder)
        self.standard = standard
        self.now = now
        self.logger = logger
        problems = opening.problems
        state = Mutex(opened)
        for problem in problems { logger.warning("\(problem)") }
    }

    /// Tells of each change from now on. Changes that come faster than they are taken are told once.
    public func changes() -> AsyncStream<Void> { listeners.stream() }

    // MARK: What is kept

    /// The certificates that are trusted.
    public var trusted: [Certificate] { state.withLock { $0.trust.certificates } }
    /// The trusted certificates as PEM, each below its subject.
    public var trustedPEM: String { state.withLock { $0.trust }.pem }
    /// The revocation lists that count, one of each issuer. The certificates of an issuer without one are not checked for
    /// revocation.
    public var revocations: [RevocationList] { state.withLock { $0.revocations.lists } }
    /// The chains that were rejected, by number.
    public var rejected: [RejectedChain] { state.withLock { $0.rejected.chains } }
    /// The device's certificate, its key, and where they are from.
    public var device: DeviceCertificate { state.withLock { $0.device } }
    /// The device's certificate and key, for a context of TLS.
    public var identity: TLSIdentity { device.identity }
    /// Where the device's certificate is from.
    public var kind: DeviceCertificate.Kind { device.kind }
    /// The signing request that waits for its certificate, as PEM; `nil` for none.
    public var signingRequestPEM: String? { state.withLock { $0.request }?.pem }
    /// The signing request that waits for its certificate, as DER; `nil` for none.
    public var signingRequestDER: [UInt8]? { state.withLock { $0.request }?.der }
    /// The subject of the signing request, as RFC 2253 text; `nil` for none.
    public var signingRequestSubject: String? { state.withLock { $0.request }?.subject }

    // MARK: Rejected certificates

    /// Notes a chain that was not accepted. Returns whether it is one that was not known. Does not wait for the disk, so it
    /// may be called on an event loop.
    @discardableResult
    public func noteRejected(
        _ chain: [Certificate], _ reason: CertificateRejection, peer: String, purpose: String
    ) -> Bool {
        let time = now()
        let isNew = state.withLock { $0.rejected.note(chain, reason, peer: peer, purpose: purpose, at: time) }
        guard let isNew else { return false }
        if isNew {
            writeSoon(isQueued, after: .now())
            listeners.tell()
        } else {
            writeSoon(isDelayed, after: .now() + .seconds(Self.countDelaySeconds))
        }
        return isNew
    }

    private func writeSoon(_ flag: borrowing Mutex<Bool>, after time: DispatchTime) {
        let isFirst = flag.withLock { isSet in
            defer { isSet = true }
            return !isSet
        }
        guard isFirst else { return }
        queue.asyncAfter(deadline: time) { [weak self] in self?.flush() }
    }

    /// Writes what is not on the disk yet. To be called at the end; a failure is logged, and it is tried again later.
    public func flush() {
        do throws(TLSError) {
            try folder.withLock { folder throws(TLSError) in
                // First, so that what comes while the file is being written is written after it.
                let isNew = isQueued.withLock { Self.take(&$0) }
                let isCount = isDelayed.withLock { Self.take(&$0) }
                guard isNew || isCount else { return }
                try folder.write(state.withLock { $0.rejected }.file, to: .rejected)
            }
        } catch {
            logger.error("The rejected certificates could not be kept: \(error)")
            writeSoon(isDelayed, after: .now() + .seconds(Self.countDelaySeconds))
        }
    }

    private static func take(_ flag: inout Bool) -> Bool {
        defer { flag = false }
        return flag
    }
}
