import COpenSSL
import NetworkValues

/// What a new certificate or signing request shall say (manual 4.1.10.4.2 and 4.1.10.4.3).
public struct CertificateRequest: Hashable, Sendable {
    /// Which key it is for.
    public enum Key: String, Hashable, Sendable, CaseIterable {
        /// A new RSA key of 2048 bits.
        case rsa2048 = "rsa-2048"
        /// A new RSA key of 4096 bits; making one takes seconds.
        case rsa4096 = "rsa-4096"
        /// A new EC key on P-256.
        case ecP256 = "ec-p256"
        /// The key that the device has (not recommended).
        case reuse

        /// The kind of a new key; `nil` for the key that the device has.
        var kind: PrivateKey.Kind? {
            switch self {
            case .rsa2048: .rsa2048
            case .rsa4096: .rsa4096
            case .ecP256: .ecP256
            case .reuse: nil
            }
        }
    }

    /// With which digest it is signed.
    public enum Signature: String, Hashable, Sendable, CaseIterable {
        /// SHA-256.
        case sha256
        /// SHA-384.
        case sha384
        /// SHA-512.
        case sha512

        var number: Int32 {
            switch self {
            case .sha256: Int32(ipd_sha256)
            case .sha384: Int32(ipd_sha384)
            case .sha512: Int32(ipd_sha512)
            }
        }
    }

    /// Which key it is for.
    public var key: Key
    /// With which digest it is signed.
    public var signature: Signature
    /// How long a self-signed certificate is valid, 1 to 50 years. An authority decides for itself.
    public var validityYears: Int
    /// The device's domain name or address, as people type it in a browser.
    public var commonName: String
    /// Domain names and addresses of the device, parted by commas; the common name is added by itself.
    public var dnsName: String
    /// The organization (O); empty for none.
    public var organization: String
    /// The unit of the organization (OU); empty for none.
    public var organizationalUnit: String
    /// The town (L); empty for none.
    public var locality: String
    /// The state or province (ST); empty for none.
    public var state: String
    /// The country as two letters (C); empty for none.
    public var country: String

    /// Makes a request. Nothing is checked before it is used.
    public init(
        key: Key = .rsa2048, signature: Signature = .sha256, validityYears: Int = 10, commonName: String,
        dnsName: String = "", organization: String = "", organizationalUnit: String = "", locality: String = "",
        state: String = "", country: String = ""
    ) {
        self.key = key
        self.signature = signature
        self.validityYears = validityYears
        self.commonName = commonName
        self.dnsName = dnsName
        self.organization = organization
        self.organizationalUnit = organizationalUnit
        self.locality = locality
        self.state = state
        self.country = country
    }
}

extension CertificateRequest.Key {
    /// Reads a name such as `rsa-2048`, or the key strength as the devices name it, such as `2048-bit`. Says why of a key
    /// that is refused.
    public init(named name: String) throws(TLSError) {
        let plain = name.lowercased()
        if let known = Self(rawValue: plain) {
            self = known
            return
        }
        let strength = Int(plain.trimmingPrefix("rsa-").prefix { $0.isNumber })
        switch strength {
        case 2048: self = .rsa2048
        case 4096: self = .rsa4096
        case let bits? where bits < 2048:
            throw TLSError(
                .refused,
                "an RSA key of \(bits) bits can be broken, and browsers refuse it; take 2048 or 4096 bits, or ec-p256")
        default:
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw TLSError(.refused, "there is no kind of key \"\(name)\"; there are \(names)")
        }
    }
}

extension CertificateRequest.Signature {
    /// Reads a name such as `sha256` or `SHA-256`. Says why of a digest that is refused.
    public init(named name: String) throws(TLSError) {
        let plain = name.lowercased().filter { $0 != "-" && $0 != "_" }
        if let known = Self(rawValue: plain) {
            self = known
            return
        }
        guard plain == "sha1" || plain == "md5" else {
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw TLSError(.refused, "there is no digest \"\(name)\" for signatures; there are \(names)")
        }
        throw TLSError(
            .refused, "signatures with \(name) can be forged, and browsers refuse them; take sha256, sha384 or sha512")
    }
}
