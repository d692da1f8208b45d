import NetworkValues

extension RPCAPSession {
    // MARK: Before authentication

    mutating func authenticate(_ message: RPCAPMessage, _ now: Timestamp) -> [RPCAPAction] {
        switch message {
        case .close:
            return finish(.client)
        case .error:
            // An error is no question; to answer it with one would never end.
            return []
        case .authenticationRequest(.none):
            guard rules.allowsNullAuthentication else {
                return reject("Authentication failed: a user and a password are needed.", now)
            }
            return accept(user: nil)
        case .authenticationRequest(.unknown(let type)):
            return [Self.failure(.authenticationTypeUnknown, "Authentication of type \(type) is not known here.")]
        case .authenticationRequest(.password(let user, let password)):
            pending = .password(user: user)
            return [.authenticate(user: user, password)]
        default:
            return misplaced(message.type.rawValue)
        }
    }

    mutating func accept(user: String?) -> [RPCAPAction] {
        isAuthenticated = true
        self.user = user
        let reply = RPCAPAuthenticationReply.complete(
            minimum: RPCAPHeader.version, maximum: RPCAPHeader.version, isBigEndian: rules.isBigEndian)
        return [.reply(.authenticationReply(reply))]
    }

    mutating func reject(_ text: String, _ now: Timestamp) -> [RPCAPAction] {
        failedAttempts += 1
        heldUntil = now.adding(milliseconds: rules.retryPauseMilliseconds)
        return [Self.failure(.authenticationFailed, text)]
    }

    // MARK: After it

    mutating func request(_ message: RPCAPMessage) -> [RPCAPAction] {
        switch message {
        case .close: return finish(.client)
        case .error: return []
        case .findAllInterfacesRequest: return ask(.interfaces, .listInterfaces)
        case .openRequest(let name): return open(name)
        case .startCaptureRequest(let request): return start(request)
        case .updateFilterRequest(let filter): return update(filter)
        case .setSamplingRequest(let request): return sample(request)
        case .statisticsRequest:
            guard isCapturing else { return [.reply(.statisticsReply(lastStatistics ?? RPCAPStatistics()))] }
            return ask(.statistics, .readStatistics)
        case .endCaptureRequest:
            guard !isCapturing else { return ask(.stop, .stopCapture) }
            // One that has ended by itself is what the client wanted.
            guard lastStatistics != nil else {
                return [Self.failure(.endCapture, "No capture runs that could be ended.")]
            }
            return [.reply(.endCaptureReply)]
        default: return misplaced(message.type.rawValue)
        }
    }

    private mutating func ask(_ question: Pending, _ action: RPCAPAction) -> [RPCAPAction] {
        pending = question
        return [action]
    }

    private mutating func open(_ name: String) -> [RPCAPAction] {
        guard !name.isEmpty, name.utf8.count <= rules.nameLimit, !name.utf8.contains(0) else {
            return [Self.failure(.open, "Expected the name of an interface, of at most \(rules.nameLimit) octets.")]
        }
        guard !name.contains("://") else {
            return [Self.failure(.open, "Expected the name of an interface of this machine, found a URL.")]
        }
        return ask(.open(name), .open(name))
    }

    private mutating func start(_ request: RPCAPStartCapture) -> [RPCAPAction] {
        guard let interface else {
            return [Self.failure(.startCapture, "No interface was opened that could be captured on.")]
        }
        guard !isCapturing else { return [Self.failure(.startCapture, "A capture runs already.")] }
        let usesDatagrams = request.flags.contains(.datagrams)
        guard !usesDatagrams || !rules.isEncrypted else {
            return [Self.failure(.startCapture, "Packets in datagrams are not sent while TLS is required.")]
        }
        let needsPort = usesDatagrams || request.flags.contains(.serverOpens)
        guard !needsPort || request.dataPort != 0 else {
            return [Self.failure(.startCapture, "Expected the port that packets are to be sent to, found 0.")]
        }
        if let failure = failure(of: request.filter, .startCapture) { return [failure] }
        let oneWay = request.flags.intersection([.inbound, .outbound])
        let capture = RPCAPCaptureRequest(
            interface: interface, snapLength: request.snapLength,
            readTimeoutMilliseconds: request.readTimeoutMilliseconds,
            isPromiscuous: request.flags.contains(.promiscuous), wantsInbound: oneWay != .outbound,
            wantsOutbound: oneWay != .inbound,
            transport: usesDatagrams
                ? .datagrams(port: request.dataPort)
                : needsPort ? .serverConnects(port: request.dataPort) : .serverListens,
            filter: request.filter, sampling: sampling)
        return ask(.start, .startCapture(capture))
    }

    private mutating func update(_ filter: BPFProgram) -> [RPCAPAction] {
        guard isCapturing else {
            return [Self.failure(.updateFilter, "No capture runs whose filter could be replaced.")]
        }
        if let failure = failure(of: filter, .updateFilter) { return [failure] }
        return ask(.filter, .updateFilter(filter))
    }

    private mutating func sample(_ request: RPCAPSampling) -> [RPCAPAction] {
        guard let wanted = request.sampling else {
            return [Self.failure(.setSampling, "Expected sampling method 0, 1 or 2, found \(request.method).")]
        }
        sampling = wanted
        let reply = RPCAPAction.reply(.setSamplingReply)
        return isCapturing ? [.setSampling(wanted), reply] : [reply]
    }

    private func failure(of filter: BPFProgram, _ code: RPCAPErrorCode) -> RPCAPAction? {
        do throws(CaptureFormatError) {
            try filter.check()
            return nil
        } catch {
            return Self.failure(code, error.description)
        }
    }
}
