import LinkProtocols
import NetworkValues
import Snapshot

/// The supplicant of 802.1X on an interface (manual 4.2.10).
public struct SupplicantView: Codable, Sendable, Equatable {
    /// A TLS handshake with the server.
    public struct Handshake: Codable, Sendable, Equatable {
        /// The version, such as TLSv1.3.
        public var version: String
        /// The cipher suite.
        public var cipher: String
        /// Whose certificate the server showed; absent when it showed none.
        public var server: String?
        /// Until when that certificate is valid, as RFC 3339; absent when it showed none.
        public var serverValidUntil: String?
    }

    /// The interface.
    public var interface: String
    /// LAN1 or LAN2; absent for an interface that is only looked at.
    public var port: String?
    /// The user; absent when none is configured, and nothing is sent.
    public var user: String?
    /// The methods that it can do, the better one first.
    public var methods: [String]
    /// The state, by IEEE 802.1X-2004, 8.2.12, such as authenticated.
    public var state: String
    /// The state of the backend, by 8.2.13.
    public var backend: String
    /// Why, in words.
    public var reason: String
    /// Whether the port is open: accepted, or there is no authenticator.
    public var isAuthorized: Bool
    /// Whether the link is up.
    public var hasLink: Bool
    /// The method by which it was accepted; absent while it is not.
    public var method: String?
    /// The last TLS handshake; absent when there was none.
    public var handshake: Handshake?
    /// Why the last conversation failed; absent when the last one ended well.
    public var lastFailure: String?
    /// Why a packet was passed over the last time; absent when none was.
    public var lastDiscard: String?
    /// The last message of the server for people; absent when there was none.
    public var lastNotification: String?
    /// Since when the state stands, as RFC 3339; absent before anything happened.
    public var since: String?
    /// Who sent the last frame; absent before there was one.
    public var authenticator: String?
    /// The counters, by the names of dot1xSuppStatsTable and those of the conversations.
    public var counters: [String: UInt64]

    /// The view of a port; `nil` where no supplicant runs.
    init?(_ port: LANPortStatus) {
        guard let status = port.supplicant else { return nil }
        interface = port.name
        self.port = port.port.map { "\($0)" }
        user = status.user
        methods = status.methods
        state = "\(status.state)"
        backend = "\(status.backend)"
        reason = status.reason
        isAuthorized = status.isAuthorized
        hasLink = status.hasLink
        method = status.method
        handshake = status.handshake.map { Handshake($0) }
        lastFailure = status.lastFailure
        lastDiscard = status.lastDiscard
        lastNotification = status.lastNotification
        since = status.since.map { "\($0)" }
        authenticator = status.statistics.lastSource.map { "\($0)" }
        counters = Self.counters(status.statistics)
    }

    private static func counters(_ value: SupplicantStatistics) -> [String: UInt64] {
        [
            "eapolFramesRx": value.framesIn, "eapolFramesTx": value.framesOut, "eapolStartFramesTx": value.startsOut,
            "eapolLogoffFramesTx": value.logoffsOut, "eapolRespIdFramesTx": value.identityResponsesOut,
            "eapolRespFramesTx": value.responsesOut, "eapolReqIdFramesRx": value.identityRequestsIn,
            "eapolReqFramesRx": value.requestsIn, "invalidEapolFramesRx": value.invalidIn,
            "eapLengthErrorFramesRx": value.lengthErrorsIn, "discarded": value.discarded,
            "successes": value.successes, "failures": value.failures, "timeouts": value.timeouts,
        ]
    }
}

extension SupplicantView.Handshake {
    init(_ value: SupplicantStatus.Handshake) {
        version = value.version
        cipher = value.cipher
        server = value.peerSubject.isEmpty ? nil : value.peerSubject
        serverValidUntil = value.peerNotAfter.map { "\($0)" }
    }
}
