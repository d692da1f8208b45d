import NetworkValues

extension WebURL {
    /// The longest text of a URL.
    static let limitBytes = 65_536

    /// Reads a URL. Spaces and what is not ASCII in path and query are percent-encoded; in a host they are refused.
    ///
    /// - Throws: `WebClientError` of code `invalidURL`. It does not repeat the text, which may have a password in a place
    ///   where nobody looks for it.
    public init(_ text: String) throws(WebClientError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.limitBytes else {
            throw Self.refusal("expected a URL of at most \(Self.limitBytes) octets, got \(bytes.count)")
        }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
            throw Self.refusal("expected a URL, got one with control characters")
        }
        let scheme: Scheme
        var rest: ArraySlice<UInt8>
        if Self.starts(bytes, with: "http://") {
            scheme = .http
            rest = bytes.dropFirst(7)
        } else if Self.starts(bytes, with: "https://") {
            scheme = .https
            rest = bytes.dropFirst(8)
        } else {
            throw Self.refusal("expected a URL that starts with http:// or https://")
        }
        let authority = rest.prefix { ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
        rest = rest.dropFirst(authority.count)
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw Self.refusal(
                "expected a URL without user and password, since URLs are shown; set them in HTTPCLIENT0-URL1")
        }
        let (host, port) = try Self.authority(authority)
        self.init(scheme: scheme, host: host, port: port ?? scheme.standardPort, target: Self.target(rest))
    }

    private static func refusal(_ message: String) -> WebClientError { WebClientError(.invalidURL, message) }

    private static func starts(_ bytes: [UInt8], with prefix: String) -> Bool {
        bytes.count >= prefix.utf8.count && zip(bytes, prefix.utf8).allSatisfy { ($0 | 0x20) == ($1 | 0x20) }
    }

    private static func authority(_ text: ArraySlice<UInt8>) throws(WebClientError) -> (host: String, port: Int?) {
        var name = text
        var port: ArraySlice<UInt8>?
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")) else {
                throw refusal("expected ] behind the IPv6 address of a URL")
            }
            name = text[(text.startIndex + 1)..<end]
            guard !name.contains(UInt8(ascii: "%")) else {
                throw refusal("expected an IPv6 address without a zone, which a server cannot know")
            }
            let rest = text[(end + 1)...]
            guard rest.isEmpty || rest.first == UInt8(ascii: ":") else {
                throw refusal("expected a colon and the port behind the address of a URL")
            }
            if !rest.isEmpty { port = rest.dropFirst() }
            guard case .v6? = IPAddress(String(decoding: name, as: UTF8.self)) else {
                throw refusal("expected an IPv6 address in the brackets of a URL")
            }
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            name = text[..<colon]
            port = text[(colon + 1)...]
        }
        return (try host(name), try port.flatMap { text throws(WebClientError) in try number(text) })
    }

    /// A port; `nil` for an empty one, which stands for the scheme's own (RFC 3986 3.2.3).
    private static func number(_ text: ArraySlice<UInt8>) throws(WebClientError) -> Int? {
        guard !text.isEmpty else { return nil }
        guard text.count <= 5, text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let port = Int(String(decoding: text, as: UTF8.self)), 1...65_535 ~= port
        else { throw refusal("expected a port from 1 to 65535 behind the host of a URL") }
        return port
    }

    private static func host(_ text: ArraySlice<UInt8>) throws(WebClientError) -> String {
        guard 1...253 ~= text.count else { throw refusal("expected a host of 1 to 253 characters in a URL") }
        let name = String(decoding: text, as: UTF8.self).lowercased()
        if let address = IPAddress(name) { return "\(address)" }
        guard
            text.allSatisfy({ byte in
                byte.isLetterOrDigit || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
            })
        else {
            throw refusal("expected a host of letters, digits, dots and dashes in a URL (others as xn--…)")
        }
        // 127.1 or 0x7f000001 mean different hosts to different programs.
        let last = name.split(separator: ".").last ?? ""
        guard !name.hasPrefix("."), !name.contains(".."), !last.isEmpty, !last.allSatisfy(\.isWholeNumber),
            !last.hasPrefix("0x")
        else {
            throw refusal("expected a host's name or whole address in a URL")
        }
        return name
    }

    /// Path and query of what stands behind the authority, without a fragment.
    static func target(_ text: some Collection<UInt8>) -> String {
        let text = Array(text.prefix { $0 != UInt8(ascii: "#") })
        var target: [UInt8] = text.first == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
        for (place, byte) in text.enumerated() {
            let isKept: Bool
            switch byte {
            case UInt8(ascii: "%"):
                isKept = place + 2 < text.count && text[place + 1].isHexDigit && text[place + 2].isHexDigit
            case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
                UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
                isKept = false
            default: isKept = 0x21...0x7e ~= byte
            }
            if isKept {
                target.append(byte)
            } else {
                target.append(UInt8(ascii: "%"))
                target.append(contentsOf: hexadecimal(UInt64(byte), digits: 2).uppercased().utf8)
            }
        }
        return String(decoding: target, as: UTF8.self)
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    var isHexDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }

    /// Whether the octet may stand in a token (RFC 9110 5.6.2).
    var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: isLetterOrDigit
        }
    }
}
