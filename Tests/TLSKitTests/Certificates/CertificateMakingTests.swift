import NetworkValues
import Testing

@testable import TLSKit

/// Certificates, requests and keys that are made here are checked by `openssl`.
struct CertificateMakingTests {
    private let workshop: CertificateWorkshop

    init() throws { workshop = try CertificateWorkshop() }

    @Test(arguments: [
        (PrivateKey.Kind.rsa2048, CertificateRequest.Signature.sha256, "RSA 2048", "RSA with SHA-256"),
        (.rsa4096, .sha512, "RSA 4096", "RSA with SHA-512"), (.ecP256, .sha384, "EC P-256", "ECDSA with SHA-384"),
    ])
    func `openssl accepts a self-signed certificate`(
        kind: PrivateKey.Kind, signature: CertificateRequest.Signature, key: String, signed: String
    ) async throws {
        let made = try await PrivateKey.make(kind)
        let request = CertificateRequest(
            signature: signature, validityYears: 3, commonName: "dect.example", dnsName: "other.example, 192.0.2.9",
            organization: "Åre Sjukhus", country: "SE")
        let certificate = try request.selfSigned(with: made, at: CertificateWorkshop.now)
        #expect(certificate.keyDescription == key && certificate.signatureDescription == signed)
        #expect(certificate.subject == "CN=dect.example,O=Åre Sjukhus,C=SE" && certificate.isSelfSigned)
        #expect(certificate.dnsNames == ["other.example", "dect.example"])
        #expect(certificate.addresses == [IPAddress("192.0.2.9")])
        #expect(certificate.matches(made))
        #expect(CalendarDate(certificate.notAfter).year == CalendarDate(CertificateWorkshop.now).year + 3)
        try workshop.write(certificate.pem, to: "c.pem")
        for (purpose, name) in [
            ("sslserver", "-verify_hostname other.example"), ("sslclient", ""), ("sslserver", "-verify_ip 192.0.2.9"),
        ] {
            let verified = try await workshop.openssl(
                "verify -CAfile c.pem -attime 1795000000 -purpose \(purpose) \(name) c.pem")
            #expect(verified.output == "c.pem: OK\n")
        }
        let other = try await workshop.openssl(
            "verify -CAfile c.pem -attime 1795000000 -verify_hostname wrong.example c.pem", mayFail: true)
        #expect(!other.succeeded)
        try workshop.write(try DeviceCertificate.keyFile(made), to: "k.pem")
        let checked = try await workshop.openssl("pkey -in k.pem -check -noout")
        #expect(checked.output.contains("Key is valid"))
    }

    @Test(arguments: [PrivateKey.Kind.rsa2048, .ecP256])
    func `openssl accepts a signing request`(kind: PrivateKey.Kind) async throws {
        let key = try await PrivateKey.make(kind)
        let request = CertificateRequest(commonName: "10.0.0.7", dnsName: "dect.example", locality: "Göteborg")
        let made = try SigningRequest(der: request.signingRequest(with: key), key: key)
        try workshop.write(made.pem, to: "r.pem")
        let shown = try await workshop.openssl("req -in r.pem -verify -noout -text")
        #expect((shown.output + shown.errors).contains("verify OK"))
        #expect(shown.output.contains("DNS:dect.example, IP Address:10.0.0.7"))
        #expect(shown.output.contains("TLS Web Server Authentication, TLS Web Client Authentication"))
        #expect(made.subject == "CN=10.0.0.7,L=Göteborg")
        let other = try await PrivateKey.make(.ecP256)
        #expect(await code { _ = try SigningRequest(der: made.der, key: other) } == .keyMismatch)
    }

