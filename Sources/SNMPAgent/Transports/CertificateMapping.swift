/// One row of snmpTlstmCertToTSNTable (RFC 6353 7): which certificate gets which name.
public struct CertificateMapping: Hashable, Sendable {
    /// Where the name is taken from (snmpTlstmCertToTSNMIdentities).
    public enum Kind: UInt32, CaseIterable, Hashable, Sendable {
        /// The name that the row gives.
        case specified = 1
        /// The first e-mail address among the subject's alternative names, its host part in lower case.
        case rfc822
        /// The first host name among the subject's alternative names, in lower case.
        case dns
        /// The first address among the subject's alternative names: with dots, or for IPv6 32 hexadecimal digits.
        case address
        /// The first of these three that the certificate has.
        case any
        /// The subject's common name.
        case commonName

        /// The name in the settings.
        public var name: String {
            switch self {
            case .specified: "specified"
            case .rfc822: "san-rfc822"
            case .dns: "san-dns"
            case .address: "san-ip"
            case .any: "san-any"
            case .commonName: "common-name"
            }
        }
    }

    /// What makes a row this one: another certificate under its number is another row.
    struct Key: Hashable, Sendable {
        var number: UInt32
        var fingerprint: [UInt8]
    }

    /// The row's number; the lowest that fits decides.
    public var number: UInt32
    /// SHA-256 of the manager's certificate, or of one of an authority that it leads up to; 32 octets.
    public var fingerprint: [UInt8]
    /// Where the name is taken from.
    public var kind: Kind
    /// The name of `specified`.
    public var name: String
    /// The name of the view that may be read, unless a group has the name.
    public var view: String
    /// The name of the view that may be written, likewise.
    public var writeView: String

    var key: Key { Key(number: number, fingerprint: fingerprint) }

    /// Makes a row.
    public init(
        number: UInt32, fingerprint: [UInt8], kind: Kind, name: String = "", view: String = MIBView.all.name,
        writeView: String = MIBView.none.name
    ) {
        self.number = number
        self.fingerprint = fingerprint
        self.kind = kind
        self.name = name
        self.view = view
        self.writeView = writeView
    }
}
