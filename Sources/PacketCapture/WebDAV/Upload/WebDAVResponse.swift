/// What a server has answered, as far as it matters.
struct WebDAVResponse: Hashable, Sendable {
    /// The status code.
    var status: Int
    /// The beginning of the content.
    var text = ""
    /// The ways of authentication that it offers, as it names them.
    var schemes: [String] = []
    /// The field Server.
    var server = ""
    /// Seconds after which to come again, when it says so.
    var retryAfterSeconds: Int64?
}
