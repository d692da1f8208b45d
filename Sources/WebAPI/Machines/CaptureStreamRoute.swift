import Foundation
import HTTPTypes
public import Hummingbird
public import NetworkValues
public import PacketCapture
public import WebServer

/// A capture as it comes, for `curl` and Wireshark over HTTPS: `GET /capture?interface=eth0` with the user and password of
/// the settings. In the clear it is refused, for the password's and the packets' sake.
public struct CaptureStreamRoute: WebRoute {
    /// How long a wrong password takes to be refused, so that nobody tries many.
    private static let pause = Duration.seconds(1)

    private let service: PacketCaptureService
    private let isEncrypted: Bool
    private let onLogin: @Sendable (_ user: String, IPAddress, _ refusal: String?) -> Void

    /// Makes the route over the service; `onLogin` hears of each attempt, with the reason of a refusal.
    public init(
        _ service: PacketCaptureService, isEncrypted: Bool,
        onLogin: @escaping @Sendable (_ user: String, IPAddress, _ refusal: String?) -> Void
    ) {
        self.service = service
        self.isEncrypted = isEncrypted
        self.onLogin = onLogin
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        router.get("capture") { request, context in
            guard isEncrypted else {
                throw HTTPError(.forbidden, message: "captures are served over HTTPS alone; ask the port of HTTPS")
            }
            guard let peer = context.remoteAddress, service.settings.allows(peer) else {
                throw HTTPError(.forbidden, message: "captures are not served to this network")
            }
            let user = try await user(of: request, from: peer)
            return try CaptureStream.response(
                to: request, of: service, viewer: "\(user) from \(peer) over HTTPS", context: context)
        }
    }

    private func user(of request: Request, from peer: IPAddress) async throws -> String {
        guard let (user, password) = Self.credentials(request) else { throw Self.unauthorized }
        let settings = service.settings
        guard settings.accepts(user: user, password: password.utf8) else {
            onLogin(user, peer, settings.password == nil ? "no password is set" : "user or password are wrong")
            try await Task.sleep(for: Self.pause)
            throw Self.unauthorized
        }
        onLogin(user, peer, nil)
        return user
    }

    private static var unauthorized: HTTPError {
        HTTPError(
            .unauthorized,
            headers: [.wwwAuthenticate: "Basic realm=\"ipdect-agent capture\", charset=\"UTF-8\""])
    }

    /// User and password of the Basic scheme (RFC 7617); `nil` when the request has none.
    private static func credentials(_ request: Request) -> (String, String)? {
        guard let field = request.headers[.authorization], field.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: field.dropFirst(6).trimmingCharacters(in: .whitespaces)),
            let text = String(data: data, encoding: .utf8), let colon = text.firstIndex(of: ":")
        else { return nil }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}
