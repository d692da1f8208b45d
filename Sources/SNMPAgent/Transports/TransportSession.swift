/// Who is at the other end of a secure transport (tmStateReference, RFC 5590 3.3).
final class TransportSession: Sendable {
    /// The name that the certificate was mapped to, with the transport's prefix where that is asked for (RFC 5591 5.2).
    let securityName: String
    /// What the manager may read.
    let view: CompiledView
    /// How well the transport protects.
    let level: SecurityLevel

    init(securityName: String, view: CompiledView, level: SecurityLevel = .authPriv) {
        self.securityName = securityName
        self.view = view
        self.level = level
    }
}
