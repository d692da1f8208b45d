import Settings

/// The credentials in an `Authorization` header field, read and not yet judged.
enum AuthorizationField: Sendable {
    /// A name and a password (RFC 7617), in UTF-8.
    case basic(name: String, password: Secret)
    /// An answer to a challenge of Digest (RFC 7616).
    case digest(DigestAnswer)
    /// A token (RFC 6750).
    case bearer(Secret)

    /// The longest field that is read, in octets.
    static let limit = 8192

    /// Reads a field; throws what is wrong with it. The error holds nothing of the field.
    init(_ text: String) throws(AuthorizationFieldError) {
        guard text.utf8.count <= Self.limit else {
            throw AuthorizationFieldError("the credentials are over \(Self.limit) octets long")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control || $0 == "\t" }) else {
            throw AuthorizationFieldError("the credentials hold a control character")
        }
        let words = text.drop { $0 == " " }.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else {
            throw AuthorizationFieldError("expected Basic, Digest or Bearer with credentials behind it")
        }
        let rest = words[1].drop { $0 == " " }
        switch words[0].lowercased() {
        case "basic": self = try Self.basic(rest)
        case "digest": self = .digest(try DigestAnswer(rest))
        case "bearer": self = try Self.bearer(rest)
        default: throw AuthorizationFieldError("expected Basic, Digest or Bearer")
        }
    }

    private static func basic(_ text: Substring) throws(AuthorizationFieldError) -> AuthorizationField {
        guard let octets = Base64.decode(trimmed(text), .standard) else {
            throw AuthorizationFieldError("the credentials of Basic are not in base 64")
        }
        guard let pair = String(validating: octets, as: UTF8.self) else {
            throw AuthorizationFieldError("the credentials of Basic are not in UTF-8")
        }
        guard pair.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }),
            let colon = pair.unicodeScalars.firstIndex(of: ":")
        else { throw AuthorizationFieldError("the credentials of Basic are not a name, a colon and a password") }
        let password = pair.unicodeScalars[pair.unicodeScalars.index(after: colon)...]
        return .basic(
            name: String(pair.unicodeScalars[..<colon]), password: Secret(String(Substring(password))))
    }

    private static func bearer(_ text: Substring) throws(AuthorizationFieldError) -> AuthorizationField {
        let token = trimmed(text)
        let isToken = token.utf8.allSatisfy { octet in
            switch octet {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e, 0x2b, 0x2f, 0x3d: true
            default: false
            }
        }
        guard isToken, (1...256).contains(token.utf8.count) else {
            throw AuthorizationFieldError("expected a token of 1 to 256 letters behind Bearer")
        }
        return .bearer(Secret(String(token)))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.utf8.last == 0x20 { text.unicodeScalars.removeLast() }
        return text
    }
}

/// Why credentials cannot be read. It holds nothing of them.
struct AuthorizationFieldError: Error, Hashable {
    /// What was expected.
    var message: String

    init(_ message: String) {
        self.message = message
    }
}
