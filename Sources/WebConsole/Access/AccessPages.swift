import HTTPTypes
import Hummingbird
import NetworkValues
import Settings
import Synchronization
import WebAccess
import WebServer

/// Logging in and out, and one's own account (manual 3.4).
struct AccessPages: WebRoute {
    /// The most welcomes that wait to be read.
    private static let welcomeLimit = 1000

    let access: AccessControl
    let renderer: PageRenderer
    let now: @Sendable () -> Timestamp
    /// Writes a change of accounts into the settings.
    let apply: @Sendable (AccessChange) async throws -> Void
    private let welcomes = Welcomes()

    /// What a session reads after its log-in.
    private final class Welcomes: Sendable {
        let waiting = Mutex<[Int: PageValue]>([:])
    }

    init(
        _ access: AccessControl, _ renderer: PageRenderer, now: @escaping @Sendable () -> Timestamp,
        apply: @escaping @Sendable (AccessChange) async throws -> Void
    ) {
        self.access = access
        self.renderer = renderer
        self.now = now
        self.apply = apply
    }

    func add(to router: Router<WebContext>) {
        router.get("login") { request, context in
            let to = request.uri.queryParameters["to"].map { String($0) }
            if context.principal != nil { return Self.seeOther(Self.place(to)) }
            let name = access.accountName(ofCertificate: context.certificateNames) ?? ""
            return logInPage(context, name: name, to: to)
        }
        router.post("login") { request, context in try await logIn(request, context) }
        router.get("welcome") { request, context in welcome(request, context) }
        router.post("logout") { request, context in try await logOut(request, context) }
        router.get("password") { _, context in passwordPage(context) }
        router.post("password") { request, context in try await changePassword(request, context) }
        router.get("account") { _, context in accountPage(context) }
    }

    // MARK: Log-in

    private func logInPage(
        _ context: WebContext, name: String = "", to: String?, problem: String = "", mayEndOldest: Bool = false,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        page(
            "login", "Log in", context,
            [
                "banner": .text(access.settings.banner), "name": .text(name), "to": .text(Self.place(to)),
                "problem": .text(problem), "mayEndOldest": .flag(mayEndOldest),
                "isEncrypted": .flag(context.isEncrypted),
            ], status: status)
    }

    private func logIn(_ request: Request, _ context: WebContext) async throws -> Response {
        // There is no session yet whose token could show where the form is from.
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
            site != "same-origin", site != "none"
        {
            throw HTTPError(.forbidden, message: "the log-in form of another site is not taken")
        }
        guard let source = context.remoteAddress else { throw HTTPError(.forbidden) }
        let form = try await PageForm(request)
        let (name, to) = (form["name"] ?? "", form["to"])
        let outcome = await access.logIn(
            name: name, password: Secret(form.exact("password") ?? ""), certificate: context.certificateNames,
            from: source, userAgent: request.headers[.userAgent] ?? "", endOldest: form.isSet("end-oldest"))
        func refused(_ text: String, _ status: HTTPResponse.Status, mayEndOldest: Bool = false) -> Response {
            logInPage(context, name: name, to: to, problem: text, mayEndOldest: mayEndOldest, status: status)
        }
        switch outcome {
        case .welcome(let welcome):
            keep(welcome, to: Self.place(to))
            let place = welcome.principal.mustChangePassword ? "/password" : "/welcome"
            var response = Self.seeOther(place)
            response.headers[.setCookie] = SessionCookie.setting(
                welcome.token.revealed, isEncrypted: context.isEncrypted)
            return response
        case .refused(let seconds):
            let wait = seconds > 0 ? " You can try again in \(PageFormat.duration(seconds: Double(seconds)))." : ""
            return refused("The user name or the password is wrong.\(wait)", .unauthorized)
        case .blocked(let seconds):
            var response = refused(
                "After failed attempts log-in is blocked for another \(PageFormat.duration(seconds: Double(seconds))).",
                .tooManyRequests)
            response.headers[.retryAfter] = "\(seconds)"
            return response
        case .certificateRequired:
            return refused("Your browser must show a certificate that was issued to this user.", .forbidden)
        case .sessionLimit(let limit, let hasOwn):
            return refused("No further session can begin: \(limit).", .conflict, mayEndOldest: hasOwn)
        case .busy: return refused("Too many people log in just now. Try again in a few seconds.", .serviceUnavailable)
        case .networkRefused: return refused("This network may not use the console.", .forbidden)
        }
    }

