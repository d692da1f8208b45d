extension WebURL {
    /// The URL that a reference means when it stands in a response from this one (RFC 3986 5.2).
    func resolving(_ reference: String) throws(WebClientError) -> WebURL {
        let bytes = Array(reference.utf8)
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.first?.isLetterOrDigit == true,
            bytes[..<colon].allSatisfy({ $0.isLetterOrDigit || $0 == 0x2b || $0 == 0x2d || $0 == 0x2e })
        {
            return try WebURL(reference)
        }
        if reference.hasPrefix("//") { return try WebURL(scheme.rawValue + ":" + reference) }
        guard bytes.count <= Self.limitBytes, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
            throw WebClientError(.invalidURL, "expected a reference of printable characters")
        }
        var result = self
        let content = bytes.prefix { $0 != UInt8(ascii: "#") }
        if content.isEmpty { return result }
        if content.first == UInt8(ascii: "?") {
            result.target = path + Self.target(content).dropFirst()
            return result
        }
        let absolute: [UInt8]
        if content.first == UInt8(ascii: "/") {
            absolute = Array(content)
        } else {
            let base = Array(path.utf8)
            absolute = Array(base[...(base.lastIndex(of: UInt8(ascii: "/")) ?? 0)]) + content
        }
        let target = Self.target(absolute)
        let path = target.prefix { $0 != "?" }
        result.target = Self.withoutDots(path) + target.dropFirst(path.count)
        return result
    }

    /// A path without `.` and `..` (RFC 3986 5.2.4).
    private static func withoutDots(_ path: Substring) -> String {
        var segments: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (place, part) in parts.enumerated() {
            let isLast = place == parts.count - 1
            switch part {
            case ".": if isLast { segments.append("") }
            case "..":
                if !segments.isEmpty { segments.removeLast() }
                if isLast { segments.append("") }
            default: segments.append(part)
            }
        }
        return "/" + segments.joined(separator: "/")
    }
}
