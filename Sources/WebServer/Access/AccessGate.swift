import HTTPTypes
public import Hummingbird
import NetworkValues
import Settings
public import WebAccess

/// Stands before everything that the network is served: learns who asks, sends HTTP on to HTTPS where that is forced, and
/// turns away who may not come in (manual 4.9.3).
///
/// A browser shows the cookie of its session; it must send back the session's token against forged requests with whatever
/// changes something. Programs authenticate themselves by `Authorization`. What needs no log-in by itself, such as
/// `/metrics`, is open unless the settings protect all pages.
public struct AccessGate: RouterMiddleware {
    /// What a request is known by.
    public typealias Context = WebContext

    /// Paths that machines ask for, which are open unless all pages are protected.
    let openPaths: Set<String>
    private let access: AccessControl
    let isEncrypted: Bool
    let httpsPort: Int

    /// Makes the gate. `openPaths` are those that machines ask for without a log-in; `httpsPort` is 0 without HTTPS.
    public init(_ access: AccessControl, isEncrypted: Bool, httpsPort: Int, openPaths: Set<String>) {
        self.access = access
        self.isEncrypted = isEncrypted
        self.httpsPort = httpsPort
        self.openPaths = openPaths
    }

    /// Answers a request, or hands it on with who sent it.
    @concurrent public func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let source = context.remoteAddress, access.admits(source) else {
            throw HTTPError(.forbidden, message: "this network may not use the web server")
        }
        let settings = access.settings
        let path = Self.routed(request.uri.path)
        let isForced = settings.forcesHTTPS && httpsPort > 0
        if !isEncrypted, isForced || isWayAround(path, settings) { return try redirection(of: request) }
        var context = context
        context.isEncrypted = isEncrypted
        try Self.checkOrigin(of: request)
        try checkCertificate(context, settings)
        try await recognize(request, path, source, &context)
        var response: Response
        if let refusal = try refusal(request, path, context, settings) {
            response = refusal
        } else {
            response = try await ConsoleUser.$current.withValue(context.consoleUser) { [context] in
                try await next(request, context)
            }
        }
        if isEncrypted, isForced, settings.hstsDays > 0, let name = HTTPField.Name("Strict-Transport-Security") {
            response.headers[name] = "max-age=\(settings.hstsDays * 86_400)"
        }
        if settings.forbidsCaching { response.headers[.cacheControl] = "no-store" }
        return response
    }

    /// Finds out who asks.
    private func recognize(
        _ request: Request, _ path: String, _ source: IPAddress, _ context: inout WebContext
    ) async throws {
        let isPoll = path == "/live" || request.headers[PartHeader.name] != nil
        if let token = SessionCookie.token(in: request.headers[.cookie], isEncrypted: isEncrypted),
            let session = access.session(token: token, from: source, isUse: !isPoll)
        {
            context.session = session
            context.principal = session.principal
            return
        }
        guard let field = request.headers[.authorization] else { return }
        // A path with credentials of its own looks at them itself.
        guard !Self.hasOwnCredentials(path) else { return }
        let outcome = await access.authorize(
            field, method: request.method.rawValue, uri: request.uri.string, certificate: context.certificateNames,
            from: source)
        switch outcome {
        case .principal(let principal): context.principal = principal
        case .challenge(let challenges): throw Self.unauthorized(challenges)
        case .malformed(let reason): throw Problem.malformed(reason)
        case .blocked(let seconds):
            throw HTTPError(
                .tooManyRequests, headers: [.retryAfter: "\(seconds)"],
                message: "attempts are blocked for \(seconds) s after a failed log-in")
        case .certificateRequired:
            throw HTTPError(.forbidden, message: "a client certificate that names the user is required")
        case .busy:
            throw HTTPError(
                .serviceUnavailable, headers: [.retryAfter: "2"], message: "too many log-ins wait; try again")
        case .networkRefused: throw HTTPError(.forbidden, message: "this network may not use the web server")
        }
    }

    /// Why a request goes no further, if so.
    private func refusal(
        _ request: Request, _ path: String, _ context: WebContext, _ settings: AccessSettings
    ) throws -> Response? {
        if Self.isAlwaysOpen(path) || Self.hasOwnCredentials(path) { return nil }
        if openPaths.contains(path), !settings.protectsAll { return nil }
        guard let principal = context.principal else {
            if isPage(path), Self.isReading(request) {
                let place = path == "/" ? "" : "?to=" + Self.encoded(request.uri.string)
                return Response(status: .seeOther, headers: [.location: "/login" + place])
            }
            throw Self.unauthorized(access.challenges())
        }
        if principal.mustChangePassword, path != "/password", path != "/logout" {
            if isPage(path), Self.isReading(request) {
                return Response(status: .seeOther, headers: [.location: "/password"])
            }
            throw HTTPError(.forbidden, message: "the password must be changed first, at /password")
        }
        // Forms of pages carry the token in a field, which the page looks at.
        if let session = context.session, !isPage(path), !Self.isReading(request) {
            guard let name = HTTPField.Name("X-CSRF-Token"), let token = request.headers[name],
                session.accepts(csrfToken: token)
            else {
                throw HTTPError(.forbidden, message: "expected the session's token in X-CSRF-Token")
            }
        }
        return nil
    }

    private static func isReading(_ request: Request) -> Bool { request.method == .get || request.method == .head }

    private func isPage(_ path: String) -> Bool { !path.hasPrefix("/api/") && !openPaths.contains(path) }

    private static func isAlwaysOpen(_ path: String) -> Bool { path == "/login" || path.hasPrefix("/assets/") }

    /// Captures have a password of their own, which Wireshark and curl show.
    private static func hasOwnCredentials(_ path: String) -> Bool { path == "/capture" }

    private static func unauthorized(_ challenges: [String]) -> HTTPError {
        var headers: HTTPFields = [:]
        for challenge in challenges { headers.append(HTTPField(name: .wwwAuthenticate, value: challenge)) }
        return HTTPError(.unauthorized, headers: headers, message: "log in, or send a token")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { octet in
            let isPlain =
                octet < 0x80 && (Character(Unicode.Scalar(octet)).isLetter || Character(Unicode.Scalar(octet)).isNumber)
            return isPlain
                ? String(Unicode.Scalar(octet))
                : "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16, uppercase: true)
        }.joined()
    }
}

/// The header by which the script of a page asks for its main part alone.
public enum PartHeader {
    /// `X-Part`.
    public static let name = HTTPField.Name("X-Part") ?? .contentType
}