    private func keep(_ welcome: LogInOutcome.Welcome, to place: String) {
        guard let session = welcome.principal.session else { return }
        let value: PageValue = [
            "lastLogIn": PageValue(welcome.lastLogIn.map { "\($0.time)" }),
            "lastSource": PageValue(welcome.lastLogIn?.source.map { "\($0)" }),
            "failedAttempts": .integer(Int64(welcome.failedAttempts)),
            "hasFailures": .flag(welcome.failedAttempts > 0), "sessionCount": .integer(Int64(welcome.sessions.count)),
            "to": .text(place),
        ]
        welcomes.waiting.withLock { waiting in
            if waiting.count >= Self.welcomeLimit { waiting.removeAll() }
            waiting[session] = value
        }
    }

    private func welcome(_ request: Request, _ context: WebContext) -> Response {
        let value = context.session.flatMap { session in
            welcomes.waiting.withLock { $0.removeValue(forKey: session.summary.number) }
        }
        guard let value else { return Self.seeOther("/") }
        return page("welcome", "Welcome", context, value)
    }

    private func logOut(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await PageForm(request)
        try Self.check(form, context)
        if let token = SessionCookie.token(in: request.headers[.cookie], isEncrypted: context.isEncrypted) {
            access.logOut(token: token)
        }
        var response = Self.seeOther("/login")
        response.headers[.setCookie] = SessionCookie.removal(isEncrypted: context.isEncrypted)
        return response
    }

    // MARK: One's own account

    private func passwordPage(_ context: WebContext, refusal: Problem? = nil) -> Response {
        var values: PageValue = ["isForced": .flag(context.principal?.mustChangePassword ?? false)]
        if let refusal { values["refusal"] = refusal.value }
        return page(
            "password", "Change the password", context, values,
            status: HTTPResponse.Status(code: refusal?.status ?? 200))
    }

    private func changePassword(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await PageForm(request)
        try Self.check(form, context)
        guard let principal = context.principal else { throw HTTPError(.unauthorized) }
        let (old, new) = (form.exact("old") ?? "", form.exact("new") ?? "")
        guard new == form.exact("again") else {
            let problem = Problem(
                status: 422, title: "Not the same", detail: "the new password was typed in two ways", field: "again")
            return passwordPage(context, refusal: problem)
        }
        do {
            let change = try await access.changingOwnPassword(
                old: Secret(old), new: Secret(new), certificate: context.certificateNames, by: principal)
            try await apply(change)
        } catch let error as AccessError {
            return passwordPage(context, refusal: error.problem)
        }
        var response = Self.seeOther("/welcome")
        // A new token, so that whoever has seen the old one is out.
        if let token = SessionCookie.token(in: request.headers[.cookie], isEncrypted: context.isEncrypted),
            let renewed = access.renew(token: token)
        {
            response.headers[.setCookie] = SessionCookie.setting(renewed.revealed, isEncrypted: context.isEncrypted)
        }
        return response
    }

    private func accountPage(_ context: WebContext) -> Response {
        let own = context.session?.summary.number
        let all = context.principal.map { access.sessions(for: $0) } ?? []
        let sessions = all.filter { $0.name == context.principal?.name }.map { session -> PageValue in
            [
                "source": .text("\(session.source)"), "began": .text("\(session.began)"),
                "userAgent": .text(session.userAgent), "isThis": .flag(session.number == own),
            ]
        }
        return page(
            "account", "Your account", context,
            ["sessions": .list(sessions), "endsAt": PageValue(context.session?.endsAt.map { "\($0)" })])
    }

    // MARK: Means

    private func page(
        _ template: String, _ title: String, _ context: WebContext, _ values: PageValue,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let viewer = Viewer(context)
        let main = renderer.render(values.adding(["viewer": viewer.value]), template, at: now())
        let frame = PageFrame(title: title, viewer: viewer, path: "/" + template)
        return ConsoleRoutes.html(renderer.page(main, frame, at: now()), status: status)
    }

    private static func check(_ form: PageForm, _ context: WebContext) throws {
        guard let session = context.session, session.accepts(csrfToken: form.exact("csrf") ?? "") else {
            throw HTTPError(.forbidden, message: "the form does not belong to this session")
        }
    }

    private static func seeOther(_ place: String) -> Response {
        Response(status: .seeOther, headers: [.location: place])
    }

    /// A place on this server: what leads elsewhere leads to the overview.
    static func place(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"), text.utf8.count <= 2048,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { return "/" }
        return text
    }
}
