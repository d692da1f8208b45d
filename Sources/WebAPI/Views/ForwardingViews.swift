public import Exposition
import NetworkValues

/// The reception of other machines' alarms, as `GET /api/v1/alarm-collector` shows it.
public struct AlarmCollectorView: Codable, Sendable, Equatable {
    /// Whether alarms are taken.
    public var isEnabled: Bool
    /// The path at which they are taken.
    public var path: String
    /// Requests that were taken since the start.
    public var taken: UInt64
    /// Requests that were refused since the start.
    public var refused: UInt64
}

/// A server that figures are written to, as `GET /api/v1/remote-write` lists it.
public struct RemoteWriteView: Codable, Sendable, Equatable {
    /// The number.
    public var index: Int
    /// The URL.
    public var url: String
    /// waiting, ok, failing or refused.
    public var state: String
    /// Samples that it took.
    public var sent: UInt64
    /// Octets of the requests that it took, compressed.
    public var sentBytes: UInt64
    /// Requests that were sent again.
    public var retries: UInt64
    /// Samples that were dropped, by reason: too_old, out_of_order, refused.
    public var dropped: [String: UInt64]
    /// The last row that is dealt with, RFC 3339; `nil` for none.
    public var position: String?
    /// The last error; empty for none.
    public var lastError: String
    /// When it came, RFC 3339; `nil` for never.
    public var lastErrorAt: String?

    /// Makes the view of a server.
    public init(_ status: RemoteWriteStatus) {
        index = status.index
        url = status.url
        state = status.state.rawValue
        sent = status.sent
        sentBytes = status.sentBytes
        retries = status.retries
        dropped = Dictionary(status.dropped.map { ($0.key.rawValue, $0.value) }) { $1 }
        position = status.position.map { "\($0)" }
        lastError = status.lastError
        lastErrorAt = status.lastErrorAt.map { "\($0)" }
    }
}
