import Foundation
import NetworkValues
import TLSKit
import Testing

@testable import SNMPAgent

/// Names for certificates (RFC 6353 7). The certificates of Tests/Fixtures/snmp-tls are signed by `authority`, `foreign` by
/// `stranger`; `evil` has the identifier of subjectAltName in its common name.
@Suite struct CertificateMapperTests {
    private static func read(_ name: String) throws -> Certificate {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let octets = try Data(contentsOf: folder.appending(path: "../../Fixtures/snmp-tls/\(name).pem"))
        return try #require(try Certificate.all(in: Array(octets)).first)
    }

    private static func digest(_ certificate: Certificate) -> [UInt8] {
        certificate.fingerprint.split(separator: ":").compactMap { UInt8($0, radix: 16) }
    }

    private static func row(
        _ number: UInt32, _ certificate: Certificate, _ kind: CertificateMapping.Kind, _ name: String = ""
    ) -> CertificateMapping {
        CertificateMapping(number: number, fingerprint: digest(certificate), kind: kind, name: name)
    }

    private static func name(
        _ certificate: Certificate, _ rows: [CertificateMapping], usesPrefix: Bool = false, sends: [Certificate] = []
    ) throws -> String? {
        let mapper = CertificateMapper(.init(rows: rows, usesPrefix: usesPrefix))
        return mapper.session(of: [certificate] + sends, trusted: [try read("authority")])?.securityName
    }

    @Test(arguments: [
        (CertificateMapping.Kind.specified, "someone"), (.rfc822, "Op.Name@noc.example"), (.dns, "nms.example.org"),
        (.address, "192.0.2.7"), (.any, "Op.Name@noc.example"), (.commonName, "operator"),
    ])
    func `each kind takes the name from where it says`(kind: CertificateMapping.Kind, name: String) throws {
        let certificate = try Self.read("all")
        for known in [certificate, try Self.read("authority")] {
            #expect(try Self.name(certificate, [Self.row(1, known, kind, "someone")]) == name)
        }
    }

    @Test func `any is the first of the certificate, and an IPv6 address has no colons`() throws {
        let certificate = try Self.read("order")
        let address = "20010db800000000000000000000abcd"
        #expect(try Self.name(certificate, [Self.row(1, certificate, .any)]) == address)
        #expect(try Self.name(certificate, [Self.row(1, certificate, .address)]) == address)
        #expect(try Self.name(certificate, [Self.row(1, certificate, .dns)]) == "nms.example.org")
        #expect(try Self.name(certificate, [Self.row(1, certificate, .rfc822)]) == nil)
    }

    @Test func `rows that give no usable name are passed over`() throws {
        let certificate = try Self.read("long")
        let rows = [
            Self.row(1, try Self.read("all"), .specified, "other"), Self.row(2, certificate, .rfc822),
            Self.row(3, certificate, .dns), Self.row(4, certificate, .specified, "fourth"),
            Self.row(5, certificate, .specified, "fifth"),
        ]
        #expect(try Self.name(certificate, rows) == "fourth")
        #expect(try Self.name(certificate, Array(rows.prefix(3))) == nil)
        #expect(try Self.name(certificate, [rows[3]], usesPrefix: true) == "tls:fourth")
    }

    @Test func `a common name is read with its escapes`() throws {
        let certificate = try Self.read("none")
        #expect(try Self.name(certificate, [Self.row(1, certificate, .commonName)]) == "Muster, Erika")
        #expect(try Self.name(certificate, [Self.row(1, certificate, .any)]) == nil)
        #expect(CertificateMapper.commonName("O=CN\\=x,CN=\\C3\\84rger") == "Ärger")
        #expect(CertificateMapper.commonName("O=a\\,CN=b") == nil)
        #expect(CertificateMapper.commonName("CN=a\\00b") == nil)
    }

    @Test func `only alternative names where they belong count`() throws {
        let certificate = try Self.read("evil")
        #expect(certificate.der.indices.contains { certificate.der[$0...].starts(with: [0x55, 0x1d, 0x11]) })
        #expect(AlternativeName.all(in: certificate.der).isEmpty)
    }

    @Test func `an authority that did not sign vouches for nothing, also when it is sent along`() throws {
        let (foreign, stranger) = (try Self.read("foreign"), try Self.read("stranger"))
        let authority = try Self.read("authority")
        let rows = [Self.row(1, authority, .specified, "ours")]
        #expect(try Self.name(foreign, rows, sends: [authority]) == nil)
        #expect(try Self.name(foreign, rows, sends: [stranger, authority]) == nil)
        #expect(try Self.name(foreign, [Self.row(1, stranger, .dns)], sends: [stranger]) == "foreign.example")
        // A manager's certificate is no authority.
        #expect(try Self.name(try Self.read("all"), [Self.row(1, foreign, .specified, "x")], sends: [foreign]) == nil)
    }

    @Test func `cut certificates have no names, and do no harm`() throws {
        let der = try Self.read("all").der
        #expect(AlternativeName.all(in: der).count == 3)
        for count in 0..<der.count { #expect(AlternativeName.all(in: Array(der.prefix(count))).isEmpty) }
        var random = SeededNumbers(seed: 2)
        for _ in 0..<20_000 {
            var mutated = der
            for _ in 0..<3 {
                mutated[Int.random(in: der.indices, using: &random)] = .random(in: 0...255, using: &random)
            }
            #expect(AlternativeName.all(in: mutated).count <= der.count)
        }
    }
}
