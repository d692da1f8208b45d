import Settings
import Testing

@testable import TLSKit

/// Containers that `openssl` has made are read here.
struct PKCS12Tests {
    private let workshop: CertificateWorkshop

    init() throws { workshop = try CertificateWorkshop() }

    private func prepare() async throws {
        try await workshop.makeAuthority()
        try await workshop.makeSigned("leaf", key: "rsa:2048")
    }

    @Test(arguments: [
        "", "-legacy", "-legacy -descert", "-certpbe AES-128-CBC -keypbe AES-128-CBC -macalg sha512 -iter 100000",
        "-certpbe NONE -keypbe NONE", "-nomac", "-nomac -certpbe AES-256-CBC", "-nomaciter",
    ])
    func `containers are read with their password, however they are encrypted`(options: String) async throws {
        try await prepare()
        try await workshop.openssl(
            "pkcs12 -export -inkey leaf.key -in leaf.pem -certfile ca.pem -out c.p12 -passout pass:gåta \(options)")
        let octets = try workshop.read("c.p12")
        let container = try PKCS12Container(octets, password: "gåta")
        #expect(container.keys.count == 1 && container.certificates.count == 2)
        let device = try container.device()
        let expected = try Certificate.all(in: workshop.read("leaf.pem") + workshop.read("ca.pem"))
        #expect(device.identity.chain == expected && device.kind == .imported)
        #expect(try device.identity.key.pkcs8DER == PrivateKey(workshop.read("leaf.key")).pkcs8DER)
        #expect(await code { _ = try PKCS12Container(octets, password: "gata") } == .wrongPassword)
        #expect(await code { _ = try PKCS12Container(octets, password: "") } == .wrongPassword)
    }

    @Test func `a container without a password is read without one`() async throws {
        try await prepare()
        try await workshop.openssl("pkcs12 -export -inkey leaf.key -in leaf.pem -out c.p12 -passout pass:")
        #expect(try PKCS12Container(workshop.read("c.p12"), password: "").keys.count == 1)
    }

    @Test func `certificates alone are for the trust list`() async throws {
        try await prepare()
        try await workshop.openssl("pkcs12 -export -nokeys -in leaf.pem -certfile ca.pem -out c.p12 -passout pass:x")
        let store = try workshop.store()
        let octets = try workshop.read("c.p12")
        #expect(await code { try await store.importPKCS12(octets, password: Secret("x"), as: .device) } == .notFound)
        #expect(try await store.importPKCS12(octets, password: Secret("x"), as: .trust) == 2)
        #expect(try await store.importTrusted(octets, password: Secret("x")) == 0)
        #expect(await code { try await store.importTrusted(octets, password: Secret("y")) } == .wrongPassword)
        #expect(store.trusted.count == 2)
    }

    @Test func `a container becomes the device certificate`() async throws {
        try await prepare()
        try await workshop.openssl(
            "pkcs12 -export -inkey leaf.key -in leaf.pem -certfile ca.pem -out c.p12 -passout pass:x")
        let store = try workshop.store()
        let octets = try workshop.read("c.p12")
        #expect(
            await code { try await store.importPKCS12(octets, password: Secret("z"), as: .device) } == .wrongPassword)
        #expect(store.kind == .standard)
        #expect(try await store.importPKCS12(octets, password: Secret("x"), as: .device) == 2)
        #expect(store.kind == .imported && store.identity.chain.count == 2)
        let again = try workshop.store()
        #expect(again.kind == .imported && again.identity.chain == store.identity.chain && again.problems.isEmpty)
        let verified = try await workshop.openssl("verify -CAfile ca.pem tls/device.pem")
        #expect(verified.output == "tls/device.pem: OK\n")
    }

    @Test func `a key that is weak, or of another certificate, is refused with a reason`() async throws {
        try await prepare()
        try await workshop.makeSigned("weak", key: "rsa:1024")
        try await workshop.makeSigned("old", key: "rsa:2048", digest: "sha1")
        let store = try workshop.store()
        for name in ["weak", "old"] {
            try await workshop.openssl(
                "pkcs12 -export -inkey \(name).key -in \(name).pem -out \(name).p12 -passout pass:x")
            let octets = try workshop.read("\(name).p12")
            #expect(await code { try await store.importPKCS12(octets, password: Secret("x"), as: .device) } == .refused)
        }
        #expect(store.kind == .standard)
    }

    @Test(arguments: ["", "-nomac -certpbe AES-256-CBC"])
    func `a container that asks for too much work is refused at once`(options: String) async throws {
        try await prepare()
        try await workshop.openssl(
            "pkcs12 -export -inkey leaf.key -in leaf.pem -out c.p12 -passout pass:x -iter 77777 \(options)")
        var octets = try workshop.read("c.p12")
        // 77777 is 0x012fd1, an INTEGER of three octets: make each of them 8,335,313.
        let rounds: [UInt8] = [0x02, 0x03, 0x01, 0x2f, 0xd1]
        var changed = 0
        for index in octets.indices.dropLast(4) where octets[index..<(index + 5)].elementsEqual(rounds) {
            octets[index + 2] = 0x7f
            changed += 1
        }
        #expect(changed == (options.isEmpty ? 3 : 2))
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = await code { _ = try PKCS12Container(octets, password: "x") }
        #expect(outcome == .tooLarge)
        #expect(clock.now - start < .seconds(1))
    }

    @Test func `what is no container is refused`() async throws {
        #expect(await code { _ = try PKCS12Container([], password: "") } == .malformed)
        #expect(await code { _ = try PKCS12Container(Array("hello".utf8), password: "") } == .malformed)
        #expect(
            await code { _ = try PKCS12Container([UInt8](repeating: 0, count: 2 << 20), password: "") } == .tooLarge)
    }
}
