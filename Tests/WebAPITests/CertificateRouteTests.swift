import HTTPTypes
import TLSKit
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// The trust list and the rejected chains under `/api/v1/certificates`.
struct CertificateRouteTests {
    private static let path = "/api/v1/certificates/"
    private let desk: CertificateDesk
    private var client: RouterClient { desk.client }
    private var store: CertificateStore { desk.store }

    init() throws { desk = try CertificateDesk() }

    private func get(_ path: String) async throws -> Answer { try await client.get(Self.path + path) }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> Answer {
        try await client.send(method, Self.path + path, headers: headers, body: body)
    }

    private func digits(_ certificate: Certificate) -> String { certificate.fingerprint.filter { $0 != ":" } }

    // MARK: The trust list

    @Test func `a certificate in PEM or DER is trusted, listed and told of`() async throws {
        let first = try await CertificateDesk.foreign("one.example")
        let second = try await CertificateDesk.foreign("two.example")
        let change = try await send(.post, "trusted", body: Array(first.pem.utf8)).value(TrustChangeView.self)
        #expect(change.added == [CertificateView(first)] && change.removed.isEmpty && change.trusted == 1)
        let next = try await send(.post, "trusted", body: second.der).value(TrustChangeView.self)
        #expect(next.added.map(\.fingerprint) == [second.fingerprint] && next.trusted == 2)
        let list = try await get("trusted").value([CertificateView].self)
        #expect(list == [CertificateView(first), CertificateView(second)])
        #expect(list[0].subject == "CN=one.example" && list[0].names == ["one.example"] && list[0].isSelfSigned)
        #expect(
            desk.sentences == [
                "trusted: CN=one.example SHA-256 \(first.fingerprint)",
                "trusted: CN=two.example SHA-256 \(second.fingerprint)",
            ])
    }

    @Test func `what is trusted already changes nothing and is not told of`() async throws {
        let certificate = try await CertificateDesk.foreign("one.example")
        try store.trust([certificate])
        let change = try await send(.post, "trusted", body: certificate.der).value(TrustChangeView.self)
        #expect(change.added.isEmpty && change.trusted == 1 && desk.sentences.isEmpty)
    }

    @Test func `bundles in PKCS 7 and PKCS 12 are trusted`() async throws {
        let bundle = try CertificateDesk.fixture("bundle.p7b")
        let change = try await send(.post, "trusted", body: bundle).value(TrustChangeView.self)
        #expect(Set(change.added.map(\.subject)) == ["CN=Test Authority,O=Hospital", "CN=phone.example"])
        try store.clearTrusted()
        let open = try CertificateDesk.fixture("authority.p12")
        #expect(try await send(.post, "trusted", body: open).value(TrustChangeView.self).trusted == 1)
        let closed = try CertificateDesk.fixture("phone.p12")
        let both = try await send(.post, "trusted", headers: CertificateDesk.sentPassword, body: closed)
        #expect(try both.value(TrustChangeView.self).added.map(\.subject) == ["CN=phone.example"])
        #expect(store.trusted.count == 2)
    }

    @Test(arguments: [[:], ["X-Password": "wrong"], ["X-Password": "Gr%C3%B6%C3%9Fe%207%20A"]])
    func `a file with another password says so, and repeats none`(headers: [String: String]) async throws {
        let file = try CertificateDesk.fixture("phone.p12")
        for path in ["trusted", "device/pkcs12"] {
            let problem = try await send(.post, path, headers: headers, body: file).problem(422)
            #expect(problem.isWrongPassword && problem.detail == "the password of the PKCS #12 file is wrong")
        }
        #expect(store.trusted.isEmpty && store.kind == .standard && desk.sentences.isEmpty)
    }

    @Test func `a password that is not percent-encoded is refused without repeating it`() async throws {
        let file = try CertificateDesk.fixture("phone.p12")
        for path in ["trusted", "device/pkcs12"] {
            let answer = try await send(.post, path, headers: ["X-Password": "50%hush"], body: file)
            let problem = try answer.problem(400)
            #expect(!problem.isWrongPassword && !answer.text.contains("hush"))
        }
    }

    @Test(arguments: [
        [], Array("no certificate".utf8), [0x30, 0x82, 0xff, 0xff], [UInt8](repeating: 0x41, count: 999),
    ])
    func `octets that are no certificate are refused`(body: [UInt8]) async throws {
        #expect(try await send(.post, "trusted", body: body).problem(400).title == "Malformed request")
        #expect(store.trusted.isEmpty && desk.sentences.isEmpty)
    }

    @Test func `a file with a damaged certificate is refused as a whole`() async throws {
        let pem = try await CertificateDesk.foreign("one.example").pem
        let file = pem + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        let problem = try await send(.post, "trusted", body: Array(file.utf8)).problem(400)
        #expect(problem.detail.contains("block 2") && store.trusted.isEmpty)
    }

    @Test func `a file beyond the limit is refused`() async throws {
        let body = [UInt8](repeating: 0x20, count: Certificate.maximumFileBytes + 1)
        _ = try await send(.post, "trusted", body: body).problem(413)
    }

    @Test func `a trusted certificate is given out as JSON, PEM and DER`() async throws {
        let certificate = try await CertificateDesk.foreign("one.example")
        try store.trust([certificate, try await CertificateDesk.foreign("two.example")])
        let plain = digits(certificate)
        let encoded = certificate.fingerprint.replacing(":", with: "%3A")
        for name in [certificate.fingerprint, plain, plain.prefix(12).uppercased(), encoded] {
            let view = try await get("trusted/" + name).value(CertificateView.self)
            #expect(view == CertificateView(certificate))
            let pem = try await get("trusted/\(name).pem")
            #expect(pem.status == 200 && pem.text == certificate.pem)
            #expect(pem.contentType == "application/pem-certificate-chain")
            let der = try await get("trusted/\(name).der")
            #expect(der.body == certificate.der && der.contentType == "application/pkix-cert")
        }
        let all = try await get("trusted.pem")
        #expect(all.text == store.trustedPEM)
        #expect(try Certificate.all(in: all.body) == store.trusted)
    }

    @Test(arguments: [
        ("abcd", 400), ("abcdefgh", 400), ("..%2F..%2Fdevice.key", 400), ("%ff%ff%ff", 400), ("000000000000", 404),
        (String(repeating: "ab", count: 33), 400), ("000000.txt", 400), ("000000.pem", 404),
    ])
    func `a fingerprint that is none, or that nobody has, is refused`(name: String, status: Int) async throws {
        try store.trust([try await CertificateDesk.foreign("one.example")])
        _ = try await get("trusted/" + name).problem(status)
        _ = try await send(.delete, "trusted/" + name).problem(name.hasSuffix(".pem") ? 400 : status)
        #expect(store.trusted.count == 1 && desk.sentences.isEmpty)
    }

    @Test func `certificates are trusted no more, one or all`() async throws {
        let names = ["one.example", "two.example", "three.example"]
        var certificates: [Certificate] = []
        for name in names { certificates.append(try await CertificateDesk.foreign(name)) }
        try store.trust(certificates)
        let short = String(digits(certificates[1]).prefix(16))
        let one = try await send(.delete, "trusted/" + short).value(TrustChangeView.self)
        #expect(one.removed.map(\.subject) == ["CN=two.example"] && one.trusted == 2)
        let all = try await send(.delete, "trusted").value(TrustChangeView.self)
        #expect(all.removed.count == 2 && all.trusted == 0 && store.trusted.isEmpty)
        let none = try await send(.delete, "trusted").value(TrustChangeView.self)
        #expect(none.removed.isEmpty)
        #expect(desk.sentences.count == 2)
        #expect(desk.sentences[0] == "trusted no more: CN=two.example SHA-256 \(certificates[1].fingerprint)")
    }

    @Test func `the sentence about many certificates names the first ones`() async throws {
        var pem = ""
        for number in 1...7 { pem += try await CertificateDesk.foreign("host\(number).example").pem }
        #expect(try await send(.post, "trusted", body: Array(pem.utf8)).value(TrustChangeView.self).trusted == 7)
        let sentence = try #require(desk.sentences.first)
        #expect(sentence.contains("CN=host5.example") && !sentence.contains("host6"))
        #expect(sentence.hasSuffix("; and 2 more"))
    }

    // MARK: Rejected chains

    @Test func `rejected chains are listed and shown with the reason`() async throws {
        let certificate = try await CertificateDesk.foreign("logs.example")
        for _ in 1...3 {
            store.noteRejected([certificate], CertificateRejection(number: 18), peer: "logs:6514", purpose: "LOG0")
        }
        let list = try await get("rejected").value([RejectedChainView].self)
        #expect(list == store.rejected.map { RejectedChainView($0) } && list.count == 1)
        let chain = try #require(list.first)
        #expect(chain.count == 3 && chain.peer == "logs:6514" && chain.purpose == "LOG0" && chain.number == 18)
        #expect(chain.reason.contains("self-signed") && chain.code == "0x000c0130")
        #expect(chain.lastSeen == "\(CertificateDesk.now)" && chain.chain == [CertificateView(certificate)])
        #expect(try await get("rejected/\(chain.id)").value(RejectedChainView.self) == chain)
    }

    @Test func `a certificate of a rejected chain is trusted`() async throws {
        let leaf = try await CertificateDesk.foreign("logs.example")
        let above = try await CertificateDesk.foreign("authority.example")
        store.noteRejected([leaf, above], CertificateRejection(number: 19), peer: "logs:6514", purpose: "LOG0")
        let id = try #require(store.rejected.first).id
        _ = try await send(.post, "rejected/\(id)/trust?certificate=2").problem(404)
        _ = try await send(.post, "rejected/\(id)/trust?certificate=-1").problem(400)
        let change = try await send(.post, "rejected/\(id)/trust?certificate=1").value(TrustChangeView.self)
        #expect(change.added == [CertificateView(above)] && store.trusted == [above] && store.rejected.isEmpty)
        store.noteRejected([leaf], CertificateRejection(number: 20), peer: "logs:6514", purpose: "LOG0")
        let next = try #require(store.rejected.first).id
        let second = try await send(.post, "rejected/\(next)/trust").value(TrustChangeView.self)
        #expect(second.added.map(\.fingerprint) == [leaf.fingerprint] && second.trusted == 2)
        #expect(desk.sentences.count == 2)
        #expect(desk.sentences[1] == "trusted, rejected before: CN=logs.example SHA-256 \(leaf.fingerprint)")
    }

    @Test(arguments: [("9999", 404), ("-1", 400), ("first", 400), ("1e3", 400)])
    func `a chain that is not there cannot be shown or trusted`(id: String, status: Int) async throws {
        _ = try await get("rejected/" + id).problem(status)
        _ = try await send(.post, "rejected/\(id)/trust").problem(status)
        #expect(store.trusted.isEmpty && desk.sentences.isEmpty)
    }

    @Test func `rejected chains are discarded`() async throws {
        for name in ["one.example", "two.example"] {
            store.noteRejected(
                [try await CertificateDesk.foreign(name)], CertificateRejection(number: 18), peer: name, purpose: "x")
        }
        #expect(try await send(.delete, "rejected").value(RejectedChangeView.self).removed == 2)
        #expect(try await send(.delete, "rejected").value(RejectedChangeView.self).removed == 0)
        #expect(store.rejected.isEmpty && desk.sentences == ["rejected chains discarded: 2"])
    }

    // MARK: Revocation lists

    @Test func `a revocation list in PEM or DER is taken, listed, replaced and told of`() async throws {
        let first = try await send(.post, "revocations", body: CertificateDesk.fixture("authority-1.crl"))
            .value(RevocationChangeView.self)
        #expect(first.added.map(\.issuer) == ["CN=Test Authority,O=Hospital"] && first.lists == 1)
        #expect(first.added.first?.thisUpdate == "2026-01-01T00:00:00.000Z" && first.added.first?.revoked == 0)
        let second = try await send(.post, "revocations", body: CertificateDesk.fixture("authority-2.crl"))
            .value(RevocationChangeView.self)
        #expect(second.added.map(\.revoked) == [1] && second.removed == first.added && second.lists == 1)
        #expect(second.added.first?.nextUpdate == "2076-01-01T00:00:00.000Z")
        #expect(try await get("revocations").value([RevocationListView].self) == second.added)
        let older = try await send(.post, "revocations", body: CertificateDesk.fixture("authority-1.crl")).problem(422)
        #expect(older.detail.contains("2026-01-01") && older.detail.contains("2026-06-01"))
        let none = try await send(.delete, "revocations").value(RevocationChangeView.self)
        #expect(none.removed == second.added && none.lists == 0 && store.revocations.isEmpty)
        #expect(
            desk.sentences == [
                "revocation list of CN=Test Authority,O=Hospital taken, of 2026-01-01T00:00:00.000Z, revoked: 0",
                "revocation list of CN=Test Authority,O=Hospital taken, of 2026-06-01T00:00:00.000Z, revoked: 1",
                "revocation list of CN=Test Authority,O=Hospital discarded",
            ])
    }

    @Test func `octets that are no revocation list are refused`() async throws {
        let certificate = try await CertificateDesk.foreign("one.example")
        for body in [[], [0x30, 0x82, 0xff, 0xff], certificate.der, Array(certificate.pem.utf8)] {
            #expect(try await send(.post, "revocations", body: body).problem(400).title == "Malformed request")
        }
        let large = [UInt8](repeating: 0x20, count: RevocationList.maximumBytes + 1)
        _ = try await send(.post, "revocations", body: large).problem(413)
        #expect(store.revocations.isEmpty && desk.sentences.isEmpty)
    }

    @Test(arguments: ["trusted.pem", "rejected/1", "device.pem", "device/request.der"])
    func `other methods are refused with those that are taken`(path: String) async throws {
        let answer = try await send(.put, path)
        _ = try answer.problem(405)
        #expect(answer.headers[.allow] == "GET, HEAD")
    }
}
