import COpenSSL
import Settings
import Synchronization

/// Answers to one challenge of Digest (RFC 7616), and to what follows in the same protection space: each request counts the
/// server's nonce up.
final class DigestSession: Sendable {
    /// What is protected.
    enum Quality: String, Sendable {
        /// The request line.
        case auth
        /// The request line and the body.
        case authInt = "auth-int"
    }

    let algorithm: DigestAlgorithm
    /// `nil` for servers that know only RFC 2069.
    let quality: Quality?
    private let realm: String
    private let opaque: String?
    private let user: String
    private let clientNonce: String
    /// The digest of user, realm and password, bound to the first nonces where the algorithm says so.
    private let key: String

    private struct Nonce {
        var text: String
        var count: UInt32 = 0
    }
    private let nonce: Mutex<Nonce>

    /// Takes a challenge; `nil` when it is not one that can be answered.
    convenience init?(_ challenge: Challenge, _ credentials: WebCredentials) {
        var random = [UInt8](repeating: 0, count: 16)
        guard ipd_random(&random, random.count) == 1 else { return nil }
        let digits = random.map { [$0 >> 4, $0 & 15].map { String($0, radix: 16) }.joined() }.joined()
        self.init(challenge, user: credentials.user, password: credentials.password.revealed, clientNonce: digits)
    }

    init?(_ challenge: Challenge, user: String, password: String, clientNonce: String) {
        guard challenge.scheme == "digest", let nonce = challenge.parameters["nonce"],
            let realm = challenge.parameters["realm"],
            let algorithm = DigestAlgorithm(name: challenge.parameters["algorithm"])
        else { return nil }
        // What comes back in our header must fit into one.
        guard
            [nonce, realm, challenge.parameters["opaque"] ?? "", user].allSatisfy({ text in
                text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
            })
        else { return nil }
        if let offered = challenge.parameters["qop"] {
            let names = offered.split(whereSeparator: { $0 == "," || $0 == " " }).map { $0.lowercased() }
            guard let quality = [Quality.auth, .authInt].first(where: { names.contains($0.rawValue) }) else {
                return nil
            }
            self.quality = quality
        } else {
            quality = nil
        }
        self.algorithm = algorithm
        self.realm = realm
        self.user = user
        self.clientNonce = clientNonce
        opaque = challenge.parameters["opaque"]
        self.nonce = Mutex(Nonce(text: nonce))
        let base = algorithm.hash("\(user):\(realm):\(password)")
        key = algorithm.isSession ? algorithm.hash("\(base):\(nonce):\(clientNonce)") : base
    }

    /// The field Authorization of a request; `nil` when the body is to be protected and is not at hand.
    func authorization(method: String, target: String, body: [UInt8]?) -> String? {
        let (nonce, count) = nonce.withLock { nonce in
            nonce.count &+= 1
            return (nonce.text, nonce.count)
        }
        var request = "\(method):\(target)"
        if quality == .authInt {
            guard let body else { return nil }
            request += ":" + algorithm.hash(body)
        }
        let proof = algorithm.hash(request)
        let digits = String(count, radix: 16)
        let number = String(repeating: "0", count: 8 - digits.count) + digits
        let response =
            if let quality {
                algorithm.hash("\(key):\(nonce):\(number):\(clientNonce):\(quality.rawValue):\(proof)")
            } else {
                algorithm.hash("\(key):\(nonce):\(proof)")
            }
        var field =
            "Digest username=\(Self.quoted(user)), realm=\(Self.quoted(realm)), nonce=\(Self.quoted(nonce)), "
            + "uri=\(Self.quoted(target)), response=\"\(response)\", algorithm=\(algorithm.rawValue)"
        if let quality { field += ", qop=\(quality.rawValue), nc=\(number), cnonce=\"\(clientNonce)\"" }
        if let opaque { field += ", opaque=\(Self.quoted(opaque))" }
        return field
    }

    /// Takes the nonce that the server wants next (RFC 7616 3.5).
    func take(authenticationInfo fields: [String]) {
        // The field has the form of a challenge's parameters.
        let next = Challenge.all(in: fields.map { "Info " + $0 }).first?.parameters["nextnonce"]
        guard let next, !next.isEmpty, next.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return }
        nonce.withLock { nonce in
            if nonce.text != next { nonce = Nonce(text: next) }
        }
    }

    private static func quoted(_ text: String) -> String {
        var result: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { result.append(UInt8(ascii: "\\")) }
            result.append(byte)
        }
        result.append(UInt8(ascii: "\""))
        return String(decoding: result, as: UTF8.self)
    }
}
