import Foundation
import Testing

@testable import TLSKit

/// What reads certificates, requests, keys, lists and containers takes any octets, and ends.
///
/// `IPDECT_FUZZ_INPUTS` says how many inputs.
struct CertificateFuzzTests {
    static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 5_000

    private let workshop: CertificateWorkshop

    init() throws { workshop = try CertificateWorkshop() }

    /// A small generator with a seed (SplitMix64).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
            return value ^ value >> 31
        }
    }

    private func changed(_ valid: [UInt8], _ random: inout Generator) -> [UInt8] {
        var octets = valid
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<max(octets.count, 1), using: &random)
            guard place < octets.count else { break }
            switch Int.random(in: 0..<6, using: &random) {
            case 0: octets[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: octets[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2: octets.remove(at: place)
            case 3: octets.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
            case 4: octets[place] = [0x00, 0x30, 0x7f, 0x80, 0x81, 0x84, 0xff].randomElement(using: &random) ?? 0
            default: octets.removeSubrange(place..<min(octets.count, place + 8))
            }
        }
        return octets
    }

    /// Reads changed octets again and again; returns how many were refused.
    private func refused(_ count: Int, of valid: [UInt8], _ read: ([UInt8]) throws(TLSError) -> Void) throws -> Int {
        try read(valid)
        var random = Generator(state: 2026)
        var refused = 0
        for _ in 0..<count {
            do throws(TLSError) {
                try read(changed(valid, &random))
            } catch {
                #expect(!error.message.isEmpty)
                refused += 1
            }
        }
        return refused
    }

    @Test func `certificates that were changed at random are read or refused`() async throws {
        try await workshop.makeAuthority()
        try await workshop.makeSigned(
            "leaf", key: "rsa:2048",
            extensions: [
                "basicConstraints=CA:FALSE", "keyUsage=digitalSignature", "extendedKeyUsage=serverAuth,1.2.3.4.5",
                "subjectAltName=DNS:a.example,IP:192.0.2.7,email:a@b.example,otherName:msUPN;UTF8:a@b,URI:http://x",
            ])
        let der = try #require(try Certificate.all(in: workshop.read("leaf.pem")).first).der
        for count in 0..<der.count { #expect(throws: TLSError.self) { _ = try Certificate(der: Array(der[..<count])) } }
        let refused = try refused(Self.inputs, of: der) { octets throws(TLSError) in
            let certificate = try Certificate(der: octets)
            #expect(certificate.der == octets)
            _ = certificate.subject + certificate.issuer + certificate.keyDescription
        }
        #expect(refused > Self.inputs / 10)
    }

    @Test func `revocation lists that were changed at random are read or refused`() async throws {
        try await workshop.makeAuthority()
        try await workshop.makeSigned("leaf")
        try await workshop.makeRevocations("list", revoking: ["leaf"])
        let der = try #require(try RevocationList.all(in: workshop.read("list.pem")).first).der
        for count in 0..<der.count {
            #expect(throws: TLSError.self) { _ = try RevocationList(der: Array(der[..<count])) }
        }
        let refused = try refused(Self.inputs, of: der) { octets throws(TLSError) in
            #expect(try RevocationList(der: octets).der == octets)
        }
        #expect(refused > Self.inputs / 10)
        _ = try self.refused(Self.inputs / 5, of: workshop.read("list.pem")) { octets throws(TLSError) in
            _ = try RevocationList.all(in: octets)
        }
    }

    @Test func `PEM text that was changed at random is read or refused`() async throws {
        try await workshop.makeAuthority()
        let text = try workshop.read("ca.pem") + workshop.read("ca.key") + workshop.read("ca.pem")
        _ = try refused(Self.inputs, of: text) { octets throws(TLSError) in
            _ = try Certificate.readable(in: octets)
            _ = try Certificate.all(in: octets)
        }
    }

    @Test func `keys and requests that were changed at random are read or refused`() async throws {
        let key = try await PrivateKey.make(.ecP256)
        let request = try CertificateRequest(commonName: "x").signingRequest(with: key)
        let refusedKeys = try refused(Self.inputs, of: key.pkcs8DER) { octets throws(TLSError) in
            _ = try PrivateKey(octets)
        }
        let refusedRequests = try refused(Self.inputs / 4, of: request) { octets throws(TLSError) in
            _ = try SigningRequest(der: octets, key: key)
        }
        // The signature of a request covers all but itself.
        #expect(refusedKeys > 0 && refusedRequests > Self.inputs / 5)
    }

    @Test(arguments: [
        "-iter 1 -nomaciter", "-legacy -nomac", "-nomac -iter 2 -certpbe AES-256-CBC",
        "-certpbe NONE -keypbe NONE -nomac",
    ])
    func `containers that were changed at random are read or refused`(options: String) async throws {
        try await workshop.makeAuthority()
        try await workshop.openssl(
            "pkcs12 -export -inkey ca.key -in ca.pem -out c.p12 -passout pass:x -name friend \(options)")
        let octets = try workshop.read("c.p12")
        let count = max(Self.inputs / 20, 100)
        let refused = try refused(count, of: octets) { octets throws(TLSError) in
            let container = try PKCS12Container(octets, password: "x")
            _ = try? container.device()
        }
        #expect(refused > count / 4)
    }

    @Test func `lists of rejected chains that were changed at random are read or refused`() async throws {
        let key = try await PrivateKey.make(.ecP256)
        let leaf = try CertificateRequest(commonName: "x").selfSigned(with: key, at: CertificateWorkshop.now)
        var list = RejectedCertificates()
        for number: Int32 in 18...20 {
            _ = list.note(
                [leaf], CertificateRejection(number: number), peer: "p", purpose: "u", at: CertificateWorkshop.now)
        }
        let count = Self.inputs / 10
        let refused = try refused(count, of: try list.file) { octets throws(TLSError) in
            _ = try RejectedCertificates(file: octets)
        }
        #expect(refused > count / 4)
    }
}
