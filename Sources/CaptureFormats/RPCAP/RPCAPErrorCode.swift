/// Why a request failed: the value in the header of an ERROR message (rpcap error table). Others than these may come.
public struct RPCAPErrorCode: RawRepresentable, Hashable, Sendable {
    /// The number.
    public let rawValue: UInt16

    /// Makes a code from its number.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The network failed.
    public static let network = RPCAPErrorCode(rawValue: 1)
    /// The client did not authenticate in time.
    public static let initTimeout = RPCAPErrorCode(rawValue: 2)
    /// An authentication that is malformed.
    public static let authentication = RPCAPErrorCode(rawValue: 3)
    /// The interfaces cannot be listed.
    public static let findAllInterfaces = RPCAPErrorCode(rawValue: 4)
    /// There are no interfaces.
    public static let noRemoteInterfaces = RPCAPErrorCode(rawValue: 5)
    /// The interface cannot be opened.
    public static let open = RPCAPErrorCode(rawValue: 6)
    /// The filter cannot be replaced.
    public static let updateFilter = RPCAPErrorCode(rawValue: 7)
    /// Nothing can be told of what was counted.
    public static let getStatistics = RPCAPErrorCode(rawValue: 8)
    /// The capture broke off.
    public static let readPackets = RPCAPErrorCode(rawValue: 9)
    /// The client's address is not on the list.
    public static let hostNotAllowed = RPCAPErrorCode(rawValue: 10)
    /// The data connection of active mode failed.
    public static let remoteAccept = RPCAPErrorCode(rawValue: 11)
    /// The capture cannot begin.
    public static let startCapture = RPCAPErrorCode(rawValue: 12)
    /// The capture cannot end.
    public static let endCapture = RPCAPErrorCode(rawValue: 13)
    /// The session lasted too long.
    public static let runtimeTimeout = RPCAPErrorCode(rawValue: 14)
    /// The sampling cannot be had.
    public static let setSampling = RPCAPErrorCode(rawValue: 15)
    /// A message that has no place here.
    public static let wrongMessage = RPCAPErrorCode(rawValue: 16)
    /// A version that is not spoken here.
    public static let wrongVersion = RPCAPErrorCode(rawValue: 17)
    /// User or password are wrong.
    public static let authenticationFailed = RPCAPErrorCode(rawValue: 18)
    /// The server wants TLS.
    public static let tlsRequired = RPCAPErrorCode(rawValue: 19)
    /// A kind of authentication that is not known here.
    public static let authenticationTypeUnknown = RPCAPErrorCode(rawValue: 20)
}

extension RPCAPMessageType {
    /// What is answered to a request of this type that cannot be read.
    var errorCode: RPCAPErrorCode {
        switch self {
        case .authenticationRequest: .authentication
        case .findAllInterfacesRequest: .findAllInterfaces
        case .openRequest: .open
        case .startCaptureRequest: .startCapture
        case .updateFilterRequest: .updateFilter
        case .statisticsRequest: .getStatistics
        case .endCaptureRequest: .endCapture
        case .setSamplingRequest: .setSampling
        default: .wrongMessage
        }
    }
}
