import NIOCore
import Synchronization
import TLSKit

/// What the handshake of a connection showed of its client. Every request of the connection is answered in a task that
/// knows it, so that nothing is looked up request by request.
final class ClientIdentity: Sendable {
    /// That of the connection whose request is being answered; `nil` without TLS.
    @TaskLocal static var current: ClientIdentity?

    private let state = Mutex<[String]?>(nil)

    /// The e-mail addresses and user principal names of the client's verified certificate; `nil` when it showed none.
    var names: [String]? { state.withLock(\.self) }

    /// Takes the client's certificate out of a handshake that has verified it.
    func take(_ session: TLSSession) {
        guard let own = session.peerChain.first else { return }
        show(own.emailAddresses + own.userPrincipalNames)
    }

    func show(_ names: [String]) { state.withLock { $0 = names } }
}
