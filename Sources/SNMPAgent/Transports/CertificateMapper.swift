import NetworkValues
import TLSKit

/// Finds the security name for a manager's certificate (RFC 6353 5.3.2): rows are tried by their numbers, and one that
/// leads to no usable name is passed over.
final class CertificateMapper: Sendable {
    /// What the settings say of who comes over TLS.
    struct Rules: Hashable, Sendable {
        /// The rows, by number.
        var rows: [CertificateMapping] = []
        /// Whether names get the prefix `tls:` (snmpTsmConfigurationUsePrefix).
        var usesPrefix = false

        /// The security name of whom a certificate is mapped to.
        func securityName(_ name: String) -> String { usesPrefix ? CertificateMapper.prefix + name : name }
    }

    /// The longest security name in octets (RFC 3411 5, as VACM takes it).
    static let nameLimit = 32
    /// The prefix of names that come over TLS (RFC 6353 7, snmpTLSTCPDomain).
    static let prefix = "tls:"

    let rules: Rules

    init(_ rules: Rules) {
        self.rules = rules
    }

    /// The digests of all rows: a manager's certificate that is one of them is trusted for that.
    var fingerprints: [[UInt8]] { rules.rows.map(\.fingerprint) }

    /// Who shows `chain`, its own certificate first, which the handshake has accepted; `nil` when no row fits. `trusted` has
    /// the authorities that it may lead up to.
    func session(of chain: [Certificate], trusted: [Certificate]) -> TransportSession? {
        guard let own = chain.first else { return nil }
        // Every link is checked: what else a peer sends along vouches for nothing.
        let path = own.chain(among: trusted + chain.dropFirst())
        for row in rules.rows {
            let fits = path.enumerated().contains { place, certificate in
                (place == 0 || certificate.isAuthority) && certificate.fingerprint == Self.text(row.fingerprint)
            }
            guard fits, let name = Self.name(row, own), (1...Self.nameLimit).contains(name.utf8.count) else { continue }
            return TransportSession(securityName: rules.securityName(name), row: row.key)
        }
        return nil
    }

    /// The name that a row gives a certificate; `nil` when the certificate has none of that kind.
    static func name(_ row: CertificateMapping, _ certificate: Certificate) -> String? {
        if row.kind == .specified { return row.name }
        if row.kind == .commonName { return commonName(certificate.subject) }
        return AlternativeName.all(in: certificate.der).first { name in
            switch (name, row.kind) {
            case (_, .any), (.rfc822, .rfc822), (.dns, .dns), (.address, .address): true
            default: false
            }
        }?.securityName
    }

    private static func text(_ fingerprint: [UInt8]) -> String {
        fingerprint.map { hexadecimal(UInt64($0), digits: 2) }.joined(separator: ":")
    }

    /// The common name in a subject written as RFC 2253 has it; the most special one when there are more.
    static func commonName(_ subject: String) -> String? {
        var octets = Array(subject.utf8)[...]
        var isStart = true
        let mark = Array("CN=".utf8)
        while !octets.isEmpty {
            if isStart, octets.starts(with: mark) { return value(octets.dropFirst(mark.count)) }
            let octet = octets.removeFirst()
            isStart = octet == UInt8(ascii: ",") || octet == UInt8(ascii: "+")
            if octet == UInt8(ascii: "\\") { _ = octets.popFirst() }
        }
        return nil
    }

    /// The value of an attribute, up to an unescaped comma or plus.
    private static func value(_ octets: ArraySlice<UInt8>) -> String? {
        var rest = octets
        var value: [UInt8] = []
        while let octet = rest.popFirst(), octet != UInt8(ascii: ","), octet != UInt8(ascii: "+") {
            guard octet == UInt8(ascii: "\\") else {
                value.append(octet)
                continue
            }
            let digits = rest.prefix(2)
            if digits.count == 2, let number = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) {
                value.append(number)
                rest = rest.dropFirst(2)
            } else if let escaped = rest.popFirst() {
                value.append(escaped)
            }
        }
        guard !value.contains(where: { $0 < 0x20 }) else { return nil }
        return String(validating: value, as: UTF8.self)
    }
}
