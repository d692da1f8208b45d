import COpenSSL
public import NetworkValues

/// A list of certificates that their authority has revoked (RFC 5280 5). Two are equal when their octets are.
///
/// Whether it is signed by the authority is checked in each handshake: here the authority may not even be known yet.
public struct RevocationList: Sendable {
    /// The longest list that is read, in octets.
    public static let maximumBytes = Certificate.maximumFileBytes

    /// The list as DER.
    public let der: [UInt8]
    /// Who issued it, as RFC 2253 text.
    public let issuer: String
    /// When it was issued.
    public let thisUpdate: Timestamp
    /// When the next one comes at the latest; `nil` when it does not say. Behind that the list is out of date, and the
    /// certificates of its issuer are refused.
    public let nextUpdate: Timestamp?
    /// How many certificates it revokes.
    public let revokedCount: Int
    /// The SHA-256 digest of the DER, in lower-case hexadecimal with colons.
    public let fingerprint: String

    /// Reads one list from DER. Throws for octets that are none or too many, and for a list that is not whole (a delta, or
    /// one for a part of the issuer's certificates): what is not on such a list may be revoked nevertheless.
    public init(der: [UInt8]) throws(TLSError) {
        guard der.count <= Self.maximumBytes else {
            throw TLSError(.tooLarge, "a revocation list of \(der.count) octets is over \(Self.maximumBytes)")
        }
        guard let list = der.withUnsafeBufferPointer({ ipd_revocations_read($0.baseAddress, $0.count) }) else {
            throw TLSError(.malformed, "what came is no revocation list (X.509 CRL) in DER, or a damaged one")
        }
        defer { ipd_revocations_free(list) }
        let first = ipd_revocations_time(list, 0)
        let next = ipd_revocations_time(list, 1)
        guard let issuer = String(taking: ipd_revocations_issuer(list)), !issuer.isEmpty, first != .min else {
            throw TLSError(.malformed, "the revocation list does not say who issued it and when")
        }
        guard ipd_revocations_is_partial(list) == 0 else {
            throw TLSError(
                .refused, "the revocation list of \(issuer) tells of some of its certificates only; get the whole one")
        }
        self.der = der
        self.issuer = issuer
        thisUpdate = Timestamp(seconds: first)
        nextUpdate = next == .min ? nil : Timestamp(seconds: next)
        revokedCount = Int(ipd_revocations_count(list))
        fingerprint = Certificate.fingerprint(of: der)
    }

    /// Reads the lists of a file: one in DER, or any number in PEM, where other blocks are passed over. Throws when there is
    /// none, or one is damaged.
    public static func all(in octets: [UInt8]) throws(TLSError) -> [RevocationList] {
        guard octets.count <= maximumBytes else {
            throw TLSError(.tooLarge, "a file of \(octets.count) octets is over \(maximumBytes)")
        }
        let (lists, damaged) = try readable(in: octets)
        if let damaged = damaged.first { throw damaged }
        guard !lists.isEmpty else {
            throw TLSError(.malformed, "there is no revocation list in the file; expected one in DER or some in PEM")
        }
        return lists
    }

    /// Reads what can be read of a file, and says what is wrong with the rest.
    static func readable(in octets: [UInt8]) throws(TLSError) -> (lists: [RevocationList], damaged: [TLSError]) {
        guard PEMBlock.isText(octets) else { return ([try RevocationList(der: octets)], []) }
        var lists: [RevocationList] = []
        var damaged: [TLSError] = []
        for (index, block) in try PEMBlock.blocks(in: octets).enumerated()
        where block.label == "X509 CRL" || block.label.isEmpty {
            do throws(TLSError) {
                lists.append(try RevocationList(der: block.octets))
            } catch {
                damaged.append(TLSError(error.code, "block \(index + 1) of the PEM text: \(error.message)"))
            }
        }
        return (lists, damaged)
    }

    /// The list as PEM text.
    public var pem: String { PEMBlock.text("X509 CRL", der) }
}

extension RevocationList: Hashable {
    /// Whether both are the same octets.
    public static func == (left: RevocationList, right: RevocationList) -> Bool { left.der == right.der }

    /// Feeds the fingerprint.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
