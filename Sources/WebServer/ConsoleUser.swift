import Glibc
public import Hummingbird
import NIOCore
import WebAccess

/// Who asks for something, for the records of changes.
public struct ConsoleUser: Hashable, Sendable, CustomStringConvertible {
    /// What is known: the user's name on this machine, or where a request came from.
    public var description: String
    /// Whether accounts, tokens and how one logs in may be changed.
    public var mayManageAccess: Bool

    /// Who sent the request to the API that is being answered, for what is told of changes behind its back.
    @TaskLocal public static var current = ConsoleUser("unknown")

    /// Makes a user from words for people.
    public init(_ description: String, mayManageAccess: Bool = false) {
        self.description = description
        self.mayManageAccess = mayManageAccess
    }

    /// A user of this machine who reached the UNIX socket: whoever may do that may also write the settings file.
    init(uid: UInt32) {
        self.init(Self.name(of: uid) ?? "uid \(uid)", mayManageAccess: true)
    }

    private static func name(of uid: UInt32) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var strings = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(uid, &entry, &strings, strings.count, &found) == 0, let name = found?.pointee.pw_name else {
            return nil
        }
        return String(cString: name)
    }
}

/// Lets whatever a request over a UNIX socket causes know who sent it, and that they may do everything.
public struct LocalUserMiddleware: RouterMiddleware {
    /// What a request is known by.
    public typealias Context = WebContext

    /// Makes the middleware.
    public init() {}

    /// Answers a request, with its sender known to everything that it causes.
    @concurrent public func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let user = await context.user()
        var context = context
        // Whoever reaches the socket may also write the settings file.
        if context.remoteAddress == nil { context.principal = Principal(localUser: "\(user)") }
        return try await ConsoleUser.$current.withValue(user) { [context] in try await next(request, context) }
    }
}

extension WebContext {
    /// Who sent the request: the user at the other end of the UNIX socket, as the kernel says, or the address.
    package func user() async -> ConsoleUser {
        if let remoteAddress { return ConsoleUser("\(remoteAddress)") }
        guard let socket = channel as? any SocketOptionProvider,
            let peer = try? await socket.peerCredentials().get(), peer.uid != .max
        else { return ConsoleUser("unknown") }
        return ConsoleUser(uid: peer.uid)
    }
}

/// What the kernel says of the process at the other end of a UNIX socket: `struct ucred` of unix(7), which the system's
/// Swift module leaves out.
private struct PeerCredentials: Sendable {
    var pid: Int32 = 0
    var uid: UInt32 = .max
    var gid: UInt32 = .max
}

extension SocketOptionProvider {
    fileprivate func peerCredentials() -> EventLoopFuture<PeerCredentials> {
        unsafeGetSocketOption(level: .socket, name: .init(rawValue: SO_PEERCRED))
    }
}
