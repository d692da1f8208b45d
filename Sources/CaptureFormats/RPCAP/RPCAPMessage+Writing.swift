extension RPCAPMessage {
    /// Appends the message with its header. `version` is 0, except in an error that answers a client of another version.
    public func append(version: UInt8 = RPCAPHeader.version, to octets: inout [UInt8]) {
        let start = octets.count
        RPCAPHeader(version: version, type, value: headerValue).append(to: &octets)
        appendPayload(to: &octets)
        let length = UInt32(truncatingIfNeeded: octets.count - start - RPCAPHeader.length)
        octets.replace(at: start + 4, big: UInt16(truncatingIfNeeded: length >> 16))
        octets.replace(at: start + 6, big: UInt16(truncatingIfNeeded: length))
    }

    /// The message with its header.
    public var octets: [UInt8] {
        var octets: [UInt8] = []
        append(to: &octets)
        return octets
    }

    private var headerValue: UInt16 {
        switch self {
        case .error(let code, _): code.rawValue
        case .findAllInterfacesReply(let interfaces): UInt16(clamping: interfaces.count)
        default: 0
        }
    }

    private func appendPayload(to octets: inout [UInt8]) {
        switch self {
        case .error(_, let text): octets += text.octets(limit: Self.errorTextLimit)
        case .openRequest(let name): octets += Array(name.utf8)
        case .startCaptureRequest(let request): request.append(to: &octets)
        case .updateFilterRequest(let filter): RPCAPFilter.append(filter, to: &octets)
        case .packet(let packet): packet.append(to: &octets)
        case .authenticationRequest(let credentials): credentials.append(to: &octets)
        case .setSamplingRequest(let sampling): sampling.append(to: &octets)
        case .findAllInterfacesReply(let interfaces):
            for interface in interfaces.prefix(65_535) { interface.append(to: &octets) }
        case .openReply(let reply): reply.append(to: &octets)
        case .startCaptureReply(let reply): reply.append(to: &octets)
        case .authenticationReply(let reply): reply.append(to: &octets)
        case .statisticsReply(let statistics): statistics.append(to: &octets)
        case .findAllInterfacesRequest, .close, .statisticsRequest, .endCaptureRequest, .updateFilterReply,
            .endCaptureReply, .setSamplingReply:
            break
        }
    }
}
