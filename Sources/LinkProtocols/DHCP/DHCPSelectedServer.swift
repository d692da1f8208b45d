/// Which server a client prefers (manual 4.2.2, Selected Server only).
public struct DHCPSelectedServer: Hashable, Sendable {
    /// What the server must call itself in vendor option 250, such as `1.3.6.1.4.1.27614.1.1`; `nil` for whatever it calls
    /// itself.
    public var identifier: String?
    /// How many seconds it is waited for before another server's lease is taken; `nil` for ever.
    public var waitSeconds: Int64?

    /// Makes a preference.
    public init(identifier: String?, waitSeconds: Int64?) {
        self.identifier = identifier
        self.waitSeconds = waitSeconds.map { max(0, $0) }
    }

    /// Whether these vendor options are the selected server's.
    public func matches(_ options: DHCPVendorOptions) -> Bool {
        guard let found = options.serverIdentifier else { return false }
        return identifier == nil || identifier == found
    }
}
