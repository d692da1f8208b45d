public import Settings

/// A user and password for all URLs below one (manual 4.9.4.2). Of several that match, the one with the longest path
/// counts.
///
/// The password goes out only when a server asks for it, as Digest where it offers that. As Basic it goes over https; over
/// plain http only to a server that offers nothing else.
public struct WebCredentials: Sendable {
    /// Where they count: the same scheme, host and port, and this path or one below it. The query does not matter.
    public var prefix: WebURL
    /// The name of the user.
    public var user: String
    /// The password.
    public var password: Secret

    /// Makes credentials.
    public init(prefix: WebURL, user: String, password: Secret) {
        self.prefix = prefix
        self.user = user
        self.password = password
    }

    /// Whether they count for a URL. `/a` has `/a`, `/a?b` and `/a/b` below it, not `/ab`.
    func match(_ url: WebURL) -> Bool {
        guard url.origin == prefix.origin else { return false }
        let path = url.path.utf8
        let root = prefix.path.utf8
        guard path.starts(with: root) else { return false }
        return path.count == root.count || root.last == UInt8(ascii: "/")
            || path.dropFirst(root.count).first == UInt8(ascii: "/")
    }
}
