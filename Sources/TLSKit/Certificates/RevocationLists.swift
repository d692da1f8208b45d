/// The revocation lists that count: one of each issuer, in the order in which the issuers came.
struct RevocationLists: Sendable {
    /// The most lists that are kept.
    static let limit = 100
    /// The most octets of all of them: each context of TLS holds them once more.
    static let maximumBytes = 8 << 20

    /// The lists.
    private(set) var lists: [RevocationList] = []

    init() {}

    /// Adds lists, each in the place of the one of its issuer. Throws, and adds none, for one that is older than that: it
    /// would give back what was revoked meanwhile.
    mutating func add(_ added: [RevocationList]) throws(TLSError) {
        var all = lists
        for list in added {
            guard let place = all.firstIndex(where: { $0.issuer == list.issuer }) else {
                all.append(list)
                continue
            }
            guard list.thisUpdate >= all[place].thisUpdate else {
                throw TLSError(
                    .refused,
                    "the revocation list of \(list.issuer) is of \(list.thisUpdate), and the one that is there of "
                        + "\(all[place].thisUpdate); get the newest one, or clear the lists first")
            }
            all[place] = list
        }
        let bytes = all.reduce(0) { $0 + $1.der.count }
        guard all.count <= Self.limit, bytes <= Self.maximumBytes else {
            throw TLSError(
                .tooLarge,
                "there would be \(all.count) revocation lists with \(bytes) octets; \(Self.limit) with "
                    + "\(Self.maximumBytes) are kept")
        }
        lists = all
    }

    /// All of them as PEM, each below its issuer.
    var pem: String {
        lists.map { "# \($0.issuer)\n\($0.pem)" }.joined()
    }
}
