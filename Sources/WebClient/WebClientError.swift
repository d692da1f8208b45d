/// Why an exchange failed. Messages say what was expected and what came; they never have a password, nor the query of a
/// URL.
public struct WebClientError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Sendable {
        /// Nothing listens there, or it cannot be reached.
        case notConnected
        /// A time limit passed.
        case timedOut
        /// The connection ended before the response did.
        case closed
        /// The response, its header or its body, is larger than the caller allows.
        case tooLarge
        /// What came is not HTTP.
        case malformed
        /// The text is no URL of HTTP.
        case invalidURL
        /// The request cannot be sent as it is.
        case invalidRequest
        /// The handshake failed, or the server's certificate was not accepted.
        case tls
        /// A redirect that is not followed: too many, in a circle, or to where it must not lead.
        case redirect
        /// The request would have to be sent again, and its body is there only once.
        case bodyConsumed
        /// Too many requests wait for a connection to this server.
        case busy
        /// The client was shut down.
        case shutDown
    }

    /// What went wrong.
    public var code: Code
    /// What was expected and what came.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The text for people.
    public var description: String { message }
}
