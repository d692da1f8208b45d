import HTTPTypes
import TLSKit
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// The device's own certificate under `/api/v1/certificates/device`.
struct DeviceCertificateRouteTests {
    private static let path = "/api/v1/certificates/device"
    private let desk: CertificateDesk
    private var client: RouterClient { desk.client }
    private var store: CertificateStore { desk.store }

    init() throws { desk = try CertificateDesk() }

    private func get(_ path: String) async throws -> Answer { try await client.get(Self.path + path) }

    private func post(_ path: String, _ text: String) async throws -> Answer {
        try await client.send(.post, Self.path + path, text: text)
    }

    @Test func `the default certificate is shown and given out, its key is not`() async throws {
        let answer = try await get("")
        let view = try answer.value(DeviceCertificateView.self)
        #expect(view == DeviceCertificateView(store))
        #expect(view.kind == "default" && view.chain.map(\.subject) == ["CN=dect.example"] && view.request == nil)
        let pem = try await get(".pem")
        #expect(try Certificate.all(in: pem.body) == store.identity.chain)
        let der = try await get(".der")
        #expect(der.body == store.identity.chain[0].der && der.contentType == "application/pkix-cert")
        #expect(!answer.text.contains("PRIVATE") && !pem.text.contains("PRIVATE"))
    }

    @Test func `a self-signed certificate is made as asked for`() async throws {
        let body = """
            {"commonName":"dect.hospital.example","dnsName":"pbx.example,10.0.0.5","key":"ec-p256","signature":"SHA-384",\
            "validityYears":2,"organization":"Hospital","organizationalUnit":"IT","locality":"Ulm","state":"BW",\
            "country":"DE"}
            """
        let view = try await post("/self-signed", body).value(DeviceCertificateView.self)
        let leaf = try #require(view.chain.first)
        #expect(view.kind == "self-signed" && store.kind == .selfSigned && view.chain.count == 1)
        #expect(leaf.subject.hasPrefix("CN=dect.hospital.example"))
        for part in ["O=Hospital", "OU=IT", "L=Ulm", "ST=BW", "C=DE"] { #expect(leaf.subject.contains(part)) }
        #expect(leaf.names.sorted() == ["dect.hospital.example", "pbx.example"] && leaf.addresses == ["10.0.0.5"])
        #expect(leaf.key == "EC P-256" && leaf.signature.hasSuffix("SHA-384"))
        #expect(leaf.notAfter.prefix(4) == "2028")
        #expect(
            desk.sentences == [
                "device certificate replaced, made by itself: \(leaf.subject) SHA-256 \(leaf.fingerprint)"
            ])
    }

