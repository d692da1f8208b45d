/// What a WebDAV server has answered, as far as it matters.
public struct WebDAVResponse: Hashable, Sendable {
    /// The status code.
    public var status: Int
    /// The beginning of the content.
    public var text = ""
    /// The ways of authentication that it offers, as it names them.
    public var schemes: [String] = []
    /// The field Server.
    public var server = ""
    /// Seconds after which to come again, when it says so.
    public var retryAfterSeconds: Int64?

    /// Makes an answer.
    public init(
        status: Int, text: String = "", schemes: [String] = [], server: String = "", retryAfterSeconds: Int64? = nil
    ) {
        self.status = status
        self.text = text
        self.schemes = schemes
        self.server = server
        self.retryAfterSeconds = retryAfterSeconds
    }
}
