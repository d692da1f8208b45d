/// The certificates that are trusted (manual 4.1.10.1), in the order in which they came.
struct TrustList: Sendable {
    /// The most certificates that are trusted.
    static let limit = 1000

    /// The certificates.
    private(set) var certificates: [Certificate] = []

    init() {}

    /// Adds the certificates that are not there yet. Returns how many those were; throws, and adds none, beyond the limit.
    mutating func add(_ added: [Certificate]) throws(TLSError) -> Int {
        var known = Set(certificates)
        let fresh = added.filter { known.insert($0).inserted }
        guard certificates.count + fresh.count <= Self.limit else {
            throw TLSError(
                .tooLarge,
                "the trust list would hold \(certificates.count + fresh.count) certificates, and takes \(Self.limit)")
        }
        certificates += fresh
        return fresh.count
    }

    /// Removes the certificate of a fingerprint; upper case and colons do not matter.
    mutating func remove(fingerprint: String) throws(TLSError) {
        let wanted = Certificate.normalized(fingerprint: fingerprint)
        guard let index = certificates.firstIndex(where: { $0.fingerprint == wanted }) else {
            throw TLSError(.notFound, "no certificate in the trust list has the fingerprint \(fingerprint.prefix(100))")
        }
        certificates.remove(at: index)
    }

    /// All of them as PEM, each below its subject.
    var pem: String {
        certificates.map { "# \($0.subject)\n\($0.pem)" }.joined()
    }
}
