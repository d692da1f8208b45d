public import TLSKit

/// A revocation list, as `GET /api/v1/certificates/revocations` lists it.
public struct RevocationListView: Codable, Sendable, Equatable {
    /// Who issued it, as RFC 2253 text.
    public var issuer: String
    /// When it was issued, RFC 3339.
    public var thisUpdate: String
    /// When it goes out of date, RFC 3339; `nil` when it does not say.
    public var nextUpdate: String?
    /// How many certificates it revokes.
    public var revoked: Int
    /// The SHA-256 digest in lower-case hexadecimal with colons.
    public var fingerprint: String

    /// Makes the view of a list.
    public init(_ list: RevocationList) {
        issuer = list.issuer
        thisUpdate = "\(list.thisUpdate)"
        nextUpdate = list.nextUpdate.map { "\($0)" }
        revoked = list.revokedCount
        fingerprint = list.fingerprint
    }
}

/// What became of the revocation lists.
public struct RevocationChangeView: Codable, Sendable, Equatable {
    /// The lists that count now and did not before.
    public var added: [RevocationListView]
    /// The lists that do not count any more, because they were discarded or a newer one took their place.
    public var removed: [RevocationListView]
    /// How many lists there are now.
    public var lists: Int

    init(from before: [RevocationList], to after: [RevocationList]) {
        let known = Set(before)
        let left = Set(after)
        added = after.filter { !known.contains($0) }.map { RevocationListView($0) }
        removed = before.filter { !left.contains($0) }.map { RevocationListView($0) }
        lists = after.count
    }
}