    @Test(arguments: [
        (#"{"commonName":"a.example","key":"rsa-1024"}"#, 422, "1024 bits"),
        (#"{"commonName":"a.example","key":"dsa"}"#, 422, "dsa"),
        (#"{"commonName":"a.example","signature":"sha1"}"#, 422, "forged"),
        (#"{"commonName":"a.example","dnsName":"a b/c"}"#, 422, "b/c"),
        (#"{"commonName":""}"#, 422, "common name"),
        (#"{"commonName":"a.example","country":"Germany"}"#, 422, "Germany"),
        ("{}", 400, "commonName"), ("[]", 400, "not an object"), ("", 400, "not JSON"),
        (#"{"commonName":"a.example","validityYears":"2"}"#, 400, "validityYears"),
    ])
    func `what no certificate can say is refused`(body: String, status: Int, reason: String) async throws {
        let before = store.identity.chain
        for path in ["/self-signed", "/request"] {
            #expect(try await post(path, body).problem(status).detail.contains(reason))
        }
        #expect(store.identity.chain == before && store.signingRequestPEM == nil && desk.sentences.isEmpty)
    }

    @Test(arguments: [0, 51, -1])
    func `a validity out of range is refused`(years: Int) async throws {
        let body = #"{"commonName":"a.example","validityYears":\#(years)}"#
        #expect(try await post("/self-signed", body).problem(422).detail.contains("1 to 50"))
        #expect(store.kind == .standard)
    }

    @Test func `a signing request is made, given out and discarded`() async throws {
        let view = try await post("/request", #"{"commonName":"dect.example","key":"ec-p256"}"#)
            .value(DeviceCertificateView.self)
        #expect(view.kind == "default" && view.request?.subject == "CN=dect.example")
        #expect(view.request?.pem == store.signingRequestPEM)
        let pem = try await get("/request.pem")
        #expect(pem.text == store.signingRequestPEM && pem.text.hasPrefix("-----BEGIN CERTIFICATE REQUEST-----"))
        #expect(!pem.text.contains("PRIVATE"))
        let der = try await get("/request.der")
        #expect(der.body == store.signingRequestDER && der.contentType == "application/pkcs10")
        let after = try await client.send(.delete, Self.path + "/request").value(DeviceCertificateView.self)
        #expect(after.request == nil && store.signingRequestPEM == nil)
        #expect(
            desk.sentences == ["signing request made: CN=dect.example", "signing request discarded: CN=dect.example"])
    }

    @Test func `without a signing request there is none to give, to discard or to answer`() async throws {
        _ = try await get("/request.pem").problem(404)
        _ = try await get("/request.der").problem(404)
        _ = try await client.send(.delete, Self.path + "/request").problem(404)
        let pem = try await CertificateDesk.foreign("a.example").pem
        #expect(try await post("/certificate", pem).problem(409).detail.contains("no signing request waits"))
        #expect(store.kind == .standard && desk.sentences.isEmpty)
    }

    @Test func `the answer to a signing request replaces the certificate`() async throws {
        let own = store.identity.chain[0]
        _ = try await post("/request", #"{"commonName":"dect.example","key":"reuse"}"#)
        let stranger = try await CertificateDesk.foreign("dect.example")
        #expect(try await post("/certificate", stranger.pem).problem(422).detail.contains("another key"))
        _ = try await post("/certificate", "no certificate").problem(400)
        #expect(store.kind == .standard && store.signingRequestPEM != nil)
        // A certificate of the same key stands in for the one that an authority would sign.
        let view = try await post("/certificate", stranger.pem + own.pem).value(DeviceCertificateView.self)
        #expect(view.kind == "signed" && view.chain == [CertificateView(own)] && view.request == nil)
        #expect(
            desk.sentences.last
                == "device certificate replaced, signed by an authority: CN=dect.example SHA-256 \(own.fingerprint)")
    }

    @Test func `a certificate is imported with its key, and nothing of the key or the password is told`() async throws {
        let file = try CertificateDesk.fixture("phone.p12")
        let answer = try await client.send(
            .post, Self.path + "/pkcs12", headers: CertificateDesk.sentPassword, body: file)
        let view = try answer.value(DeviceCertificateView.self)
        #expect(view.kind == "imported" && store.kind == .imported)
        #expect(view.chain.map(\.subject) == ["CN=phone.example", "CN=Test Authority,O=Hospital"])
        #expect(desk.sentences.count == 1)
        let pem = try await get(".pem")
        for text in desk.sentences + [answer.text, pem.text] {
            #expect(!text.contains("Größe") && !text.contains("%20") && !text.contains("PRIVATE"))
        }
    }

    @Test func `a file without a key, or that is none, is not imported`() async throws {
        let file = try CertificateDesk.fixture("authority.p12")
        let problem = try await client.send(.post, Self.path + "/pkcs12", body: file).problem(422)
        #expect(problem.detail.contains("no key"))
        _ = try await post("/pkcs12", "no container").problem(400)
        let body = [UInt8](repeating: 0x30, count: PKCS12Container.maximumBytes + 1)
        _ = try await client.send(.post, Self.path + "/pkcs12", body: body).problem(413)
        #expect(store.kind == .standard && desk.sentences.isEmpty)
    }

    @Test func `the default certificate is restored`() async throws {
        let standard = store.identity.chain
        _ = try await post("/self-signed", #"{"commonName":"a.example","key":"ec-p256"}"#)
        #expect(store.identity.chain != standard)
        let view = try await client.send(.delete, Self.path).value(DeviceCertificateView.self)
        #expect(view.kind == "default" && store.identity.chain == standard)
        #expect(desk.sentences.count == 2 && desk.sentences[1].contains("the default one again"))
    }
}
