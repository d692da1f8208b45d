public import Hummingbird
package import NIOCore
public import NetworkValues
import Sockets
public import WebAccess

/// What is known of a request beside itself.
public struct WebContext: RequestContext {
    /// What Hummingbird keeps.
    public var coreContext: CoreRequestContextStorage
    /// The address that the request came from; `nil` for a UNIX socket.
    public let remoteAddress: IPAddress?
    /// Who asks; `nil` for nobody who is known.
    public var principal: Principal?
    /// The session that the request belongs to; `nil` without one.
    public var session: ActiveSession?
    /// E-mail addresses and user principal names of the client's verified certificate; empty without one.
    public var certificateNames: [String]
    /// Whether the client has shown a certificate that was verified.
    public var hasCertificate: Bool
    /// Whether the connection is under TLS.
    public var isEncrypted = false
    package let channel: any Channel

    /// Makes the context of a request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        remoteAddress = source.channel.remoteAddress.flatMap { IPAddress($0) }
        let names = ClientIdentity.current?.names
        certificateNames = names ?? []
        hasCertificate = names != nil
    }

    /// Who asks, for the records of changes.
    var consoleUser: ConsoleUser {
        ConsoleUser(
            principal?.description ?? remoteAddress.map { "\($0)" } ?? "unknown",
            mayManageAccess: principal?.may(.manageAccess) ?? false)
    }
}
