import Faults
import NetworkValues
import Synchronization
import Testing

@testable import TLSKit

/// The list of rejected chains, and what stands because of it and of dates.
struct RejectedCertificateTests {
    private let workshop: CertificateWorkshop

    init() throws { workshop = try CertificateWorkshop() }

    private func certificate(_ name: String, years: Int = 1, key: PrivateKey) throws(TLSError) -> Certificate {
        try CertificateRequest(validityYears: years, commonName: name).selfSigned(
            with: key, at: CertificateWorkshop.now)
    }

    @Test func `a chain is kept once for each reason, with who showed it and how often`() async throws {
        let key = try await PrivateKey.make(.ecP256)
        let one = try certificate("one", key: key)
        let two = try certificate("two", key: key)
        let store = try workshop.store()
        let unknown = CertificateRejection(number: 20)
        #expect(store.noteRejected([one, two], unknown, peer: "192.0.2.1:443", purpose: "log server"))
        #expect(!store.noteRejected([one, two], unknown, peer: "192.0.2.2:443", purpose: "alarm server"))
        #expect(store.noteRejected([one], CertificateRejection(number: 10), peer: "192.0.2.1:443", purpose: "x"))
        #expect(store.noteRejected([two], unknown, peer: "192.0.2.1:443", purpose: "x"))
        #expect(!store.noteRejected([], unknown, peer: "192.0.2.1:443", purpose: "x"))
        store.flush()
        let again = try workshop.store()
        #expect(again.rejected == store.rejected && again.rejected.map(\.id) == [1, 2, 3])
        let first = try #require(again.rejected.first)
        #expect(first.count == 2 && first.peer == "192.0.2.2:443" && first.purpose == "alarm server")
        #expect(first.chain == [one, two] && first.reason.text.contains("not in the trust list"))
        #expect(first.firstSeen == CertificateWorkshop.now)
    }

    @Test func `a new chain is written without a flush`() async throws {
        let key = try await PrivateKey.make(.ecP256)
        let store = try workshop.store()
        store.noteRejected(
            [try certificate("one", key: key)], CertificateRejection(number: 18), peer: "p", purpose: "u")
        let clock = ContinuousClock()
        let end = clock.now + .seconds(10)
        while try !workshop.names(in: "tls").contains("rejected.json"), clock.now < end {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try workshop.store().rejected.count == 1)
    }

    @Test func `a hundred chains are kept, and the one not seen for the longest gives way`() async throws {
        let key = try await PrivateKey.make(.ecP256)
        var list = RejectedCertificates()
        let reason = CertificateRejection(number: 18)
        for number in 0..<100 {
            let added = list.note(
                [try certificate("c\(number)", key: key)], reason, peer: "p", purpose: "u",
                at: Timestamp(seconds: Int64(1000 + number)))
            #expect(added == true)
        }
        let first = try #require(list.chains.first?.chain)
        #expect(list.note(first, reason, peer: "p", purpose: "u", at: Timestamp(seconds: 2000)) == false)
        _ = list.note([try certificate("new", key: key)], reason, peer: "p", purpose: "u", at: Timestamp(seconds: 2001))
        #expect(list.chains.count == 100 && list.chains.first?.id == 1 && list.chains[1].id == 3)
        let long = [Certificate](repeating: first[0], count: 50)
        var other = RejectedCertificates()
        _ = other.note(long, reason, peer: String(repeating: "p", count: 9999), purpose: "u", at: Timestamp(seconds: 1))
        #expect(other.chains[0].chain.count == 10 && other.chains[0].peer.count == 256)
        #expect(try RejectedCertificates(file: list.file).chains == list.chains)
    }

    @Test func `a rejected chain is trusted with one call`() async throws {
        let key = try await PrivateKey.make(.ecP256)
        let leaf = try certificate("leaf", key: key)
        let authority = try certificate("authority", key: key)
        let store = try workshop.store()
        for number: Int32 in [18, 20] {
            store.noteRejected([leaf, authority], CertificateRejection(number: number), peer: "p", purpose: "u")
        }
        store.noteRejected([authority], CertificateRejection(number: 18), peer: "p", purpose: "u")
        #expect(await code { try store.trustRejected(id: 9) } == .notFound)
        #expect(await code { try store.trustRejected(id: 1, certificate: 2) } == .notFound)
        try store.trustRejected(id: 1)
        #expect(store.trusted == [leaf] && store.rejected.map(\.id) == [3])
        store.noteRejected([leaf, authority], CertificateRejection(number: 10), peer: "p", purpose: "u")
        try store.trustRejected(id: 4, certificate: 1)
        #expect(store.trusted == [leaf, authority] && store.rejected.isEmpty)
        let again = try workshop.store()
        #expect(again.trusted == [leaf, authority] && again.rejected.isEmpty)
        again.noteRejected([leaf], CertificateRejection(number: 10), peer: "p", purpose: "u")
        #expect(again.rejected.map(\.id) == [5])
        try again.clearRejected()
        #expect(try workshop.store().rejected.isEmpty)
    }

    @Test func `certificates that end, a clock that is not set and rejected chains are told`() async throws {
        let key = try await PrivateKey.make(.ecP256)
        let store = try workshop.store()
        let now = CertificateWorkshop.now
        #expect(store.conditions(at: now, clockIsSet: true).isEmpty)
        let unset = store.conditions(at: now, clockIsSet: false)
        #expect(unset.map(\.kind) == [.clockNotSet] && unset.first?.code == .x509SystemTimeNotSet)
        #expect(store.conditions(at: Timestamp(seconds: 1_600_000_000), clockIsSet: true).map(\.kind) == [.clockNotSet])

        try await store.createSelfSigned(CertificateRequest(key: .ecP256, validityYears: 1, commonName: "own"))
        try store.trust([try certificate("trusted", years: 2, key: key)])
        let end = try #require(store.identity.chain.first).notAfter
        let month: Int64 = 30 * 86_400
        #expect(store.conditions(at: end.adding(seconds: -month - 1), clockIsSet: true).isEmpty)
        let soon = store.conditions(at: end.adding(seconds: -month), clockIsSet: true)
        #expect(soon.map(\.kind) == [.deviceExpiring] && soon.first?.code == .x509CertificateNearExpiration)
        #expect(soon.first?.source == "device" && soon.first?.text.contains("expires on 2027-11-18") == true)
        #expect(store.conditions(at: end, clockIsSet: true).map(\.kind) == [.deviceExpiring])
        let over = store.conditions(at: end.adding(seconds: 1), clockIsSet: true)
        #expect(over.map(\.kind) == [.deviceExpired] && over.first?.source == "device")
        let later = store.conditions(at: end.adding(seconds: 367 * 86_400), clockIsSet: true)
        #expect(later.map(\.kind) == [.deviceExpired, .trustedExpired])

        store.noteRejected(
            [try certificate("bad", key: key)], CertificateRejection(number: 18), peer: "192.0.2.9:514", purpose: "log")
        let rejected = store.conditions(at: now, clockIsSet: true)
        #expect(rejected.map(\.kind) == [.rejected] && rejected.first?.code == .tlsLocalUnknownCa)
        #expect(rejected.first?.text.contains("192.0.2.9:514") == true)
        try store.clearRejected()
        #expect(store.conditions(at: now, clockIsSet: true).isEmpty)
    }
}
