import Hummingbird
import Settings
import TLSKit
import WebServer

extension CertificateRoutes {
    /// What shows and replaces the device's certificate.
    func addDevice(to group: RouterGroup<WebContext>) {
        group.get("device") { _, _ in try JSON.response(DeviceCertificateView(store)) }
        group.get("device.pem") { _, _ in
            Self.file(Array(store.identity.chain.map(\.pem).joined().utf8), .pem)
        }
        group.get("device.der") { _, _ in Self.file(store.identity.chain.first?.der ?? [], .der) }
        group.post("device/self-signed") { request, context in
            let content = try await request.decoded(CertificateRequestContent.self, context)
            return try await changeDevice("made by itself") {
                try await store.createSelfSigned(content.request())
            }
        }
        group.post("device/certificate") { request, _ in
            let octets = try await request.octets(upTo: Certificate.maximumFileBytes)
            return try await changeDevice("signed by an authority") { try store.uploadSigned(octets) }
        }
        group.post("device/pkcs12") { request, _ in
            let password = try request.password()
            let octets = try await request.octets(upTo: PKCS12Container.maximumBytes)
            return try await changeDevice("imported", missing: 422) {
                try await store.importPKCS12(octets, password: password, as: .device)
            }
        }
        group.delete("device") { _, _ in
            try await changeDevice("the default one again") { try await store.restoreDefault() }
        }
    }

    /// What makes, shows and discards the signing request.
    func addDeviceRequest(to group: RouterGroup<WebContext>) {
        group.get("device/request.pem") { _, _ in
            guard let pem = store.signingRequestPEM else { throw Self.noRequest }
            return Self.file(Array(pem.utf8), .pem, type: "application/x-pem-file")
        }
        group.get("device/request.der") { _, _ in
            guard let der = store.signingRequestDER else { throw Self.noRequest }
            return Self.file(der, .der, type: "application/pkcs10")
        }
        group.post("device/request") { request, context in
            let content = try await request.decoded(CertificateRequestContent.self, context)
            try await attempt { try await store.createSigningRequest(content.request()) }
            let view = DeviceCertificateView(store)
            await changed("signing request made: \(view.request?.subject ?? content.commonName)")
            return try JSON.response(view)
        }
        group.delete("device/request") { _, _ in
            guard let subject = store.signingRequestSubject else { throw Self.noRequest }
            try await attempt { try store.discardSigningRequest() }
            await changed("signing request discarded: \(subject)")
            return try JSON.response(DeviceCertificateView(store))
        }
    }

    private static var noRequest: Problem { .notFound("no signing request waits for a certificate; make one first") }

    /// Does what replaces the device's certificate, tells of it, and answers with the new one. A thing that is missing for
    /// it, such as a signing request, is a conflict unless `missing` says otherwise.
    private func changeDevice(
        _ origin: String, missing: Int = 409, _ body: () async throws -> Void
    ) async throws -> Response {
        try await attempt(missing: missing, body)
        let view = DeviceCertificateView(store)
        await changed("device certificate replaced, \(origin): \(Self.list(Array(view.chain.prefix(1))))")
        return try JSON.response(view)
    }
}
