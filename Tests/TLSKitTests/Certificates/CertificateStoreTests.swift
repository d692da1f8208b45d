import Foundation
import NetworkValues
import Testing

@testable import TLSKit

/// The device certificate and the trust list in their folder.
struct CertificateStoreTests {
    private let workshop: CertificateWorkshop

    init() throws { workshop = try CertificateWorkshop() }

    @Test func `a new store makes the default certificate, and keeps it`() async throws {
        let store = try workshop.store()
        let leaf = try #require(store.identity.chain.first)
        #expect(store.kind == .standard && store.problems.isEmpty && store.identity.chain.count == 1)
        #expect(leaf.subject == "CN=00:01:3e:12:34:56" && leaf.dnsNames == ["dect.example"])
        #expect(leaf.keyDescription == "RSA 2048" && leaf.isSelfSigned)
        #expect("\(leaf.notAfter)".hasPrefix("2036-11-18"))
        #expect(store.trusted.isEmpty && store.rejected.isEmpty && store.signingRequestPEM == nil)
        let verified = try await workshop.openssl(
            "verify -CAfile tls/device.pem -attime 1795000000 -purpose sslserver tls/device.pem")
        #expect(verified.output == "tls/device.pem: OK\n")
        let again = try workshop.store()
        #expect(again.identity.chain == store.identity.chain && again.kind == .standard)
        #expect(again.identity.chain.first?.matches(again.identity.key) == true)
    }

    @Test func `files are for their owner only`() async throws {
        let store = try workshop.store()
        try await store.createSigningRequest(CertificateRequest(key: .ecP256, commonName: "x"))
        try store.trust(store.identity.chain)
        store.noteRejected(store.identity.chain, CertificateRejection(number: 18), peer: "p", purpose: "u")
        store.flush()
        #expect(try workshop.mode(of: "tls") == 0o700)
        let names = try workshop.names(in: "tls")
        #expect(
            names == [
                "default.pem", "device.key.pem", "device.pem", "rejected.json", "request.key.pem", "request.pem",
                "trust.pem",
            ])
        for name in names { #expect(try workshop.mode(of: "tls/" + name) == 0o600) }
    }

    @Test func `a self-signed certificate replaces the default one, which comes back`() async throws {
        let store = try workshop.store()
        let standard = store.identity.chain
        let request = CertificateRequest(key: .ecP256, validityYears: 2, commonName: "dect.example")
        try await store.createSelfSigned(request)
        let first = store.identity.chain
        #expect(store.kind == .selfSigned && first.first?.subject == "CN=dect.example")
        var reused = request
        reused.key = .reuse
        reused.commonName = "other.example"
        let key = store.identity.key.pkcs8DER
        try await store.createSelfSigned(reused)
        #expect(store.identity.key.pkcs8DER == key && store.identity.chain != first)
        let again = try workshop.store()
        #expect(again.kind == .selfSigned && again.identity.chain == store.identity.chain)
        try await again.restoreDefault()
        #expect(again.kind == .standard && again.identity.chain == standard)
        let later = try workshop.store()
        #expect(later.kind == .standard && later.identity.chain == standard)
    }

    @Test func `the answer of an authority is taken, and only the one to the request`() async throws {
        try await workshop.makeAuthority()
        try await workshop.makeSigned("stranger")
        let store = try workshop.store()
        let stranger = try workshop.read("stranger.pem")
        #expect(await code { try store.uploadSigned(stranger) } == .notFound)
        let request = try await store.createSigningRequest(
            CertificateRequest(key: .rsa2048, signature: .sha512, commonName: "dect.example", dnsName: "192.0.2.1"))
        #expect(store.signingRequestPEM == request && store.signingRequestSubject == "CN=dect.example")
        #expect(await code { try store.uploadSigned(stranger) } == .keyMismatch)
        #expect(store.kind == .standard && store.signingRequestPEM != nil)

        // The request outlives a restart.
        let again = try workshop.store()
        #expect(again.signingRequestPEM == request)
        try workshop.write(try #require(again.signingRequestDER), to: "r.der")
        try await workshop.openssl(
            "x509 -req -inform der -in r.der -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy -days 99 "
                + "-out answer.pem")
        try again.uploadSigned(workshop.read("ca.pem") + workshop.read("stranger.pem") + workshop.read("answer.pem"))
        #expect(again.kind == .signed && again.signingRequestPEM == nil)
        #expect(again.identity.chain.map(\.subject) == ["CN=dect.example", "CN=Test Authority,O=Hospital"])
        #expect(again.identity.chain.first?.addresses.map(\.description) == ["192.0.2.1"])
        #expect(await code { try again.uploadSigned(stranger) } == .notFound)
        let verified = try await workshop.openssl("verify -CAfile ca.pem -purpose sslserver tls/device.pem")
        #expect(verified.output == "tls/device.pem: OK\n")
        let later = try workshop.store()
        #expect(later.kind == .signed && later.identity.chain == again.identity.chain && later.problems.isEmpty)
        #expect(later.signingRequestPEM == nil)
        #expect(try workshop.names(in: "tls") == ["default.pem", "device.key.pem", "device.pem"])
    }

    @Test func `a discarded request takes no answer`() async throws {
        let store = try workshop.store()
        try await store.createSigningRequest(CertificateRequest(key: .ecP256, commonName: "x"))
        try store.discardSigningRequest()
        #expect(store.signingRequestPEM == nil)
        #expect(try workshop.store().signingRequestPEM == nil)
    }

    @Test func `certificates are trusted, exported and removed by fingerprint`() async throws {
        try await workshop.makeAuthority()
        try await workshop.makeSigned("one")
        try await workshop.openssl("x509 -in one.pem -outform der -out one.der")
        let store = try workshop.store()
        let bundle = try workshop.read("one.pem") + workshop.read("ca.pem") + workshop.read("one.pem")
        #expect(try await store.importTrusted(bundle) == 2)
        #expect(try await store.importTrusted(workshop.read("one.der")) == 0)
        #expect(await code { try await store.importTrusted(Array("hello".utf8)) } == .malformed)
        try workshop.write(store.trustedPEM, to: "export.pem")
        #expect(try Certificate.all(in: workshop.read("export.pem")) == store.trusted)
        let verified = try await workshop.openssl("verify -CAfile export.pem one.pem")
        #expect(verified.output == "one.pem: OK\n")
        let again = try workshop.store()
        #expect(again.trusted == store.trusted && again.trusted.count == 2)
        let fingerprint = try #require(again.trusted.first).fingerprint
        try again.remove(fingerprint: fingerprint.uppercased().replacing(":", with: ""))
        #expect(await code { try again.remove(fingerprint: fingerprint) } == .notFound)
        #expect(again.trusted.map(\.subject) == ["CN=Test Authority,O=Hospital"])
        try again.clearTrusted()
        #expect(try workshop.store().trusted.isEmpty)
    }

    @Test func `changes are told, and those that nobody took are told once`() async throws {
        let store = try workshop.store()
        var changes = store.changes().makeAsyncIterator()
        try store.trust(store.identity.chain)
        try store.clearTrusted()
        #expect(await changes.next() != nil)
        try await store.createSigningRequest(CertificateRequest(key: .ecP256, commonName: "x"))
        #expect(await changes.next() != nil)
    }

    @Test func `a certificate made before the clock was set is valid when it is`() throws {
        let store = try workshop.store(now: Timestamp(seconds: 5000))
        let leaf = try #require(store.identity.chain.first)
        #expect("\(leaf.notBefore)".hasPrefix("2023-12-31T23") && "\(leaf.notAfter)".hasPrefix("2034-01-01"))
    }
}
