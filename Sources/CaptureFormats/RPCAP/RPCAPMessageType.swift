/// What an rpcap message is (rpcap message table: the second octet of its header). A reply has the number of its request
/// with bit 0x80 set.
public enum RPCAPMessageType: UInt8, Hashable, Sendable, CaseIterable {
    /// An error, from either side.
    case error = 0x01
    /// A question for all interfaces.
    case findAllInterfacesRequest = 0x02
    /// An interface is chosen.
    case openRequest = 0x03
    /// A capture shall begin.
    case startCaptureRequest = 0x04
    /// Another filter for a running capture.
    case updateFilterRequest = 0x05
    /// The client is done. It gets no reply.
    case close = 0x06
    /// A packet, on the data connection only.
    case packet = 0x07
    /// Who the client is.
    case authenticationRequest = 0x08
    /// A question for what was counted.
    case statisticsRequest = 0x09
    /// A capture shall end.
    case endCaptureRequest = 0x0a
    /// Which packets of many are wanted.
    case setSamplingRequest = 0x0b
    /// All interfaces.
    case findAllInterfacesReply = 0x82
    /// The interface is there.
    case openReply = 0x83
    /// The capture runs.
    case startCaptureReply = 0x84
    /// The filter is in place.
    case updateFilterReply = 0x85
    /// The client is who it says.
    case authenticationReply = 0x88
    /// What was counted.
    case statisticsReply = 0x89
    /// The capture has ended.
    case endCaptureReply = 0x8a
    /// The sampling is in place.
    case setSamplingReply = 0x8b

    /// Whether a client sends it on the control connection.
    public var isFromClient: Bool { rawValue & 0x80 == 0 && self != .packet }
    /// Whether a server sends it on the control connection.
    public var isFromServer: Bool { rawValue & 0x80 != 0 || self == .error }
}
