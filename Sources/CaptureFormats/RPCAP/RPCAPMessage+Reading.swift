extension RPCAPMessage {
    /// Reads a message whose header is known and whose payload stands at `payload`. What is behind the part that is
    /// understood is passed over; too little is an error, and so is a type that nobody knows.
    public init(
        _ header: RPCAPHeader, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) throws(CaptureFormatError) {
        guard let type = header.type else {
            throw .unexpected(.rpcapHeader, expected: "a known type of message", found: UInt64(header.rawType))
        }
        guard payload.lowerBound >= 0, payload.upperBound <= bytes.count else {
            throw .tooShort(.rpcapPayload, expected: payload.upperBound, found: bytes.count)
        }
        var reader = OctetReader(payload, .rpcapPayload)
        switch type {
        case .error:
            self = .error(RPCAPErrorCode(rawValue: header.value), bytes.text(payload))
        case .openRequest:
            self = .openRequest(bytes.text(payload))
        case .startCaptureRequest:
            self = .startCaptureRequest(try RPCAPStartCapture(&reader, in: bytes))
        case .updateFilterRequest:
            self = .updateFilterRequest(try RPCAPFilter.program(&reader, in: bytes))
        case .packet:
            self = .packet(try RPCAPPacket(&reader, in: bytes))
        case .authenticationRequest:
            self = .authenticationRequest(try RPCAPCredentials(&reader, in: bytes))
        case .setSamplingRequest:
            self = .setSamplingRequest(try RPCAPSampling(&reader, in: bytes))
        case .findAllInterfacesReply:
            self = .findAllInterfacesReply(try Self.interfaces(header.value, &reader, bytes))
        case .openReply:
            self = .openReply(try RPCAPOpenReply(&reader, in: bytes))
        case .startCaptureReply:
            self = .startCaptureReply(try RPCAPStartReply(&reader, in: bytes))
        case .authenticationReply:
            self = .authenticationReply(try RPCAPAuthenticationReply(&reader, in: bytes))
        case .statisticsReply:
            self = .statisticsReply(try RPCAPStatistics(&reader, in: bytes))
        default:
            self = Self.empty(type)
        }
    }

    /// The message of a type that has no payload.
    private static func empty(_ type: RPCAPMessageType) -> RPCAPMessage {
        switch type {
        case .findAllInterfacesRequest: .findAllInterfacesRequest
        case .statisticsRequest: .statisticsRequest
        case .endCaptureRequest: .endCaptureRequest
        case .updateFilterReply: .updateFilterReply
        case .endCaptureReply: .endCaptureReply
        case .setSamplingReply: .setSamplingReply
        default: .close
        }
    }

    private static func interfaces(
        _ count: UInt16, _ reader: inout OctetReader, _ bytes: Span<UInt8>
    ) throws(CaptureFormatError) -> [RPCAPInterface] {
        var interfaces: [RPCAPInterface] = []
        for _ in 0..<count { interfaces.append(try RPCAPInterface(&reader, in: bytes)) }
        return interfaces
    }
}
