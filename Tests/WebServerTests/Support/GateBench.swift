import HTTPTypes
import Hummingbird
import NetworkValues
import Settings
import Synchronization
import Testing
import WebServer
import WebSupport

@testable import WebAccess

/// Access control with a clock that the test sets, and a site behind its gates whose routes say who asks.
final class GateBench: Sendable {
    static let password = "right pass 1"
    static let office = "192.0.2.7"
    /// The digest of this token is in the settings of `token`.
    static let token = "token-of-the-tests"

    let access: AccessControl
    private let clock: Clock

    private final class Clock: Sendable {
        let now = Mutex(Timestamp(seconds: 1_800_000_000))
    }

    /// Makes it with HTTP authentication, the accounts olga (system administrator) and anna (auditor), and these lines.
    init(_ lines: [String] = []) throws {
        let clock = Clock()
        self.clock = clock
        access = try AccessControl(try Self.document(lines), memoryPath: nil, now: { clock.now.withLock { $0 } })
    }

    private static func document(_ lines: [String]) throws -> SettingsDocument {
        let all =
            [
                "config change HTTP0-ACCESS /native", account(1, "olga", .systemAdministrator),
                account(2, "anna", .auditor),
            ] + lines
        let (document, problems) = SettingsDocument.parse(
            all.joined(separator: "\n"), schema: SettingsSchema(AccessConfiguration.modules))
        #expect(problems.filter { $0.severity == .error } == [])
        return document
    }

    /// A line that makes an account whose password costs little to check.
    static func account(_ number: Int, _ name: String, _ role: Role, _ rest: String = "") -> String {
        let hash = PasswordHash(of: Secret(password), cost: PasswordHash.Cost(n: 16, r: 1, p: 1)) {
            [UInt8](repeating: 7, count: $0)
        }
        return "config change HTTP0-USER\(number) /name \(name) /role \(role.rawValue) "
            + "/password \(hash?.text ?? "") \(rest)"
    }

    /// A line that makes the token.
    static func token(_ scopes: String) -> String {
        let hash = hexadecimal(DigestFunction.sha256(token))
        return "config change HTTP0-TOKEN1 /name tests /hash \(hash) /scopes \(scopes)"
    }

    func apply(_ lines: [String]) throws { try access.apply(try Self.document(lines)) }

    func pass(seconds: Int64) { clock.now.withLock { $0 = $0.adding(seconds: seconds) } }

    /// A client of the site.
    func client(isEncrypted: Bool = false, httpsPort: Int = 0, from address: String = office) -> RouterClient {
        let gate = AccessGate(
            access, isEncrypted: isEncrypted, httpsPort: httpsPort, openPaths: ["/metrics", "/health"])
        return RouterClient(
            WebSite(
                [WhoRoutes()],
                behind: [
                    gate,
                    RightsGate { method, path in
                        guard path.contains("api/v1") else { return nil }
                        return method == "GET" ? .read : .settings
                    },
                ]), from: address)
    }

    /// Logs in; the header of the session's cookie, and its token against forged requests.
    func logIn(
        _ name: String = "olga", isEncrypted: Bool = false, endOldest: Bool = false
    ) async throws -> (cookie: [String: String], csrf: String) {
        let outcome = await access.logIn(
            name: name, password: Secret(Self.password), from: try #require(IPAddress(Self.office)),
            endOldest: endOldest)
        guard case .welcome(let welcome) = outcome else {
            Issue.record("\(name) was not let in: \(outcome)")
            return ([:], "")
        }
        let cookie = SessionCookie.setting(welcome.token.revealed, isEncrypted: isEncrypted).prefix { $0 != ";" }
        return (["Cookie": String(cookie)], welcome.csrfToken.revealed)
    }
}

/// Routes of all kinds that answer with the name of whoever asks.
private struct WhoRoutes: WebRoute {
    func add(to router: Router<WebContext>) {
        for path in ["", "alarms", "live", "password", "login", "metrics", "capture", "api/v1/things"] {
            router.get(RouterPath(path)) { _, context in Self.answer(context) }
        }
        for path in ["alarms", "login", "password", "api/v1/things"] {
            router.post(RouterPath(path)) { _, context in Self.answer(context) }
        }
        router.get("assets/console.css") { _, context in Self.answer(context) }
        router.get("api/v1/things/{name}") { _, context in Self.answer(context) }
    }

    private static func answer(_ context: WebContext) -> Response {
        let who = context.principal?.name ?? "nobody"
        let names = context.certificateNames.joined(separator: ",")
        return Response(status: .ok, body: .init(byteBuffer: .init(string: "\(who) \(names)")))
    }
}
