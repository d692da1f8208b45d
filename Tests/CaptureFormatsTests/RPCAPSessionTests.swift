import CaptureFormats
import NetworkValues
import Testing

/// The rules of a session, as scripts.
struct RPCAPSessionTests {
    /// A session and the clock that it is given.
    struct Script {
        var session: RPCAPSession
        var now = Timestamp(seconds: 1_000_000)

        init(_ rules: RPCAPRules = RPCAPRules(allowsNullAuthentication: true, isBigEndian: false)) {
            session = RPCAPSession(rules: rules, now: now)
        }

        mutating func take(_ event: RPCAPEvent) -> [RPCAPAction] { session.handle(event, now: now) }
        mutating func take(_ message: RPCAPMessage) -> [RPCAPAction] { take(.input(.message(message))) }

        mutating func wait(_ milliseconds: Int64) -> [RPCAPAction] {
            now = now.adding(milliseconds: milliseconds)
            return take(.timer)
        }

        /// One whose client is authenticated.
        static func ready(_ rules: RPCAPRules = RPCAPRules(allowsNullAuthentication: true)) -> Script {
            var script = Script(rules)
            _ = script.take(.connected(hostIsAllowed: true))
            _ = script.take(.authenticationRequest(.none))
            return script
        }

        /// One whose client has opened `eth0`.
        static func opened() -> Script {
            var script = ready()
            _ = script.take(.openRequest("eth0"))
            _ = script.take(.opened(.ethernet))
            return script
        }

        /// One whose client captures.
        static func capturing() -> Script {
            var script = opened()
            _ = script.take(.startCaptureRequest(RPCAPStartCapture()))
            _ = script.take(.captureStarted(RPCAPStartReply(bufferLength: 1, dataPort: 2)))
            return script
        }
    }

    private let secret = RPCAPPassword(Array("secret".utf8))
    private let counted = RPCAPStatistics(received: 9, droppedByInterface: 1, dropped: 2, sent: 7)

    /// The code of the error that is the first action.
    private func code(_ actions: [RPCAPAction]) -> RPCAPErrorCode? {
        if case .reply(.error(let code, _), 0)? = actions.first { code } else { nil }
    }

    /// Why the last action closes the connection.
    private func closing(_ actions: [RPCAPAction]) -> RPCAPAction.Reason? {
        if case .close(let reason)? = actions.last { reason } else { nil }
    }

    // MARK: The beginning

    @Test func `a host that is not on the list is turned away before anything else`() {
        var script = Script()
        let actions = script.take(.connected(hostIsAllowed: false))
        #expect(code(actions) == .hostNotAllowed && closing(actions) == .hostNotAllowed)
        #expect(script.session.isOver && script.session.deadline == nil && !script.session.wantsInput)
        #expect(script.take(.authenticationRequest(.none)).isEmpty)
    }

