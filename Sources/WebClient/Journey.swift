import NIOCore
import NIOHTTP1

/// A request on its way through redirects and log-ins. A plain value: the header of a response goes in, and what is to be
/// sent next comes out.
struct Journey {
    /// What is sent as the body.
    enum Content {
        case none
        /// Octets that go with the header.
        case octets([UInt8])
        /// A body that is sent part by part.
        case stream(WebBody)
    }

    /// Bodies of more octets are sent part by part, so that an early answer stops them.
    static let togetherLimitBytes = 64 << 10
    /// Bodies of more octets ask first when the server is likely to want a log-in.
    static let guessLimitBytes = 16 << 10
    /// How often a server may ask for a log-in, for one request.
    static let logInLimit = 3

    private let maximumRedirects: Int
    private(set) var url: WebURL
    private(set) var method: String
    private(set) var fields: [(name: String, value: String)]
    private(set) var content: Content
    private let isIdempotent: Bool?

    private var visited: Set<String>
    private var redirects = 0
    private var asksFirst = true
    /// The credentials for the URL.
    private var number: Int?
    private var session: Authenticator.Session?
    private var logIns = 0
    /// Whether other requests know of the log-in.
    private var isKept = false
    private let hasOwnAuthorization: Bool

    init(_ request: WebRequest, at url: WebURL, body: WebBody?, options: WebClientOptions) {
        maximumRedirects = options.maximumRedirects
        self.url = url
        method = request.method
        fields = request.headers
        if !fields.contains(where: { $0.name.lowercased() == "user-agent" }) {
            fields.append(("User-Agent", options.userAgent))
        }
        isIdempotent = request.isIdempotent
        hasOwnAuthorization = fields.contains { $0.name.lowercased() == "authorization" }
        if let body {
            content = .stream(body)
        } else if request.body.count > Self.togetherLimitBytes {
            content = .stream(WebBody(ByteBuffer(bytes: request.body)))
        } else if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            content = .octets(request.body)
        } else {
            content = .none
        }
        visited = []
        visited.insert(place)
    }

    private var place: String { "\(method) \(url)" }

    /// Whether the request may be sent again when nobody knows what became of it.
    var mayRepeat: Bool {
        guard WebRequest(method, isIdempotent: isIdempotent).mayRepeat else { return false }
        if case .stream(let body) = content { return body.isAvailable }
        return true
    }

    var isBodyAvailable: Bool {
        if case .stream(let body) = content { return body.isAvailable }
        return true
    }

    /// The request as it is to be sent now.
    mutating func request(_ authenticator: Authenticator, options: WebClientOptions) throws(WebClientError)
        -> OutgoingRequest
    {
        if session == nil, !hasOwnAuthorization {
            number = authenticator.number(for: url)
            session = number.flatMap { authenticator.session($0) }
        }
        let framing: RequestHead.Framing =
            switch content {
            case .none: .none
            case .octets(let octets): .length(octets.count)
            case .stream(let body): body.length.map { .length($0) } ?? .chunked
            }
        var head = try RequestHead.make(
            method, target: url.target, host: url.hostField, fields: fields, framing: framing)
        var octets: [UInt8]? = []
        if case .octets(let body) = content { octets = body }
        if case .stream = content { octets = nil }
        if !hasOwnAuthorization,
            let field = session?.authorization(method: method, target: url.target, body: octets)
        {
            head.headers.add(name: "Authorization", value: field)
        }
        guard case .stream(let body) = content else {
            return OutgoingRequest(
                head: head, body: octets.flatMap { $0.isEmpty ? nil : ByteBuffer(bytes: $0) }, isWhole: true,
                expectsContinue: false)
        }
        let isLogInLikely = number != nil && session == nil
        let length = body.length ?? .max
        let asks =
            asksFirst
            && (length > options.expectAboveBytes || !body.isRepeatable
                || isLogInLikely && length > Self.guessLimitBytes)
        if asks { head.headers.add(name: "Expect", value: "100-continue") }
        return OutgoingRequest(head: head, isWhole: false, expectsContinue: asks)
    }

    /// Takes the header of a response: whether the request, changed meanwhile, is to be sent again.
    mutating func advance(_ head: HTTPResponseHead, _ authenticator: Authenticator) throws(WebClientError) -> Bool {
        if case .digest(let session)? = session {
            session.take(authenticationInfo: head.headers["Authentication-Info"])
        }
        if head.status.code != 401, logIns > 0, let number, let session, !isKept {
            authenticator.keep(session, number)
            isKept = true
        }
        switch head.status.code {
        case 401: return try logIn(head.headers["WWW-Authenticate"], authenticator)
        case 417 where asksFirst:
            guard case .stream = content else { return false }
            asksFirst = false
            try needBody("it does not take Expect: 100-continue")
            return true
        case 301, 302, 303, 307, 308:
            guard maximumRedirects > 0, let location = head.headers.first(name: "Location") else { return false }
            try redirect(Int(head.status.code), to: location)
            return true
        default: return false
        }
    }

    private func needBody(_ reason: String) throws(WebClientError) {
        guard isBodyAvailable else {
            throw WebClientError(
                .bodyConsumed, "\(url.place) needs the body again (\(reason)), and it is there only once")
        }
    }

    private mutating func logIn(_ challengeFields: [String], _ authenticator: Authenticator) throws(WebClientError)
        -> Bool
    {
        guard let number, !hasOwnAuthorization else { return false }
        let challenges = Challenge.all(in: challengeFields)
        let isStale = challenges.contains { $0.parameters["stale"]?.lowercased() == "true" }
        // An answer to a challenge of this very journey was refused: the user or password is wrong.
        guard logIns == 0 || isStale, logIns < Self.logInLimit else {
            authenticator.forget(number)
            return false
        }
        logIns += 1
        isKept = false
        if case .basic? = session, logIns == 1 {
            // It was sent without being asked for; sending it again would change nothing, unless Digest is asked for now.
            guard challenges.contains(where: { $0.scheme == "digest" }) else {
                authenticator.forget(number)
                return false
            }
        }
        session = authenticator.answer(challenges, number, isSecure: url.scheme == .https)
        guard session != nil else { return false }
        try needBody("for a log-in")
        return true
    }

    private mutating func redirect(_ status: Int, to location: String) throws(WebClientError) {
        guard redirects < maximumRedirects else {
            throw WebClientError(.redirect, "more than \(maximumRedirects) redirects, the last one from \(url.place)")
        }
        redirects += 1
        let next: WebURL
        do throws(WebClientError) {
            next = try url.resolving(location)
        } catch {
            throw WebClientError(.redirect, "\(url.place) redirects to what is no URL of HTTP: \(error.message)")
        }
        guard url.scheme == .http || next.scheme == .https else {
            throw WebClientError(.redirect, "\(url.place) redirects to \(next.place), away from https")
        }
        if status == 303 && method != "HEAD" || status <= 302 && method == "POST" {
            method = "GET"
            content = .none
            fields.removeAll { $0.name.lowercased().hasPrefix("content-") }
        }
        if next.origin != url.origin {
            fields.removeAll {
                ["authorization", "cookie", "proxy-authorization"].contains($0.name.lowercased())
            }
        }
        url = next
        guard visited.insert(place).inserted else {
            throw WebClientError(.redirect, "redirects lead in a circle, back to \(url.place)")
        }
        (number, session, logIns) = (nil, nil, 0)
        try needBody("for a redirect with status \(status)")
    }
}
