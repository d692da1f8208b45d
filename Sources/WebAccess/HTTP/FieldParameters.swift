/// The parameters of a header field's challenge or credentials: `name=token` or `name="quoted"`, parted by commas
/// (RFC 9110 11.2). Bounded: each octet is read once.
struct FieldParameters {
    /// The values by name in small letters.
    private var values: [String: String] = [:]

    /// The most parameters that are read.
    static let limit = 32

    /// Reads parameters; `nil` for what is malformed, for a name that stands twice, and for too many.
    init?(_ text: Substring) {
        var rest = text.utf8[...]
        while true {
            rest = rest.drop { Self.isBlank($0) || $0 == UInt8(ascii: ",") }
            guard !rest.isEmpty else { return }
            let name = rest.prefix(while: Self.isTokenOctet)
            rest = rest[name.endIndex...].drop(while: Self.isBlank)
            guard !name.isEmpty, rest.first == UInt8(ascii: "=") else { return nil }
            rest = rest.dropFirst().drop(while: Self.isBlank)
            guard let value = rest.first == UInt8(ascii: "\"") ? Self.quoted(&rest) : Self.token(&rest) else {
                return nil
            }
            let key = String(decoding: name, as: UTF8.self).lowercased()
            guard values.count < Self.limit, values.updateValue(value, forKey: key) == nil else { return nil }
            rest = rest.drop(while: Self.isBlank)
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return nil }
        }
    }

    /// The value of a parameter.
    subscript(name: String) -> String? { values[name] }

    private static func token(_ rest: inout Substring.UTF8View) -> String? {
        let token = rest.prefix(while: isTokenOctet)
        rest = rest[token.endIndex...]
        return token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
    }

    private static func quoted(_ rest: inout Substring.UTF8View) -> String? {
        var text: [UInt8] = []
        rest = rest.dropFirst()
        while let octet = rest.first, octet != UInt8(ascii: "\"") {
            rest = rest.dropFirst()
            guard octet == UInt8(ascii: "\\") else {
                text.append(octet)
                continue
            }
            guard let escaped = rest.first else { return nil }
            text.append(escaped)
            rest = rest.dropFirst()
        }
        guard !rest.isEmpty else { return nil }
        rest = rest.dropFirst()
        return String(validating: text, as: UTF8.self)
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 }

    /// Octets of a token (RFC 9110 5.6.2).
    private static func isTokenOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(octet)
        }
    }
}
