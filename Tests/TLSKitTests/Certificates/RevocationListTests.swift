import Faults
import Foundation
import NetworkValues
import Testing

@testable import TLSKit

/// Revocation lists: reading them, keeping them, and what follows from them.
struct RevocationListTests {
    private let workshop: CertificateWorkshop

    init() async throws {
        workshop = try CertificateWorkshop()
        try await workshop.makeAuthority()
        try await workshop.makeSigned("leaf")
    }

    @Test func `a list says who issued it, when, until when and how many it revokes`() async throws {
        try await workshop.makeRevocations("list", revoking: ["leaf"])
        try await workshop.openssl("crl -in list.pem -outform DER -out list.der")
        let list = try #require(try RevocationList.all(in: workshop.read("list.pem")).first)
        #expect(list.issuer == "CN=Test Authority,O=Hospital" && list.revokedCount == 1)
        #expect(list.thisUpdate.description == "2026-11-01T00:00:00.000Z")
        #expect(list.nextUpdate?.description == "2027-01-01T00:00:00.000Z")
        #expect(try RevocationList.all(in: workshop.read("list.der")) == [list])
        #expect(try RevocationList.all(in: Array(list.pem.utf8)) == [list])
        let digest = try await workshop.openssl("dgst -sha256 -r list.der").output.prefix(64)
        #expect(list.fingerprint.filter { $0 != ":" } == digest)
    }

    @Test func `lists for a part of the certificates, and deltas, are refused`() async throws {
        for (name, extensions) in [
            ("part", "issuingDistributionPoint=critical,@point\n[point]\nonlyuser=TRUE"),
            ("delta", "2.5.29.27=critical,ASN1:INTEGER:1"),
        ] {
            try await workshop.makeRevocations(name, extensions: extensions)
            let octets = try workshop.read("\(name).pem")
            #expect(await code { _ = try RevocationList.all(in: octets) } == .refused, "\(name)")
        }
    }

    @Test func `the newest list of an issuer counts, also after a restart, and an older one is refused`() async throws {
        try await workshop.makeRevocations("old")
        try await workshop.makeRevocations("new", revoking: ["leaf"], from: "20261110000000Z")
        let store = try workshop.store()
        let (old, new) = (try workshop.read("old.pem"), try workshop.read("new.pem"))
        try store.importRevocations(old)
        try store.importRevocations(new)
        #expect(store.revocations.map(\.revokedCount) == [1])
        #expect(await code { try store.importRevocations(old) } == .refused)
        // The same one once more changes nothing.
        try store.importRevocations(new)
        #expect(try workshop.store().revocations == store.revocations && store.revocations.count == 1)
        #expect(try workshop.mode(of: "tls/revoked.pem") == 0o600)
        try store.clearRevocations()
        #expect(try workshop.store().revocations.isEmpty)
        try store.importRevocations(old)
        #expect(store.revocations.map(\.revokedCount) == [0])
    }

    @Test func `what is no list is refused, and a damaged file is set aside`() async throws {
        try await workshop.makeRevocations("list")
        let store = try workshop.store()
        let (certificate, list) = (try workshop.read("leaf.pem"), try workshop.read("list.pem"))
        #expect(await code { try store.importRevocations(certificate) } == .malformed)
        #expect(await code { try store.importRevocations([0x30, 0x03, 2, 1, 1]) } == .malformed)
        let long = [UInt8](repeating: 0x20, count: RevocationList.maximumBytes + 1)
        #expect(await code { try store.importRevocations(long) } == .tooLarge)
        #expect(store.revocations.isEmpty)
        try store.importRevocations(list)
        try workshop.write(
            list + Array("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n".utf8), to: "tls/revoked.pem")
        let again = try workshop.store()
        #expect(again.revocations == store.revocations)
        #expect(again.problems.count == 1 && again.problems.first?.contains("import the others again") == true)
        #expect(try workshop.store().problems.isEmpty)
    }

    @Test func `too many lists are refused, and none of them is taken`() async throws {
        try workshop.write(Array("00\n".utf8), to: "number")
        try workshop.write("", to: "index")
        var lists = RevocationLists()
        for number in 0...RevocationLists.limit {
            try await workshop.openssl("req -x509 -key ca.key -out ca.pem -days 9 -subj /CN=authority-\(number)")
            try await workshop.makeRevocations("list")
            let list = try RevocationList.all(in: workshop.read("list.pem"))
            if number < RevocationLists.limit {
                try lists.add(list)
            } else {
                #expect(await code { try lists.add(list) } == .tooLarge)
            }
        }
        #expect(lists.lists.count == RevocationLists.limit)
    }

    @Test func `a list that is out of date is told`() async throws {
        try await workshop.makeRevocations("list")
        let store = try workshop.store()
        try store.importRevocations(workshop.read("list.pem"))
        #expect(store.conditions(at: CertificateWorkshop.now, clockIsSet: true).isEmpty)
        let end = try #require(store.revocations.first?.nextUpdate)
        #expect(store.conditions(at: end, clockIsSet: true).isEmpty)
        let over = try #require(store.conditions(at: end.adding(seconds: 1), clockIsSet: true).first)
        #expect(over.kind == .revocationsExpired && over.code == .x509CertificateNearExpiration)
        #expect(over.source.hasPrefix("revocations ") && over.text.contains("CN=Test Authority,O=Hospital"))
        #expect(over.text.contains("2027-01-01"))
        #expect(store.conditions(at: end.adding(seconds: 1), clockIsSet: false).map(\.kind) == [.clockNotSet])
    }
}
