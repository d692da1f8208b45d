import Foundation
import NetworkValues
import Synchronization
import Testing

@testable import TLSKit

/// Damaged files, and changes that are interrupted wherever they are.
struct CertificateDamageTests {
    private let workshop: CertificateWorkshop

    init() throws { workshop = try CertificateWorkshop() }

    /// A store whose folder fails from the change number `count` on, as it would for a process that was killed there.
    private func fragileStore(_ count: Int) throws(TLSError) -> CertificateStore {
        let left = ChangesLeft()
        let folder = try CertificateFolder(path: workshop.file("tls")) { () throws(TLSError) in
            if left.isOver() { throw TLSError(.storage, "killed") }
        }
        let standard = StandardCertificate(mac: MACAddress(rawValue: 7), hostName: "dect.example")
        let store = try CertificateStore(
            folder, standard, now: { CertificateWorkshop.now })
        left.value.withLock { $0 = count }
        return store
    }

    @Test(arguments: 0..<14)
    func `a new device certificate that is interrupted is there whole or not at all`(count: Int) async throws {
        let before = try workshop.store().identity
        let store = try fragileStore(count)
        let failure = await code {
            try await store.createSelfSigned(CertificateRequest(key: .ecP256, commonName: "new"))
        }
        let after = try workshop.store()
        #expect(after.problems.isEmpty)
        #expect(after.identity.chain == (failure == nil ? store.identity.chain : before.chain))
        #expect(after.identity.chain.first?.matches(after.identity.key) == true)
        #expect(after.kind == (failure == nil ? .selfSigned : .standard))
        #expect(try workshop.names(in: "tls") == ["default.pem", "device.key.pem", "device.pem"])
    }

    @Test(arguments: 0..<14)
    func `an answer that is interrupted leaves the request or the signed certificate`(count: Int) async throws {
        try await workshop.makeAuthority()
        try await workshop.store().createSigningRequest(CertificateRequest(key: .ecP256, commonName: "new"))
        try await workshop.openssl("x509 -req -in tls/request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -out a.pem")
        let store = try fragileStore(count)
        let answer = try workshop.read("a.pem")
        let failure = await code { try store.uploadSigned(answer) }
        let after = try workshop.store()
        #expect(after.problems.isEmpty)
        #expect(after.kind == (failure == nil ? .signed : .standard))
        #expect((after.signingRequestPEM != nil) == (failure != nil))
        if failure != nil { try after.uploadSigned(answer) }
        #expect(try workshop.store().kind == .signed)
    }

    @Test(arguments: 0..<7)
    func `a request that is interrupted is there whole or not at all`(count: Int) async throws {
        try await workshop.store().createSigningRequest(CertificateRequest(key: .ecP256, commonName: "old"))
        let store = try fragileStore(count)
        let failure = await code {
            try await store.createSigningRequest(CertificateRequest(key: .ecP256, commonName: "new"))
        }
        let after = try workshop.store()
        #expect(after.problems.isEmpty)
        if failure == nil { #expect(after.signingRequestSubject == "CN=new") }
        #expect(after.signingRequestPEM != nil || failure != nil)
        #expect(try workshop.names(in: "tls").filter { $0.hasSuffix(".new") }.isEmpty)
    }

    @Test func `damaged files are set aside and told`() async throws {
        let first = try workshop.store()
        try await first.createSelfSigned(CertificateRequest(key: .ecP256, commonName: "own"))
        try await first.createSigningRequest(CertificateRequest(key: .ecP256, commonName: "x"))
        try first.trust(first.identity.chain)
        first.noteRejected(first.identity.chain, CertificateRejection(number: 18), peer: "p", purpose: "u")
        first.flush()
        let standard = try workshop.read("tls/default.pem")
        for name in ["device.pem", "request.pem", "trust.pem", "rejected.json"] {
            try workshop.write(workshop.read("tls/" + name).dropLast(60), to: "tls/" + name)
        }
        let store = try workshop.store()
        #expect(store.problems.count == 6)
        #expect(store.problems.allSatisfy { $0.contains("was set aside as") && $0.contains(".damaged-2026") })
        #expect(store.kind == .standard && store.trusted.isEmpty && store.rejected.isEmpty)
        #expect(store.signingRequestPEM == nil)
        #expect(try workshop.read("tls/default.pem") == standard)
        #expect(try workshop.names(in: "tls").count { $0.contains(".damaged-") } == 6)
        #expect(try workshop.store().problems.isEmpty)
    }

    @Test func `what can be read of a damaged trust list stays trusted`() async throws {
        try await workshop.makeAuthority()
        let store = try workshop.store()
        let authority = try Certificate.all(in: workshop.read("ca.pem"))
        try store.trust(store.identity.chain + authority)
        let text = String(decoding: try workshop.read("tls/trust.pem"), as: UTF8.self)
        try workshop.write(text.replacing("\nMII", with: "\n!II", maxReplacements: 1), to: "tls/trust.pem")
        let again = try workshop.store()
        #expect(again.problems.count == 1 && again.trusted == authority)
        #expect(try workshop.store().trusted == authority)
    }

    @Test func `a key that belongs to another certificate is not used`() async throws {
        let store = try workshop.store()
        try await store.createSelfSigned(CertificateRequest(key: .ecP256, commonName: "own"))
        let other = try await PrivateKey.make(.ecP256)
        try workshop.write(try DeviceCertificate.keyFile(other), to: "tls/device.key.pem")
        let again = try workshop.store()
        #expect(again.kind == .standard && again.problems.count == 2)
        #expect(again.identity.chain.first?.matches(again.identity.key) == true)
    }

    @Test func `an answer that is no file of ours does not stop the start`() throws {
        _ = try workshop.store()
        try workshop.write("hello", to: "tls/device.next.pem")
        try workshop.write("", to: "tls/default.pem")
        let store = try workshop.store()
        #expect(store.problems.count == 1 && store.kind == .standard)
    }

    @Test func `a folder that cannot be used is told`() async throws {
        try workshop.write("a file", to: "tls")
        #expect(await code { _ = try workshop.store() } == .storage)
    }
}

/// How many changes a folder still takes.
private final class ChangesLeft: Sendable {
    let value = Mutex(Int.max)

    /// Counts a change; whether it is one too many.
    func isOver() -> Bool {
        value.withLock { left in
            if left != .max { left -= 1 }
            return left < 0
        }
    }
}
