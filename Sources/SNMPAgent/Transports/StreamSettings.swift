import NetworkValues

/// What the settings say of streams; when it changes, all connections are opened anew.
struct StreamSettings: Hashable, Sendable {
    /// A port to listen on.
    struct Listener: Hashable, Sendable {
        var address: IPAddress
        var port: UInt16
        var usesTLS = false

        /// The address and port as text, such as `tcp [::1]:161`.
        var text: String {
            let host = if case .v6 = address { "[\(address)]" } else { "\(address)" }
            return "\(usesTLS ? "tls" : "tcp") \(host):\(port)"
        }
    }

    /// The ports.
    var listeners: [Listener] = []
    /// Bounds on connections.
    var limits = StreamLimits()
    /// Requests a second that one address may send; 0 for no limit.
    var requestsPerSource: UInt64 = 0
    /// Who may come over TLS.
    var rules = CertificateMapper.Rules()
}
