import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Settings
import TLSKit
import WebServer

/// As what a certificate or signing request is given out, by the ending of its path.
enum CertificateFormat: String, CaseIterable {
    case json
    case pem
    case der

    /// What its content is called (RFC 8555 9.1, RFC 2585 4.1).
    var mediaType: String {
        switch self {
        case .json: "application/json"
        case .pem: "application/pem-certificate-chain"
        case .der: "application/pkix-cert"
        }
    }

    /// Parts a name in a path from its ending; without one it is JSON.
    static func split(_ text: String) -> (name: String, format: CertificateFormat) {
        for format in [Self.pem, .der] where text.hasSuffix(".\(format.rawValue)") {
            return (String(text.dropLast(4)), format)
        }
        return (text, .json)
    }
}

extension CertificateStore {
    /// The fewest hexadecimal digits that stand for a fingerprint.
    private static let leastDigits = 6

    /// The trusted certificate with this fingerprint, or the only one whose fingerprint begins so. Upper case, colons and
    /// blanks do not matter.
    func trustedCertificate(named text: String) throws(Problem) -> Certificate {
        let digits = text.lowercased().filter { $0 != ":" && $0 != " " }
        guard (Self.leastDigits...64).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw Problem.malformed(
                "expected a SHA-256 fingerprint or at least its first \(Self.leastDigits) hexadecimal digits, "
                    + "got \(text.prefix(100))")
        }
        let found = trusted.filter { $0.fingerprint.filter { $0 != ":" }.hasPrefix(digits) }
        guard let certificate = found.first else {
            throw Problem.notFound("no certificate in the trust list has the fingerprint \(text)")
        }
        guard found.count == 1 else {
            throw Problem(
                status: 409, title: "Ambiguous",
                detail: "\(found.count) certificates in the trust list have fingerprints that begin with \(text); "
                    + "give more digits")
        }
        return certificate
    }
}

extension WebContext {
    /// The number of a rejected chain in the path.
    func chainNumber() throws -> Int {
        let text = try text("id")
        guard let number = Int(text), number >= 0 else {
            throw Problem.malformed("expected the number of a rejected chain, got \(text)")
        }
        return number
    }
}

extension Request {
    /// The content, of at most so many octets.
    func octets(upTo limit: Int) async throws -> [UInt8] {
        Array(try await body.collect(upTo: limit).readableBytesView)
    }

    /// The password in the header `X-Password`; empty without it.
    func password() throws -> Secret {
        guard let name = HTTPField.Name("X-Password"), let sent = headers[name] else { return Secret("") }
        guard let password = sent.removingPercentEncoding else {
            throw Problem.malformed("expected percent-encoded UTF-8 in the header X-Password")
        }
        return Secret(password)
    }
}
