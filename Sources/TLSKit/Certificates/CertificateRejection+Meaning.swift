import Faults

extension CertificateRejection {
    /// What a number means, and the fault of the alert that goes with it.
    struct Meaning {
        let text: String
        let fault: FaultCode?

        init(_ text: String, _ fault: FaultCode?) {
            self.text = text
            self.fault = fault
        }
    }

    /// What a number means.
    static func meaning(of number: Int32) -> Meaning {
        meanings[number] ?? Meaning("the certificate was not accepted (reason \(number))", .tlsLocalUnknownCertificate)
    }

    /// By the numbers of OpenSSL's `x509_vfy.h`.
    private static let meanings: [Int32: Meaning] = trust.merging(validity) { first, _ in first }
        .merging(use) { first, _ in first }.merging(revocation) { first, _ in first }

    private static let trust: [Int32: Meaning] = [
        2: Meaning("the certificate of the authority that signed it is not known", .tlsLocalUnknownCa),
        18: Meaning("the certificate is self-signed and not in the trust list", .tlsLocalUnknownCa),
        19: Meaning("the chain ends in a self-signed certificate that is not in the trust list", .tlsLocalUnknownCa),
        20: Meaning("the authority that signed it is not in the trust list", .tlsLocalUnknownCa),
        21: Meaning("the authority that signed it is not in the trust list, and no chain came", .tlsLocalUnknownCa),
        22: Meaning("the chain of certificates is too long", .tlsLocalUnknownCa),
        27: Meaning("the authority is not trusted for this use", .tlsLocalBadCertificate),
        28: Meaning("the authority is marked as not to be trusted", .tlsLocalBadCertificate),
        7: Meaning("the signature of the certificate is wrong", .tlsLocalDecryptionError),
        4: Meaning("the signature of the certificate cannot be read", .tlsLocalBadCertificate),
        6: Meaning("the public key of the authority cannot be read", .tlsLocalBadCertificate),
        66: Meaning("the key of the certificate is too weak", .tlsLocalBadCertificate),
        67: Meaning("the key of the authority is too weak", .tlsLocalBadCertificate),
        68: Meaning("the certificate is signed with a digest that is too weak", .tlsLocalBadCertificate),
        76: Meaning("the way in which the certificate is signed is not known here", .tlsLocalUnknownCertificate),
        77: Meaning(
            "the certificate is not signed the way the key of its authority signs", .tlsLocalUnknownCertificate),
        78: Meaning("the certificate names two ways in which it is signed", .tlsLocalUnknownCertificate),
    ]

    private static let validity: [Int32: Meaning] = [
        9: Meaning("the certificate is not valid yet; check the clocks of both sides", .tlsLocalBadCertificate),
        10: Meaning("the certificate has expired", .tlsLocalExpiredCertificate),
        13: Meaning("the day from which the certificate is valid cannot be read", .tlsLocalBadCertificate),
        14: Meaning("the day until which the certificate is valid cannot be read", .tlsLocalBadCertificate),
    ]

    private static let use: [Int32: Meaning] = [
        24: Meaning("the certificate of the authority has no public key", .tlsLocalUnknownCertificate),
        25: Meaning("the chain is longer than an authority in it allows", .tlsLocalUnknownCa),
        26: Meaning("the certificate is not meant for this use", .tlsLocalUnsupportedCertificate),
        29: Meaning("the issuer named in the certificate is another one", .tlsLocalUnknownCertificate),
        30: Meaning("the key identifier of the authority does not match", .tlsLocalUnknownCertificate),
        31: Meaning("the serial number of the authority does not match", .tlsLocalUnknownCertificate),
        32: Meaning("the key of the authority is not meant for signing certificates", .tlsLocalUnknownCertificate),
        37: Meaning("the certificate is that of an authority and not meant for this use", .tlsLocalUnknownCertificate),
        34: Meaning("the certificate has a critical extension that is not known here", .tlsLocalUnknownCertificate),
        41: Meaning("an extension of the certificate is malformed", .tlsLocalUnknownCertificate),
        47: Meaning("a name in the certificate is outside what its authority may sign", .tlsLocalUnknownCertificate),
        48: Meaning("a name in the certificate is one that its authority may not sign", .tlsLocalUnknownCertificate),
        55: Meaning("the chain leads back to itself", .tlsLocalUnknownCertificate),
        62: Meaning("the certificate is for another host name", .tlsLocalBadCertificate),
        63: Meaning("the certificate is for another e-mail address", .tlsLocalBadCertificate),
        64: Meaning("the certificate is for another address", .tlsLocalBadCertificate),
        79: Meaning("a certificate that signed another one is not that of an authority", .tlsLocalUnknownCa),
    ]

    private static let revocation: [Int32: Meaning] = [
        3: Meaning("there is no list of revoked certificates of its authority", .tlsLocalUnknownCa),
        5: Meaning("the signature of the list of revoked certificates cannot be read", .tlsLocalBadCertificate),
        8: Meaning("the signature of the list of revoked certificates is wrong", .tlsLocalDecryptionError),
        11: Meaning("the list of revoked certificates is not valid yet", .tlsLocalBadCertificate),
        12: Meaning("the list of revoked certificates is out of date", .tlsLocalExpiredCertificate),
        23: Meaning("the certificate was revoked", .tlsLocalRevokedCertificate),
        33: Meaning("there is no list of revoked certificates of an authority in the chain", .tlsLocalUnknownCa),
    ]
}
