public import Hummingbird
import NIOCore
import Settings
public import TLSKit
public import WebServer

/// The certificates under `/api/v1/certificates`: which are trusted, which were rejected, and the device's own (manual
/// 4.1.10).
///
/// A password of a file comes in the header `X-Password`, percent-encoded UTF-8: never in the URL, which others log. Keys
/// and passwords come in and never go out.
public struct CertificateRoutes: WebRoute {
    let store: CertificateStore
    let changed: @Sendable (String) async -> Void

    /// Makes the routes over a store. `changed` gets a sentence for the log behind each change.
    public init(_ store: CertificateStore, changed: @escaping @Sendable (String) async -> Void) {
        self.store = store
        self.changed = changed
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let certificates = router.group("api/v1/certificates")
        addTrusted(to: certificates)
        addRevocations(to: certificates)
        addRejected(to: certificates)
        addDevice(to: certificates)
        addDeviceRequest(to: certificates)
    }

    // MARK: The trust list

    private func addTrusted(to group: RouterGroup<WebContext>) {
        group.get("trusted") { _, _ in try JSON.response(store.trusted.map { CertificateView($0) }) }
        group.get("trusted.pem") { _, _ in Self.file(Array(store.trustedPEM.utf8), .pem) }
        group.get("trusted/{fingerprint}") { _, context in
            let (name, format) = CertificateFormat.split(try context.text("fingerprint"))
            let certificate = try store.trustedCertificate(named: name)
            switch format {
            case .json: return try JSON.response(CertificateView(certificate))
            case .pem: return Self.file(Array(certificate.pem.utf8), .pem)
            case .der: return Self.file(certificate.der, .der)
            }
        }
        group.post("trusted") { request, _ in
            let password = try request.password()
            let octets = try await request.octets(upTo: Certificate.maximumFileBytes)
            return try await changeTrust("trusted") {
                try await store.importTrusted(octets, password: password)
            }
        }
        group.delete("trusted/{fingerprint}") { _, context in
            let certificate = try store.trustedCertificate(named: try context.text("fingerprint"))
            return try await changeTrust("trusted no more") {
                try store.remove(fingerprint: certificate.fingerprint)
            }
        }
        group.delete("trusted") { _, _ in
            try await changeTrust("trusted no more") { try store.clearTrusted() }
        }
    }

    /// Does what changes the trust list, tells of it, and answers with it.
    private func changeTrust(_ verb: String, _ body: () async throws -> Void) async throws -> Response {
        let before = store.trusted
        try await attempt(missing: 422, body)
        let change = TrustChangeView(from: before, to: store.trusted)
        let certificates = change.added + change.removed
        if !certificates.isEmpty { await changed("\(verb): \(Self.list(certificates))") }
        return try JSON.response(change)
    }

    // MARK: Rejected chains

    private func addRejected(to group: RouterGroup<WebContext>) {
        group.get("rejected") { _, _ in try JSON.response(store.rejected.map { RejectedChainView($0) }) }
        group.get("rejected/{id}") { _, context in
            let id = try context.chainNumber()
            guard let chain = store.rejected.first(where: { $0.id == id }) else {
                throw Problem.notFound("there is no rejected chain \(id)")
            }
            return try JSON.response(RejectedChainView(chain))
        }
        group.post("rejected/{id}/trust") { request, context in
            let id = try context.chainNumber()
            let index = try request.integer("certificate", in: 0...100, default: 0)
            let before = store.trusted
            try await attempt { try store.trustRejected(id: id, certificate: index) }
            let change = TrustChangeView(from: before, to: store.trusted)
            if !change.added.isEmpty { await changed("trusted, rejected before: \(Self.list(change.added))") }
            return try JSON.response(change)
        }
        group.delete("rejected") { _, _ in
            let count = store.rejected.count
            try await attempt { try store.clearRejected() }
            if count > 0 { await changed("rejected chains discarded: \(count)") }
            return try JSON.response(RejectedChangeView(removed: count))
        }
    }

    // MARK: Means

    /// Does something with certificates, and turns its errors into problems.
    func attempt(missing: Int = 404, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as TLSError {
            throw Problem(error, missing: missing)
        }
    }

    /// A file as an answer.
    static func file(_ octets: [UInt8], _ format: CertificateFormat, type: String? = nil) -> Response {
        Response(
            status: .ok, headers: [.contentType: type ?? format.mediaType],
            body: .init(byteBuffer: ByteBuffer(bytes: octets)))
    }

    /// The most certificates that a sentence for the log names.
    private static let namedLimit = 5

    /// Certificates in a sentence for the log.
    static func list(_ certificates: [CertificateView]) -> String {
        let named = certificates.prefix(namedLimit).map { "\($0.subject) SHA-256 \($0.fingerprint)" }
        let more = certificates.count - named.count
        return (more > 0 ? named + ["and \(more) more"] : named).joined(separator: "; ")
    }
}