    @Test func `TLS on a plain server is answered with an alert`() {
        var script = Script()
        #expect(
            script.take(.input(.tlsHandshake)) == [.send(hex("15 0301 0002 02 28")), .close(.tlsMismatch)])
    }

    @Test func `clear text on a TLS server is answered in clear`() {
        var script = Script()
        #expect(
            script.take(.clearText)
                == [.reply(.error(.tlsRequired, "TLS is required by this server")), .close(.tlsMismatch)])
    }

    @Test func `a client without a user is let in when that is allowed`() {
        var script = Script()
        #expect(
            script.take(.authenticationRequest(.none))
                == [.reply(.authenticationReply(.complete(minimum: 0, maximum: 0, isBigEndian: false)))])
        #expect(script.session.isAuthenticated && script.session.user == nil)
        var strict = Script(RPCAPRules())
        #expect(code(strict.take(.authenticationRequest(.none))) == .authenticationFailed)
        #expect(!strict.session.isAuthenticated)
    }

    @Test func `a wrong password costs a second, and then the client may try again`() {
        var script = Script()
        #expect(
            script.take(.authenticationRequest(.password(user: "ann", secret)))
                == [.authenticate(user: "ann", secret)])
        #expect(!script.session.wantsInput)
        #expect(
            script.take(.passwordChecked(isRight: false))
                == [.reply(.error(.authenticationFailed, "Authentication failed"))])
        #expect(!script.session.wantsInput && script.session.failedAttempts == 1)
        #expect(script.session.deadline == script.now.adding(milliseconds: 1000))
        #expect(script.wait(999).isEmpty && !script.session.wantsInput)
        #expect(script.wait(1).isEmpty && script.session.wantsInput)
        _ = script.take(.authenticationRequest(.password(user: "ann", secret)))
        guard case .reply(.authenticationReply, 0)? = script.take(.passwordChecked(isRight: true)).first else {
            return #expect(Bool(false), "not let in")
        }
        #expect(script.session.user == "ann" && script.session.isAuthenticated)
    }

    @Test func `a client that does not authenticate within 90 seconds is turned away`() {
        var script = Script()
        #expect(script.session.deadline == script.now.adding(seconds: 90))
        #expect(script.wait(60_000).isEmpty)
        // Attempts do not make it longer.
        _ = script.take(.authenticationRequest(.unknown(type: 9)))
        #expect(script.wait(29_999).isEmpty)
        let actions = script.wait(1)
        #expect(code(actions) == .initTimeout && closing(actions) == .authenticationTimeout)
    }

    @Test func `a password that is checked for too long does not hold the connection`() {
        var script = Script()
        _ = script.take(.authenticationRequest(.password(user: "ann", secret)))
        #expect(closing(script.wait(90_000)) == .authenticationTimeout)
        #expect(script.take(.passwordChecked(isRight: true)).isEmpty && !script.session.isAuthenticated)
    }

    @Test func `before authentication nothing else is answered, and the client may go on`() {
        var script = Script()
        #expect(code(script.take(.authenticationRequest(.unknown(type: 2)))) == .authenticationTypeUnknown)
        for message in [.findAllInterfacesRequest, .openRequest("a"), .statisticsRequest] as [RPCAPMessage] {
            #expect(code(script.take(message)) == .wrongMessage)
        }
        #expect(code(script.take(.input(.unknown(RPCAPHeader(.openReply))))) == .wrongMessage)
        let short = CaptureFormatError.tooShort(.rpcapPayload, expected: 8, found: 1)
        #expect(code(script.take(.input(.malformed(RPCAPHeader(.openRequest), short)))) == .wrongMessage)
        #expect(code(script.take(.input(.malformed(RPCAPHeader(.authenticationRequest), short)))) == .authentication)
        #expect(script.take(.error(.network, "x")).isEmpty)
        #expect(script.session.wantsInput && !script.session.isOver)
        #expect(script.take(.close) == [.close(.client)])
    }

    @Test func `another version is answered under that version`() {
        for script in [Script(), Script.ready()] {
            var script = script
            let actions = script.take(.input(.wrongVersion(RPCAPHeader(version: 3, .authenticationRequest))))
            guard case .reply(.error(.wrongVersion, _), 3)? = actions.first else {
                return #expect(Bool(false), "\(actions)")
            }
            #expect(closing(actions) == .wrongVersion(3))
        }
    }

    // MARK: Requests

    @Test func `a second authentication and what is unknown end the session`() {
        let short = CaptureFormatError.tooShort(.rpcapPayload, expected: 8, found: 1)
        for input in [
            .message(.authenticationRequest(.none)), .unknown(RPCAPHeader(.openReply)),
            .malformed(RPCAPHeader(.authenticationRequest), short),
        ] as [RPCAPInput] {
            var script = Script.ready()
            let actions = script.take(.input(input))
            #expect(code(actions) == .wrongMessage && script.session.isOver)
        }
    }

    @Test func `interfaces are listed`() {
        var script = Script.ready()
        let interfaces = [RPCAPInterface(name: "eth0")]
        #expect(script.take(.findAllInterfacesRequest) == [.listInterfaces])
        #expect(script.take(.interfaces(interfaces)) == [.reply(.findAllInterfacesReply(interfaces))])
        _ = script.take(.findAllInterfacesRequest)
        #expect(code(script.take(.interfaces([]))) == .noRemoteInterfaces)
        _ = script.take(.findAllInterfacesRequest)
        #expect(script.take(.failed("no")) == [.reply(.error(.findAllInterfaces, "no"))])
    }

    @Test func `the interface that was opened last is captured on`() {
        var script = Script.ready()
        #expect(script.take(.openRequest("eth0")) == [.open("eth0")])
        #expect(
            script.take(.opened(.ethernet)) == [.reply(.openReply(RPCAPOpenReply(linkType: .ethernet)))])
        _ = script.take(.openRequest("eth1"))
        _ = script.take(.opened(.ethernet))
        _ = script.take(.openRequest("nosuch"))
        #expect(script.take(.failed("nosuch: gone")) == [.reply(.error(.open, "nosuch: gone"))])
        let request = RPCAPStartCapture(
            snapLength: 128, readTimeoutMilliseconds: 20, flags: .promiscuous, filter: .everything)
        #expect(
            script.take(.startCaptureRequest(request)) == [
                .startCapture(
                    RPCAPCaptureRequest(
                        interface: "eth1", snapLength: 128, readTimeoutMilliseconds: 20, isPromiscuous: true,
                        wantsInbound: true, wantsOutbound: true, transport: .serverListens, filter: .everything,
                        sampling: .all))
            ])
    }

    @Test func `a name that is none is not opened`() {
        var script = Script.ready()
        for name in ["", "rpcap://host/eth0", "a\u{0}b", String(repeating: "x", count: 1025)] {
            #expect(code(script.take(.openRequest(name))) == .open)
        }
        #expect(code(script.take(.startCaptureRequest(RPCAPStartCapture()))) == .startCapture)
        #expect(script.session.wantsInput)
    }

    @Test func `flags say how packets travel and which`() {
        func capture(_ flags: RPCAPStartCapture.Flags, port: UInt16) -> RPCAPCaptureRequest? {
            var script = Script.opened()
            let actions = script.take(.startCaptureRequest(RPCAPStartCapture(flags: flags, dataPort: port)))
            if case .startCapture(let request)? = actions.first { return request }
            #expect(code(actions) == .startCapture)
            return nil
        }
        #expect(capture([], port: 0)?.transport == .serverListens)
        #expect(capture(.serverOpens, port: 9)?.transport == .serverConnects(port: 9))
        #expect(capture([.datagrams, .serverOpens], port: 9)?.transport == .datagrams(port: 9))
        #expect(capture(.datagrams, port: 0) == nil && capture(.serverOpens, port: 0) == nil)
        let inbound = capture(.inbound, port: 0)
        #expect(inbound?.wantsInbound == true && inbound?.wantsOutbound == false)
        let outbound = capture(.outbound, port: 0)
        #expect(outbound?.wantsInbound == false && outbound?.wantsOutbound == true)
        let both = capture([.inbound, .outbound], port: 0)
        #expect(both?.wantsInbound == true && both?.wantsOutbound == true && both?.isPromiscuous == false)
    }

    @Test func `datagrams are refused where everything is encrypted`() {
        var script = Script.ready(RPCAPRules(allowsNullAuthentication: true, isEncrypted: true))
        _ = script.take(.openRequest("eth0"))
        _ = script.take(.opened(.ethernet))
        let request = RPCAPStartCapture(flags: .datagrams, dataPort: 5)
        #expect(code(script.take(.startCaptureRequest(request))) == .startCapture)
    }

    @Test func `a filter that could do harm is refused`() {
        let bad = BPFProgram([BPFInstruction(0x05, 0, 0, 0xffff_ffff), BPFInstruction(0x06)])
        var script = Script.opened()
        #expect(code(script.take(.startCaptureRequest(RPCAPStartCapture(filter: bad)))) == .startCapture)
        #expect(
            code(script.take(.startCaptureRequest(RPCAPStartCapture(filter: BPFProgram([]))))) == .startCapture)
        script = Script.capturing()
        #expect(code(script.take(.updateFilterRequest(bad))) == .updateFilter)
        #expect(script.take(.updateFilterRequest(.everything)) == [.updateFilter(.everything)])
        #expect(script.take(.filterUpdated) == [.reply(.updateFilterReply)])
    }

    @Test func `a capture is started, asked and ended, and its counters stay`() {
        var script = Script.opened()
        #expect(script.take(.statisticsRequest) == [.reply(.statisticsReply(RPCAPStatistics()))])
        #expect(code(script.take(.endCaptureRequest)) == .endCapture)
        #expect(code(script.take(.updateFilterRequest(.everything))) == .updateFilter)
        _ = script.take(.startCaptureRequest(RPCAPStartCapture()))
        let started = RPCAPStartReply(bufferLength: 262_144, dataPort: 4000)
        #expect(script.take(.captureStarted(started)) == [.reply(.startCaptureReply(started))])
        #expect(code(script.take(.startCaptureRequest(RPCAPStartCapture()))) == .startCapture)
        #expect(script.take(.statisticsRequest) == [.readStatistics])
        #expect(script.take(.statistics(counted)) == [.reply(.statisticsReply(counted))])
        #expect(script.take(.endCaptureRequest) == [.stopCapture])
        #expect(script.take(.captureStopped(counted)) == [.reply(.endCaptureReply)])
        #expect(script.take(.statisticsRequest) == [.reply(.statisticsReply(counted))])
        #expect(script.take(.close) == [.close(.client)])
    }

    @Test func `a capture that cannot begin leaves the session as it was`() {
        var script = Script.opened()
        _ = script.take(.startCaptureRequest(RPCAPStartCapture()))
        #expect(script.take(.failed("no")) == [.reply(.error(.startCapture, "no"))])
        #expect(!script.session.isCapturing && script.session.wantsInput)
    }

    @Test func `sampling set before a capture counts, and in it, too`() {
        var script = Script.opened()
        #expect(
            script.take(.setSamplingRequest(RPCAPSampling(.oneIn(count: 10)))) == [.reply(.setSamplingReply)])
        guard case .startCapture(let request)? = script.take(.startCaptureRequest(RPCAPStartCapture())).first
        else { return #expect(Bool(false), "not started") }
        #expect(request.sampling == .oneIn(count: 10))
        _ = script.take(.captureStarted(RPCAPStartReply(bufferLength: 1, dataPort: 2)))
        #expect(
            script.take(.setSamplingRequest(RPCAPSampling(.all)))
                == [.setSampling(.all), .reply(.setSamplingReply)])
        #expect(code(script.take(.setSamplingRequest(RPCAPSampling(method: 3, value: 0)))) == .setSampling)
    }

    @Test func `what cannot be read is answered as what it was meant to be`() {
        var script = Script.ready()
        let short = CaptureFormatError.tooShort(.rpcapPayload, expected: 8, found: 1)
        for (type, expected) in [
            (.openRequest, .open), (.startCaptureRequest, .startCapture), (.updateFilterRequest, .updateFilter),
            (.setSamplingRequest, .setSampling), (.statisticsRequest, .getStatistics),
            (.endCaptureRequest, .endCapture), (.findAllInterfacesRequest, .findAllInterfaces),
        ] as [(RPCAPMessageType, RPCAPErrorCode)] {
            let actions = script.take(.input(.malformed(RPCAPHeader(type), short)))
            #expect(actions == [.reply(.error(expected, "Message payload is too short"))])
        }
        #expect(script.take(.input(.malformed(RPCAPHeader(.error), short))).isEmpty)
        #expect(script.take(.input(.malformed(RPCAPHeader(.close), short))) == [.close(.client)])
    }

    @Test func `a request before the last one is answered ends the session`() {
        var script = Script.ready()
        _ = script.take(.findAllInterfacesRequest)
        #expect(!script.session.wantsInput)
        #expect(code(script.take(.statisticsRequest)) == .wrongMessage && script.session.isOver)
    }

    // MARK: The end

    @Test func `a client that says nothing for 180 seconds is turned away, but not while it captures`() {
        var script = Script.ready()
        #expect(script.wait(170_000).isEmpty)
        _ = script.take(.openRequest("eth0"))
        #expect(script.session.deadline == nil)
        _ = script.take(.opened(.ethernet))
        #expect(script.session.deadline == script.now.adding(seconds: 180))
        #expect(script.wait(179_999).isEmpty)
        let actions = script.wait(1)
        #expect(code(actions) == .initTimeout && closing(actions) == .idle)

        script = Script.capturing()
        #expect(script.session.deadline == nil && script.wait(1_000_000).isEmpty)
        _ = script.take(.captureEnded(counted, failure: nil))
        #expect(script.session.deadline == script.now.adding(seconds: 180))
        #expect(closing(script.wait(180_000)) == .idle)
    }

    @Test func `who closes while packets flow ends the capture`() {
        for event in [.disconnected, .input(.message(.close))] as [RPCAPEvent] {
            var script = Script.capturing()
            #expect(script.take(event) == [.stopCapture, .close(.client)])
            #expect(script.session.isOver)
        }
        // Also while it is only about to begin; but not twice.
        var script = Script.opened()
        _ = script.take(.startCaptureRequest(RPCAPStartCapture()))
        #expect(script.take(.disconnected) == [.stopCapture, .close(.client)])
        script = Script.capturing()
        _ = script.take(.endCaptureRequest)
        #expect(script.take(.disconnected) == [.close(.client)])
    }

    @Test func `a client that closes the data connection alone may go on`() {
        var script = Script.capturing()
        #expect(script.take(.captureEnded(counted, failure: nil)).isEmpty)
        #expect(script.take(.statisticsRequest) == [.reply(.statisticsReply(counted))])
        #expect(script.take(.endCaptureRequest) == [.reply(.endCaptureReply)])
        guard case .startCapture? = script.take(.startCaptureRequest(RPCAPStartCapture())).first else {
            return #expect(Bool(false), "not started again")
        }
    }

    @Test func `a capture that breaks off is the last thing that a client hears of`() {
        var script = Script.capturing()
        #expect(
            script.take(.captureEnded(counted, failure: "eth0 went down"))
                == [.reply(.error(.readPackets, "eth0 went down")), .close(.captureFailed("eth0 went down"))])
        #expect(script.take(.disconnected).isEmpty)
    }

    @Test func `an answer that was not asked for does nothing`() {
        var script = Script.ready()
        for event in [
            .passwordChecked(isRight: true), .interfaces([]), .opened(.raw), .filterUpdated, .statistics(counted),
            .captureStopped(counted), .failed("x"), .captureEnded(counted, failure: "x"),
            .captureStarted(RPCAPStartReply(bufferLength: 1, dataPort: 1)),
        ] as [RPCAPEvent] {
            #expect(script.take(event).isEmpty && script.session.wantsInput)
        }
        _ = script.take(.openRequest("a"))
        #expect(script.take(.filterUpdated).isEmpty && !script.session.wantsInput)
    }
}
