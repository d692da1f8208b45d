/// The cookie of a session (RFC 6265bis): not for scripts, not for other sites' forms, and over HTTPS bound to this host.
public enum SessionCookie {
    private static func name(isEncrypted: Bool) -> String { isEncrypted ? "__Host-session" : "session" }

    /// The header field that sets it.
    public static func setting(_ token: String, isEncrypted: Bool) -> String {
        "\(name(isEncrypted: isEncrypted))=\(token); Path=/; HttpOnly; SameSite=Lax" + (isEncrypted ? "; Secure" : "")
    }

    /// The header field that removes it.
    public static func removal(isEncrypted: Bool) -> String {
        setting("", isEncrypted: isEncrypted) + "; Max-Age=0"
    }

    /// The token in a `Cookie` header field; `nil` for none.
    public static func token(in field: String?, isEncrypted: Bool) -> String? {
        guard let field, field.utf8.count <= 8192 else { return nil }
        let wanted = name(isEncrypted: isEncrypted) + "="
        for pair in field.split(separator: ";") {
            let pair = pair.drop { $0 == " " }
            if pair.hasPrefix(wanted) { return String(pair.dropFirst(wanted.count)) }
        }
        return nil
    }
}
