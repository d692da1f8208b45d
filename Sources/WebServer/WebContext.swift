public import Hummingbird
package import NIOCore
public import NetworkValues
import Sockets

/// What is known of a request beside itself.
public struct WebContext: RequestContext {
    /// What Hummingbird keeps.
    public var coreContext: CoreRequestContextStorage
    /// The address that the request came from; `nil` for a UNIX socket.
    public let remoteAddress: IPAddress?
    package let channel: any Channel

    /// Makes the context of a request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        remoteAddress = source.channel.remoteAddress.flatMap { IPAddress($0) }
    }
}
