import NIOCore
import NIOEmbedded
import Testing

@testable import TLSKit

/// Servers that trust some peers by the digest of their certificate, and that let nobody resume.
@Suite struct TLSPinTests {
    private let workshop: CertificateWorkshop

    init() async throws {
        workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        for name in ["pinned", "other"] {
            try await workshop.openssl(
                "req -x509 -newkey rsa:2048 -nodes -keyout \(name).key -out \(name).pem -days 2 -subj /CN=\(name)")
        }
        try await workshop.openssl(
            "req -new -newkey rsa:2048 -nodes -keyout expired.key -out expired.csr -subj /CN=expired")
        try await workshop.openssl("x509 -req -in expired.csr -signkey expired.key -out expired.pem -days -1")
        try await workshop.openssl(
            "req -x509 -newkey rsa:2048 -nodes -keyout useless.key -out useless.pem -days 2 -subj /CN=useless "
                + "-addext extendedKeyUsage=serverAuth")
    }

    private func digest(_ name: String) throws -> [UInt8] {
        try #require(try workshop.certificates(name).first).fingerprint.split(separator: ":").compactMap {
            UInt8($0, radix: 16)
        }
    }

    /// Which certificates a server that pins `names` lets in, and why not.
    private func outcome(of name: String, pinned names: [String], heard: Heard) throws -> Bool {
        let server = try workshop.server(heard: heard) {
            $0.verification = .withoutName
            $0.requiresPeerCertificate = true
            $0.pinned = try names.map(digest)
        }
        let client = try workshop.client { $0.identity = try workshop.identity(name) }
        let pair = try TLSPair(client: client, server: server)
        try pair.carry()
        defer { pair.finish() }
        return pair.told.all.contains("server connected")
    }

    @Test func `a peer whose certificate is pinned is let in, whoever signed it, and no other one`() throws {
        let heard = Heard()
        #expect(try outcome(of: "pinned", pinned: ["other", "pinned"], heard: heard))
        #expect(heard.rejections.isEmpty)
        #expect(try !outcome(of: "other", pinned: ["pinned"], heard: heard))
        #expect(try !outcome(of: "pinned", pinned: [], heard: heard))
        // X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT
        #expect(heard.rejections.map(\.reason.number) == [18, 18])
    }

    @Test(arguments: [("expired", 10), ("useless", 26)] as [(String, Int32)])
    func `a pinned certificate is still looked at`(name: String, reason: Int32) throws {
        let heard = Heard()
        #expect(try !outcome(of: name, pinned: [name], heard: heard))
        #expect(heard.rejections.map(\.reason.number) == [reason])
    }

    @Test(arguments: [true, false]) func `nobody resumes where that is not allowed`(allowsTLS13: Bool) throws {
        let server = try workshop.server { $0.allowsResumption = false }
        let client = try workshop.client { $0.allowsTLS13 = allowsTLS13 }
        for _ in 0..<3 {
            let pair = try TLSPair(client: client, server: server)
            try pair.carry()
            pair.client.close(promise: nil)
            try pair.carry()
            #expect(pair.told.sessions.count == 2 && pair.told.sessions.allSatisfy { !$0.isResumed })
            pair.finish()
        }
    }
}
