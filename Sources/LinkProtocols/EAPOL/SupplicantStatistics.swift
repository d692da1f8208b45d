public import NetworkValues

/// The counters of a supplicant (dot1xSuppStatsTable of IEEE8021-PAE-MIB).
public struct SupplicantStatistics: Hashable, Sendable {
    /// EAPOL frames received (dot1xSuppEapolFramesRx).
    public internal(set) var framesIn: UInt64 = 0
    /// EAPOL frames sent (dot1xSuppEapolFramesTx).
    public internal(set) var framesOut: UInt64 = 0
    /// Starts sent (dot1xSuppEapolStartFramesTx).
    public internal(set) var startsOut: UInt64 = 0
    /// Logoffs sent (dot1xSuppEapolLogoffFramesTx).
    public internal(set) var logoffsOut: UInt64 = 0
    /// Responses with the identity sent (dot1xSuppEapolRespIdFramesTx).
    public internal(set) var identityResponsesOut: UInt64 = 0
    /// Other responses sent (dot1xSuppEapolRespFramesTx).
    public internal(set) var responsesOut: UInt64 = 0
    /// Requests for the identity received (dot1xSuppEapolReqIdFramesRx).
    public internal(set) var identityRequestsIn: UInt64 = 0
    /// Other requests received (dot1xSuppEapolReqFramesRx).
    public internal(set) var requestsIn: UInt64 = 0
    /// Frames of an unknown type or with a broken header (dot1xSuppInvalidEapolFramesRx).
    public internal(set) var invalidIn: UInt64 = 0
    /// Frames with a wrong length (dot1xSuppEapLengthErrorFramesRx).
    public internal(set) var lengthErrorsIn: UInt64 = 0
    /// The version of the last frame (dot1xSuppLastEapolFrameVersion); 0 before there was one.
    public internal(set) var lastVersion: UInt8 = 0
    /// Who sent the last frame (dot1xSuppLastEapolFrameSource).
    public internal(set) var lastSource: MACAddress?
    /// Packets that the peer passed over.
    public internal(set) var discarded: UInt64 = 0
    /// Conversations that ended well.
    public internal(set) var successes: UInt64 = 0
    /// Conversations that ended with a failure.
    public internal(set) var failures: UInt64 = 0
    /// Conversations in which the authenticator fell silent.
    public internal(set) var timeouts: UInt64 = 0

    /// Makes counters that are zero.
    public init() {}
}
