import HTTPTypes
import WebAccess

extension APIOperations {
    private static let fingerprint = APIParameter.path(
        "fingerprint", "The SHA-256 fingerprint, or its first digits.",
        ["type": "string", "pattern": "^[0-9a-fA-F]{6,64}$"])
    private static let chain = APIParameter.path(
        "id", "The number of the chain.", APIParameter.integer(0...Int(Int32.max)))
    private static let password = APIParameter(
        "X-Password", .header, ["type": "string", "pattern": "^[A-Za-z0-9._~-]*$"],
        "The file's password, percent-encoded UTF-8.")
    private static let file = APIContent.octets("application/octet-stream")
    private static let pem = APIContent.octets("application/pem-certificate-chain")
    private static let der = APIContent.octets("application/pkix-cert")

    static let certificates: [APIOperation] = trusted + revocations + rejected + device + request

    private static func reader(
        _ path: String, _ summary: String, _ answer: APIAnswer, _ parameters: [APIParameter] = []
    )
        -> APIOperation
    {
        APIOperation(.get, "certificates/" + path, summary, parameters, answer: answer, group: "Certificates")
    }

    private static let trusted: [APIOperation] = [
        reader("trusted", "Lists the certificates that are trusted (manual 4.1.10.1).", .json([CertificateView].self)),
        reader("trusted.pem", "All of them as one file.", .content(pem)),
        reader(
            "trusted/{fingerprint}", "One of them; with .pem or .der behind the fingerprint as a file.",
            .content(.anyOf([.json(CertificateView.self), pem, der])),
            [
                .path(
                    "fingerprint", "The SHA-256 fingerprint, or its first digits; .pem or .der may follow.",
                    ["type": "string", "pattern": "^[0-9a-fA-F]{6,64}(\\.pem|\\.der)?$"])
            ]),
        change(.post, "trusted", "Trusts the certificates of a file.", [password], file, TrustChangeView.self),
        change(
            .delete, "trusted/{fingerprint}", "Trusts a certificate no more.", [fingerprint], nil, TrustChangeView.self),
        change(.delete, "trusted", "Trusts nobody any more.", [], nil, TrustChangeView.self),
    ]

    private static let revocations: [APIOperation] = [
        reader("revocations", "Lists the revocation lists.", .json([RevocationListView].self)),
        change(.post, "revocations", "Takes revocation lists of a file.", [], file, RevocationChangeView.self),
        change(.delete, "revocations", "Discards all revocation lists.", [], nil, RevocationChangeView.self),
    ]

    private static let rejected: [APIOperation] = [
        reader("rejected", "Lists the chains that were rejected (manual 4.1.10.2).", .json([RejectedChainView].self)),
        reader("rejected/{id}", "One of them.", .json(RejectedChainView.self), [chain]),
        change(
            .post, "rejected/{id}/trust", "Trusts a certificate of a rejected chain.",
            [
                chain,
                .query("certificate", APIParameter.integer(0...100, default: 0), "Which one, the peer's own being 0."),
            ],
            nil, TrustChangeView.self),
        change(.delete, "rejected", "Discards the rejected chains.", [], nil, RejectedChangeView.self),
    ]

    private static let device: [APIOperation] = [
        reader("device", "The device's certificate (manual 4.1.10.4).", .json(DeviceCertificateView.self)),
        reader("device.pem", "Its chain as a file.", .content(pem)),
        reader("device.der", "The certificate alone as a file.", .content(der)),
        change(
            .post, "device/self-signed", "Makes a certificate that is signed with its own key.", [],
            .json(CertificateRequestContent.self), DeviceCertificateView.self),
        change(
            .post, "device/certificate", "Takes the certificate that an authority signed.", [], file,
            DeviceCertificateView.self),
        change(
            .post, "device/pkcs12", "Takes certificate and key of a PKCS #12 file.", [password], file,
            DeviceCertificateView.self),
        change(.delete, "device", "Goes back to the default certificate.", [], nil, DeviceCertificateView.self),
    ]

    private static let request: [APIOperation] = [
        APIOperation(
            .get, "certificates/device/request.pem", "The signing request that waits.",
            answer: .content(.octets("application/x-pem-file")), refusals: [404], group: "Certificates"),
        APIOperation(
            .get, "certificates/device/request.der", "The signing request that waits, in DER.",
            answer: .content(.octets("application/pkcs10")), refusals: [404], group: "Certificates"),
        change(
            .post, "device/request", "Makes a signing request.", [], .json(CertificateRequestContent.self),
            DeviceCertificateView.self),
        change(.delete, "device/request", "Discards the signing request.", [], nil, DeviceCertificateView.self),
    ]

    private static func change(
        _ method: Method, _ path: String, _ summary: String, _ parameters: [APIParameter], _ body: APIContent?,
        _ answer: any (Decodable & SendableMetatype).Type
    ) -> APIOperation {
        APIOperation(
            method == .post ? .post : .delete, "certificates/" + path, summary, right: .settings, parameters,
            body: body, answer: .json(answer), refusals: [404, 409, 422], group: "Certificates")
    }

    private enum Method {
        case post
        case delete
    }

    static let document: [APIOperation] = [
        APIOperation(
            .get, "openapi.json", "This document.", answer: .json(OpenAPIDocument.Opaque.self), group: "Document")
    ]
}
