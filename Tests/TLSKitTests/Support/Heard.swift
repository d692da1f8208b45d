import Synchronization

@testable import TLSKit

/// What observers heard.
final class Heard: Sendable {
    struct Rejection: Sendable {
        var chain: [Certificate]
        var reason: CertificateRejection
        var peer: String
        var purpose: String
    }

    private let state = Mutex((alerts: [TLSAlert](), rejections: [Rejection]()))

    var alerts: [TLSAlert] { state.withLock { $0.alerts } }
    var rejections: [Rejection] { state.withLock { $0.rejections } }

    var observer: TLSObserver {
        TLSObserver(
            onAlert: { alert in self.state.withLock { $0.alerts.append(alert) } },
            onRejection: { chain, reason, peer, purpose in
                self.state.withLock {
                    $0.rejections.append(Rejection(chain: chain, reason: reason, peer: peer, purpose: purpose))
                }
            })
    }
}
