import Logging
import Settings
import WebClient

/// A client with other options than the usual ones.
func makeClient(
    credentials: [WebCredentials] = [], _ change: (inout WebClientOptions) -> Void = { _ in }
) -> WebClient {
    var options = WebClientOptions()
    // A busy machine answers late, and what is expected here is the answer.
    options.continueWait = .seconds(60)
    change(&options)
    return WebClient(options, tls: nil, credentials: credentials, logger: Logger(label: "test"))
}

/// A URL of a server on loopback.
func url(_ port: Int, _ target: String = "/") throws -> WebURL {
    try WebURL("http://127.0.0.1:\(port)\(target)")
}

/// Credentials for all of a server on loopback.
func credentials(_ port: Int, _ path: String = "/", user: String = "agent", password: String = "secret") throws
    -> WebCredentials
{
    WebCredentials(prefix: try url(port, path), user: user, password: Secret(password))
}

extension WebResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}
