/// An answer to a challenge of Digest (RFC 7616 3.4), read and not yet judged.
struct DigestAnswer: Sendable {
    /// The algorithms that are taken, the better one first.
    static let functions: [(name: String, function: DigestFunction)] = [("SHA-256", .sha256), ("MD5", .md5)]
    /// The quality of protection that is taken: of the request line.
    static let quality = "auth"

    var name: String
    var realm: String
    var nonce: String
    var uri: String
    var function: DigestFunction
    var clientNonce: String
    /// The eight digits of the count, as they came: they are digested so.
    var countText: String
    var count: UInt32
    var response: [UInt8]

    /// Reads the parameters behind `Digest`.
    init(_ text: Substring) throws(AuthorizationFieldError) {
        guard let parameters = FieldParameters(text) else {
            throw AuthorizationFieldError("the parameters of Digest are malformed")
        }
        func needed(_ name: String) throws(AuthorizationFieldError) -> String {
            guard let value = parameters[name] else {
                throw AuthorizationFieldError("the credentials of Digest lack \(name)")
            }
            return value
        }
        name = try Self.name(parameters)
        realm = try needed("realm")
        nonce = try needed("nonce")
        uri = try needed("uri")
        clientNonce = try needed("cnonce")
        countText = try needed("nc")
        // RFC 7616 3.3: MD5 is meant when no algorithm is named.
        let algorithm = parameters["algorithm"] ?? "MD5"
        guard let known = Self.functions.first(where: { $0.name == algorithm.uppercased() }) else {
            throw AuthorizationFieldError("the algorithm of Digest is neither SHA-256 nor MD5")
        }
        function = known.function
        guard try needed("qop") == Self.quality else {
            throw AuthorizationFieldError("the quality of protection of Digest is not \(Self.quality)")
        }
        guard countText.utf8.count == 8, let digits = octets(hexadecimal: countText),
            case let count = digits.reduce(UInt32(0), { $0 << 8 | UInt32($1) }), count > 0
        else {
            throw AuthorizationFieldError("the count of Digest is not eight hexadecimal digits above zero")
        }
        self.count = count
        guard let response = octets(hexadecimal: try needed("response")), response.count == function.length else {
            throw AuthorizationFieldError("the response of Digest is not as long as its algorithm says")
        }
        self.response = response
        guard parameters["userhash"]?.lowercased() != "true" else {
            throw AuthorizationFieldError("Digest with hashed names is not offered")
        }
    }

    /// The name, also in the extended form that holds other characters (RFC 8187).
    private static func name(_ parameters: FieldParameters) throws(AuthorizationFieldError) -> String {
        switch (parameters["username"], parameters["username*"]) {
        case (let name?, nil): return name
        case (nil, let extended?):
            let parts = extended.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
            if parts.count == 3, parts[0].lowercased() == "utf-8", let name = percentDecoded(parts[2]) { return name }
            throw AuthorizationFieldError("the extended name of Digest is not percent-encoded UTF-8")
        default: throw AuthorizationFieldError("the credentials of Digest need one username")
        }
    }

    /// Whether it is the answer of somebody who knows the key: `H(name:realm:password)` in hexadecimal.
    func matches(_ key: String, method: String) -> Bool {
        isEqual(response, Self.response(self, key: key, method: method))
    }

    /// What the response must be (RFC 7616 3.4.1).
    private static func response(_ answer: DigestAnswer, key: String, method: String) -> [UInt8] {
        let function = answer.function
        let request = hexadecimal(function("\(method):\(answer.uri)"))
        return function(
            "\(key):\(answer.nonce):\(answer.countText):\(answer.clientNonce):\(quality):\(request)")
    }

    /// What Digest needs in the place of a password: `H(name:realm:password)` in hexadecimal (RFC 7616 3.4.2).
    static func key(_ function: DigestFunction, name: String, realm: String, password: String) -> String {
        hexadecimal(function("\(name):\(realm):\(password)"))
    }
}

/// Text with its `%41` decoded; `nil` when that is no UTF-8 or the percent signs stand wrong.
func percentDecoded(_ text: some StringProtocol) -> String? {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
        guard bytes[index] == UInt8(ascii: "%") else {
            decoded.append(bytes[index])
            index += 1
            continue
        }
        guard index + 3 <= bytes.count,
            let octet = octets(hexadecimal: String(decoding: bytes[index + 1..<index + 3], as: UTF8.self))
        else { return nil }
        decoded += octet
        index += 3
    }
    return String(validating: decoded, as: UTF8.self)
}
