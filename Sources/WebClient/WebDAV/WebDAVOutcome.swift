/// What came of a request to a WebDAV server, in the terms of what to do next.
public enum WebDAVOutcome: Hashable, Sendable {
    /// It is done.
    case done
    /// The server does not know the method there, or the directory is there already.
    case unsupported
    /// The directory is missing.
    case missing(String)
    /// The server does not take a file of that size.
    case tooLarge(String)
    /// The server does not want it: trying again soon does not help.
    case refused(String)
    /// It may be different soon; the server may say after how many seconds.
    case failed(String, afterSeconds: Int64? = nil)
}

extension WebDAVOutcome {
    /// The requests that are made.
    public enum Method: String, Sendable {
        /// Whether the directory is there (RFC 4918 10.1).
        case options = "OPTIONS"
        /// Makes the directory (RFC 4918 9.3).
        case makeDirectory = "MKCOL"
        /// Stores a file.
        case put = "PUT"
    }

    /// What is known of the request.
    public struct Context: Hashable, Sendable {
        /// The request.
        public var method: Method
        /// Whether a user is set.
        public var hasCredentials: Bool
        /// Whether the server has said that the directory is there.
        public var isDirectoryKnown: Bool
        /// What helps whoever sends.
        public var advice: Advice

        /// Makes a context.
        public init(
            method: Method, hasCredentials: Bool = false, isDirectoryKnown: Bool = false, advice: Advice = Advice()
        ) {
            self.method = method
            self.hasCredentials = hasCredentials
            self.isDirectoryKnown = isDirectoryKnown
            self.advice = advice
        }
    }

    /// What helps, in the settings of whoever sends.
    public struct Advice: Hashable, Sendable {
        /// When a file is too large: how to make files smaller; empty when nothing does.
        public var smaller: String
        /// When the server wants a user: where one is set.
        public var credentials: String
        /// When the directory is missing: how it is made without somebody's help.
        public var directory: String

        /// Makes advice.
        public init(
            smaller: String = "", credentials: String = "set a user and a password",
            directory: String = "set /mkcol on"
        ) {
            self.smaller = smaller
            self.credentials = credentials
            self.directory = directory
        }

        fileprivate var orSmaller: String { smaller.isEmpty ? "" : ", or \(smaller)" }
    }

    /// Says what an answer means.
    public init(_ response: WebDAVResponse, _ context: Context) {
        switch response.status {
        case 200..<300: self = .done
        case 401: self = .refused(Self.unauthorized(response, context))
        case 403: self = .refused("403: the server lets the user not write there")
        case 404 where Self.isTooLarge(response, context):
            self = .tooLarge(
                "404.13: the file is larger than the server takes: raise maxAllowedContentLength of IIS"
                    + context.advice.orSmaller)
        case 404, 409, 410: self = .missing(Self.missing(response, context))
        case 405, 501:
            self =
                context.method == .put
                ? .refused(
                    "\(response.status): the server takes no files there: is WebDAV turned on for the directory?")
                : .unsupported
        case 413:
            self = .tooLarge(
                "413: the file is larger than the server takes: raise its limit" + context.advice.orSmaller)
        case 423: self = .refused("423: somebody has locked the file or the directory on the server")
        case 408, 425, 429:
            self = .failed(
                "\(response.status): the server wants the request later", afterSeconds: response.retryAfterSeconds)
        case 507: self = .failed("507: the disk of the server is full", afterSeconds: response.retryAfterSeconds)
        case 500...:
            self = .failed(
                "\(response.status): the server has an error of its own", afterSeconds: response.retryAfterSeconds)
        case 300..<400:
            self = .refused("\(response.status): the server says that the directory is elsewhere; set its URL")
        default: self = .refused("\(response.status): the server refuses \(context.method.rawValue)")
        }
    }

    /// IIS says 404 for a file over its limit, and 13 only where it shows its errors in detail.
    private static func isTooLarge(_ response: WebDAVResponse, _ context: Context) -> Bool {
        guard context.method == .put else { return false }
        return response.text.contains("404.13")
            || context.isDirectoryKnown && response.server.lowercased().contains("microsoft-iis")
    }

    private static func unauthorized(_ response: WebDAVResponse, _ context: Context) -> String {
        let known = ["digest", "basic"]
        if !response.schemes.isEmpty, !response.schemes.contains(where: { known.contains($0.lowercased()) }) {
            return "401: the server offers only \(response.schemes.joined(separator: ", ")): turn on Digest or Basic"
        }
        return context.hasCredentials
            ? "401: the user or the password is wrong"
            : "401: the server wants a user and a password: \(context.advice.credentials)"
    }

    private static func missing(_ response: WebDAVResponse, _ context: Context) -> String {
        context.method == .makeDirectory
            ? "\(response.status): the directory above it is missing on the server, too"
            : "\(response.status): the directory is missing on the server: make it, or \(context.advice.directory)"
    }
}
