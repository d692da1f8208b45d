/// An rpcap message of either side, read or to be written.
public enum RPCAPMessage: Hashable, Sendable {
    /// The most octets of an error's text: a client keeps no more.
    public static let errorTextLimit = 255

    /// ERROR: a code and a text for people.
    case error(RPCAPErrorCode, String)
    /// FINDALLIF_REQ.
    case findAllInterfacesRequest
    /// OPEN_REQ: the name of an interface.
    case openRequest(String)
    /// STARTCAP_REQ.
    case startCaptureRequest(RPCAPStartCapture)
    /// UPDATEFILTER_REQ.
    case updateFilterRequest(BPFProgram)
    /// CLOSE.
    case close
    /// PACKET.
    case packet(RPCAPPacket)
    /// AUTH_REQ.
    case authenticationRequest(RPCAPCredentials)
    /// STATS_REQ.
    case statisticsRequest
    /// ENDCAP_REQ.
    case endCaptureRequest
    /// SETSAMPLING_REQ.
    case setSamplingRequest(RPCAPSampling)
    /// FINDALLIF_REPLY: at most 65,535 interfaces.
    case findAllInterfacesReply([RPCAPInterface])
    /// OPEN_REPLY.
    case openReply(RPCAPOpenReply)
    /// STARTCAP_REPLY.
    case startCaptureReply(RPCAPStartReply)
    /// UPDATEFILTER_REPLY.
    case updateFilterReply
    /// AUTH_REPLY.
    case authenticationReply(RPCAPAuthenticationReply)
    /// STATS_REPLY.
    case statisticsReply(RPCAPStatistics)
    /// ENDCAP_REPLY.
    case endCaptureReply
    /// SETSAMPLING_REPLY.
    case setSamplingReply

    /// The type in the message's header.
    public var type: RPCAPMessageType {
        switch self {
        case .error: .error
        case .findAllInterfacesRequest: .findAllInterfacesRequest
        case .openRequest: .openRequest
        case .startCaptureRequest: .startCaptureRequest
        case .updateFilterRequest: .updateFilterRequest
        case .close: .close
        case .packet: .packet
        case .authenticationRequest: .authenticationRequest
        case .statisticsRequest: .statisticsRequest
        case .endCaptureRequest: .endCaptureRequest
        case .setSamplingRequest: .setSamplingRequest
        case .findAllInterfacesReply: .findAllInterfacesReply
        case .openReply: .openReply
        case .startCaptureReply: .startCaptureReply
        case .updateFilterReply: .updateFilterReply
        case .authenticationReply: .authenticationReply
        case .statisticsReply: .statisticsReply
        case .endCaptureReply: .endCaptureReply
        case .setSamplingReply: .setSamplingReply
        }
    }
}
