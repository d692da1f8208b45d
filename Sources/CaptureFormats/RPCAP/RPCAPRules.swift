/// What a server allows its clients, and how long it waits for them.
public struct RPCAPRules: Hashable, Sendable {
    /// Whether a client may come without a user and a password.
    public var allowsNullAuthentication: Bool
    /// Whether the control connection is encrypted. Then packets in datagrams, which nothing would encrypt, are refused.
    public var isEncrypted: Bool
    /// Whether numbers in this machine's memory have their highest octet first.
    public var isBigEndian: Bool
    /// How long a client has to authenticate, in seconds.
    public var initLimitSeconds: Int64 = 90
    /// How long a client may say nothing while no capture runs, in seconds.
    public var idleLimitSeconds: Int64 = 180
    /// How long a client waits after a wrong password, in milliseconds.
    public var retryPauseMilliseconds: Int64 = 1000
    /// The most octets of an interface's name.
    public var nameLimit = 1024

    /// Makes rules with the limits of the reference server.
    public init(
        allowsNullAuthentication: Bool = false, isEncrypted: Bool = false,
        isBigEndian: Bool = (1 as UInt16).bigEndian == 1
    ) {
        self.allowsNullAuthentication = allowsNullAuthentication
        self.isEncrypted = isEncrypted
        self.isBigEndian = isBigEndian
    }
}
