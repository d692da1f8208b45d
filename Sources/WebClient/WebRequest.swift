/// A request of HTTP/1.1.
public struct WebRequest: Sendable {
    /// The method, such as `GET`.
    public var method: String
    /// The path and query, percent-encoded.
    public var target: String
    /// Header fields, in order; Host, Content-Length and Connection are added when sent.
    public var headers: [(name: String, value: String)]
    /// The content.
    public var body: [UInt8]

    /// Makes a request.
    public init(
        _ method: String = "GET", _ target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// A response of HTTP/1.1.
public struct WebResponse: Sendable {
    /// The status code, 100 to 599.
    public var status: Int
    /// Header fields, in order.
    public var headers: [(name: String, value: String)]
    /// The content, without its transfer coding.
    public var body: [UInt8]

    /// The first field with this name, whatever the case of its letters.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Why an exchange failed.
public struct WebClientError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Sendable {
        /// Nothing listens there, or it cannot be reached.
        case notConnected
        /// The time limit passed.
        case timedOut
        /// The connection ended before the response did.
        case closed
        /// The response is larger than the caller allows.
        case tooLarge
        /// What came is not HTTP.
        case malformed
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
