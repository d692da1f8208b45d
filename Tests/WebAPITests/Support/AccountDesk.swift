import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import NetworkValues
import Settings
import Synchronization
import WebAccess
import WebServer
import WebSupport

@testable import WebAPI

/// The routes of accounts over an access control of its own, asked by somebody whose rights the test says.
final class AccountDesk: Sendable {
    /// 2026-11-28 08:00:00 UTC.
    static let now = Timestamp(seconds: 1_795_852_800)
    static let password = "long enough"

    let access: AccessControl
    private let document: Mutex<SettingsDocument>
    private let told = Mutex<[String]>([])

    init(_ lines: String = "") throws {
        let document = SettingsDocument(ConfigText(lines), schema: SettingsSchema(AccessConfiguration.modules))
        self.document = Mutex(document)
        access = try AccessControl(document, memoryPath: nil, now: { Self.now })
    }

    /// The settings as text.
    var text: String { document.withLock { $0.rendering(masked: false) } }
    /// What was told of changes, in order.
    var sentences: [String] { told.withLock(\.self) }

    /// A client on behalf of somebody with these rights; of nobody who is known without.
    func client(_ rights: Set<Right>?, name: String = "root") -> RouterClient {
        let routes = AccountRoutes(access, now: { Self.now }) { [self] change in
            let changed = try document.withLock { document in
                document = try change.applied(to: document)
                return document
            }
            told.withLock { $0.append("\(change)") }
            try access.apply(changed)
        }
        return RouterClient(WebSite([routes], behind: [Recognition(rights: rights, name: name)]))
    }

    /// A client who may do everything.
    var root: RouterClient { client(Set(Right.allCases)) }

    private struct Recognition: RouterMiddleware {
        let rights: Set<Right>?
        let name: String

        @concurrent func handle(
            _ request: Request, context: WebContext,
            next: @concurrent (Request, WebContext) async throws -> Response
        ) async throws -> Response {
            var context = context
            if let rights {
                var principal = Principal(localUser: name)
                principal.rights = rights
                context.principal = principal
            }
            return try await next(request, context)
        }
    }
}
