public import Journal
public import Logging
public import NIOCore
public import NetworkValues
public import TLSKit

/// What packet capture finds around itself.
public struct PacketCaptureSurroundings: Sendable {
    /// The state folder.
    public var folder: String
    /// Where the lines of the log come from.
    public var journal: Journal
    /// The event loops of its connections.
    public var group: any EventLoopGroup
    /// The hardware address and the address that lines of the log have as packets.
    public var origin: @Sendable () -> (MACAddress, IPAddress)
    /// The name of this host, and of the device a record is about.
    public var deviceName: @Sendable (LogRecord) -> String
    /// Makes the context of connections under TLS.
    public var tls: @Sendable () throws -> TLSContext
    /// Hears of ports, those that could not be opened among them, each time that they change.
    public var onListening: @Sendable ([RPCAPServerStatus.Listener]) async -> Void
    /// Hears of each attempt to log in, with the reason of a refusal.
    public var onLogin: @Sendable (_ user: String, IPAddress, _ refusal: String?) -> Void
    /// Hears of each capture that begins (`true`) or ends.
    public var onCapture: @Sendable (CaptureRequest, Bool) -> Void
    /// The time.
    public var now: @Sendable () -> Timestamp
    /// Waits.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// Where the service's own messages go.
    public var logger: Logger

    /// Gathers it.
    public init(
        folder: String, journal: Journal, group: any EventLoopGroup,
        origin: @escaping @Sendable () -> (MACAddress, IPAddress),
        deviceName: @escaping @Sendable (LogRecord) -> String, tls: @escaping @Sendable () throws -> TLSContext,
        onListening: @escaping @Sendable ([RPCAPServerStatus.Listener]) async -> Void = { _ in },
        onLogin: @escaping @Sendable (_ user: String, IPAddress, _ refusal: String?) -> Void = { _, _, _ in },
        onCapture: @escaping @Sendable (CaptureRequest, Bool) -> Void = { _, _ in },
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.folder = folder
        self.journal = journal
        self.group = group
        self.origin = origin
        self.deviceName = deviceName
        self.tls = tls
        self.onListening = onListening
        self.onLogin = onLogin
        self.onCapture = onCapture
        self.now = now
        self.sleep = sleep
        self.logger = logger
    }
}
