import COpenSSL
import NetworkValues

/// The names and uses in a certificate's extensions. Names that such a name cannot be are left out.
struct CertificateNames: Sendable {
    /// The most names of a kind that are read.
    static let countLimit = 256

    let dns: [String]
    let addresses: [IPAddress]
    let emailAddresses: [String]
    let principals: [String]
    let usages: [String]
    let extendedUsages: [String]

    init(_ certificate: OpaquePointer) {
        func octets(_ kind: Int) -> [[UInt8]] {
            var found: [[UInt8]] = []
            for index in 0..<Self.countLimit {
                guard let name = [UInt8](taking: ipd_certificate_name(certificate, Int32(kind), index)) else { break }
                if !name.isEmpty { found.append(name) }
            }
            return found
        }
        func texts(_ kind: Int) -> [String] { octets(kind).map { String(decoding: $0, as: UTF8.self) } }
        dns = texts(ipd_dns)
        addresses = octets(ipd_address).compactMap { IPAddress(octets: $0) }
        emailAddresses = texts(ipd_email)
        principals = texts(ipd_principal)
        extendedUsages = texts(ipd_extended_usage)
        let bits = ipd_certificate_usage(certificate)
        usages = bits == .max ? [] : Self.usageNames.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
    }

    /// The bits of the key usage by number (RFC 5280 4.2.1.3).
    private static let usageNames = [
        "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
        "cRLSign", "encipherOnly", "decipherOnly",
    ]
}