    @Test func `weak keys and digests are refused with a reason`() throws {
        for name in ["1024-bit", "rsa-1024", "512"] {
            #expect { _ = try CertificateRequest.Key(named: name) } throws: {
                ($0 as? TLSError)?.code == .refused && "\($0)".contains("can be broken")
            }
        }
        #expect(try CertificateRequest.Key(named: "2048-bit") == .rsa2048)
        #expect(try CertificateRequest.Key(named: "RSA-4096") == .rsa4096)
        #expect(try CertificateRequest.Key(named: "reuse") == .reuse)
        for name in ["SHA1", "sha-1", "md5"] {
            #expect { _ = try CertificateRequest.Signature(named: name) } throws: {
                ($0 as? TLSError)?.code == .refused && "\($0)".contains("can be forged")
            }
        }
        #expect(try CertificateRequest.Signature(named: "SHA-384") == .sha384)
        #expect(throws: TLSError.self) { _ = try CertificateRequest.Key(named: "des") }
        #expect(throws: TLSError.self) { _ = try CertificateRequest.Signature(named: "sha3") }
    }

    @Test func `fields that cannot be are refused before a key is made`() throws {
        let good = CertificateRequest(commonName: "dect.example")
        try good.check()
        let changes: [(inout CertificateRequest) -> Void] = [
            { $0.commonName = "" }, { $0.commonName = String(repeating: "x", count: 65) },
            { $0.commonName = "a\u{0}b" },
            { $0.commonName = "a\nb" }, { $0.country = "Sweden" }, { $0.dnsName = "not a/name" },
            { $0.dnsName = "-x.example" }, { $0.validityYears = 0 }, { $0.validityYears = 51 },
            { $0.dnsName = (0...100).map { "h\($0).example" }.joined(separator: ",") },
        ]
        for change in changes {
            var request = good
            change(&request)
            #expect(throws: TLSError.self) { try request.check() }
        }
    }

    @Test func `years are added by the calendar`() {
        let leap = Timestamp(seconds: 1_709_200_000)
        #expect("\(leap)".hasPrefix("2024-02-29"))
        #expect("\(CertificateRequest.adding(years: 1, to: leap))".hasPrefix("2025-03-01"))
        #expect("\(CertificateRequest.adding(years: 4, to: leap))".hasPrefix("2028-02-29"))
        #expect("\(CertificateRequest.adding(years: 10, to: CertificateWorkshop.now))".hasPrefix("2036-11-18"))
    }

    @Test func `no description of a key shows it`() async throws {
        let key = try await PrivateKey.make(.ecP256)
        let certificate = try CertificateRequest(commonName: "x").selfSigned(with: key, at: CertificateWorkshop.now)
        let device = try DeviceCertificate(.selfSigned, chain: [certificate], key: key)
        let request = try SigningRequest(der: CertificateRequest(commonName: "x").signingRequest(with: key), key: key)
        var dumped = ""
        dump(device, to: &dumped)
        dump(request, to: &dumped)
        dump(key, to: &dumped)
        let texts = [
            String(reflecting: key), String(describing: key), String(reflecting: device),
            String(describing: device.identity), String(reflecting: device.identity), String(reflecting: request),
            dumped,
        ]
        let octets = key.pkcs8DER
        let base64 = try DeviceCertificate.keyFile(key)
        let lines = String(decoding: base64, as: UTF8.self).split(separator: "\n").dropFirst().dropLast()
        for text in texts {
            #expect(text.contains("PrivateKey") || text.contains("TLSIdentity"))
            for line in lines { #expect(!text.contains(line)) }
            // The private number stands from octet 36 on.
            #expect(!text.contains("\(octets[36]), \(octets[37]), \(octets[38]), \(octets[39])"))
            #expect(!text.contains(octets[36..<44].map { hexadecimal(UInt64($0), digits: 2) }.joined()))
        }
    }

    @Test func `keys in the forms of openssl are read, encrypted ones are not`() async throws {
        try await workshop.openssl("genrsa -traditional -out rsa.pem 2048")
        try await workshop.openssl("ecparam -name prime256v1 -genkey -noout -out ec.pem")
        try await workshop.openssl("pkey -in ec.pem -outform der -out ec.der")
        try await workshop.openssl("pkey -in ec.pem -aes256 -passout pass:x -out locked.pem")
        #expect(try PrivateKey(workshop.read("rsa.pem")).keyDescription == "RSA 2048")
        #expect(try PrivateKey(workshop.read("ec.pem")).keyDescription == "EC P-256")
        #expect(try PrivateKey(workshop.read("ec.pem")).pkcs8DER == PrivateKey(workshop.read("ec.der")).pkcs8DER)
        #expect(throws: TLSError.self) { _ = try PrivateKey(workshop.read("locked.pem")) }
        #expect(throws: TLSError.self) { _ = try PrivateKey([]) }
    }
}
