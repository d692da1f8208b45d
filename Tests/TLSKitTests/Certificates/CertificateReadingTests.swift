import Foundation
import Faults
import NetworkValues
import Testing

@testable import TLSKit

/// Certificates that `openssl` has made are read here.
struct CertificateReadingTests {
    private let workshop: CertificateWorkshop

    init() throws { workshop = try CertificateWorkshop() }

    private func certificate(_ name: String) throws -> Certificate {
        try #require(try Certificate.all(in: workshop.read(name)).first)
    }

    @Test func `the fields are those that openssl shows`() async throws {
        try await workshop.makeAuthority()
        try await workshop.makeSigned(
            "leaf", key: "rsa:2048", subject: "/C=SE/O=Sjukhus%Åre/CN=phone.example", digest: "sha384",
            extensions: [
                "basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature,keyEncipherment",
                "extendedKeyUsage=serverAuth,clientAuth,1.3.6.1.4.1.99999.1",
                "subjectAltName=DNS:phone.example,DNS:*.phone.example,IP:192.0.2.7,IP:2001:db8::7,"
                    + "email:admin@phone.example,otherName:msUPN;UTF8:admin@realm.example",
            ])
        let leaf = try certificate("leaf.pem")
        #expect(leaf.subject == "CN=phone.example,O=Sjukhus Åre,C=SE")
        #expect(leaf.issuer == "CN=Test Authority,O=Hospital")
        #expect(leaf.dnsNames == ["phone.example", "*.phone.example"])
        #expect(leaf.addresses.map(\.description) == ["192.0.2.7", "2001:db8::7"])
        #expect(leaf.emailAddresses == ["admin@phone.example"])
        #expect(leaf.userPrincipalNames == ["admin@realm.example"])
        #expect(leaf.keyUsages == ["digitalSignature", "keyEncipherment"])
        #expect(leaf.extendedKeyUsages == ["serverAuth", "clientAuth", "1.3.6.1.4.1.99999.1"])
        #expect(leaf.keyDescription == "RSA 2048")
        #expect(leaf.signatureDescription == "ECDSA with SHA-384")
        #expect(!leaf.isAuthority && !leaf.isSelfSigned)

        let shown = try await workshop.openssl("x509 -in leaf.pem -noout -serial -fingerprint -sha256 -enddate")
        #expect(shown.output.contains("serial=\(leaf.serialNumber)\n"))
        #expect(shown.output.contains("Fingerprint=\(leaf.fingerprint.uppercased())\n"))
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "MMM d HH:mm:ss yyyy 'GMT'"
        let end = shown.output.split(separator: "\n").first { $0.hasPrefix("notAfter=") }?.dropFirst(9)
        let date = try #require(end.flatMap { formatter.date(from: String($0)) })
        #expect(leaf.notAfter == Timestamp(seconds: Int64(date.timeIntervalSince1970)))
        #expect(leaf.notAfter.milliseconds(since: leaf.notBefore) == 365 * 86_400_000)

        let authority = try certificate("ca.pem")
        #expect(authority.isAuthority && authority.isSelfSigned)
        #expect(authority.keyDescription == "EC P-256")
        #expect(leaf.isSigned(by: authority) && !authority.isSigned(by: leaf))
        #expect(leaf.chain(among: [authority, leaf]) == [leaf, authority])
    }

    @Test(arguments: [
        ("rsa:3072", "RSA 3072"), ("ec%-pkeyopt%ec_paramgen_curve:P-384", "EC P-384"), ("ed25519", "Ed25519"),
        ("ec%-pkeyopt%ec_paramgen_curve:brainpoolP256r1", "EC brainpoolP256r1"),
    ])
    func `kinds of keys are named`(kind: String, name: String) async throws {
        let words = kind.replacingOccurrences(of: "%", with: " ")
        try await workshop.openssl("req -x509 -newkey \(words) -nodes -keyout k.pem -out c.pem -subj /CN=x")
        let certificate = try certificate("c.pem")
        #expect(certificate.keyDescription == name)
        let key = try PrivateKey(workshop.read("k.pem"))
        #expect(key.keyDescription == name)
        #expect(certificate.matches(key))
    }

    @Test func `PEM, DER and bundles are read, and what stands between`() async throws {
        try await workshop.makeAuthority()
        try await workshop.makeSigned("one")
        try await workshop.makeSigned("two")
        try await workshop.openssl("x509 -in one.pem -outform der -out one.der")
        let der = try workshop.read("one.der")
        let one = try certificate("one.pem")
        #expect(try Certificate.all(in: der) == [one])
        #expect(one.der == der)
        let two = try certificate("two.pem")
        let text = "# a comment\r\n" + one.pem + "between - ----\n" + two.pem.replacing("\n", with: "\r\n")
        #expect(try Certificate.all(in: Array(text.utf8) + workshop.read("two.key")) == [one, two])
        for form in ["pem", "der"] {
            try await workshop.openssl(
                "crl2pkcs7 -nocrl -certfile one.pem -certfile ca.pem -outform \(form) -out b.p7b")
            #expect(try Certificate.all(in: workshop.read("b.p7b")) == [one, certificate("ca.pem")])
        }
        try workshop.write(one.pem, to: "again.pem")
        #expect(try await workshop.openssl("x509 -in again.pem -outform pem").output == one.pem)
    }

    @Test func `octets that are no certificate are refused with a reason`() async throws {
        try await workshop.makeAuthority()
        let der = try certificate("ca.pem").der
        func refusal(_ octets: [UInt8]) async -> TLSError.Code? {
            await code { _ = try Certificate.all(in: octets) }
        }
        #expect(await refusal([]) == .malformed)
        #expect(await refusal(Array("hello".utf8)) == .malformed)
        #expect(await refusal(der + [0]) == .malformed)
        #expect(await refusal(der.dropLast()) == .malformed)
        #expect(await refusal([UInt8](repeating: 0x30, count: 70_000)) == .tooLarge)
        #expect(await refusal([UInt8](repeating: 0x30, count: 5 << 20)) == .tooLarge)
        let pem = try certificate("ca.pem").pem
        #expect(await refusal(Array(pem.replacing("\nM", with: "\n!", maxReplacements: 1).utf8)) == .malformed)
        #expect(await refusal(Array((pem + String(pem.dropLast(40))).utf8)) == .malformed)
        #expect(await refusal(try workshop.read("ca.key")) == .malformed)
    }

    @Test func `names that no such name can be are left out`() async throws {
        try workshop.write(
            """
            [req]
            distinguished_name=d
            x509_extensions=e
            prompt=no
            [d]
            CN=evil
            [e]
            subjectAltName=DER:301d8210676f6f642e6578616d706c6500782e79820967622e65782e636f6d
            """, to: "c.cnf")
        try await workshop.openssl("req -x509 -config c.cnf -newkey rsa:2048 -nodes -keyout k.pem -out c.pem")
        #expect(try certificate("c.pem").dnsNames == ["gb.ex.com"])
    }

    @Test func `every reason of openssl has words, and those about the peer a fault`() {
        for number in Int32(0)...94 {
            let reason = CertificateRejection(number: number)
            #expect(!reason.text.isEmpty && reason.fault != nil)
        }
        #expect(CertificateRejection(number: 10).fault == .tlsLocalExpiredCertificate)
        #expect(CertificateRejection(number: 20).fault == .tlsLocalUnknownCa)
        #expect(CertificateRejection(number: 23).fault == .tlsLocalRevokedCertificate)
    }
}
