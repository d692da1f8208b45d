import LinkProtocols
import NetworkValues
import Testing

/// DHCPv6: messages, options, and the client.
struct DHCP6Tests {
    /// A client on a link, and a server that answers it.
    struct Script {
        var client: DHCP6Client
        var random = SplitMix(state: 2)
        static let server: [UInt8] = [0, 3, 0, 1, 2, 0, 0, 0, 0, 1]

        init(_ mode: DHCP6ClientSettings.Mode, _ change: (inout DHCP6ClientSettings) -> Void = { _ in }) {
            var settings = DHCP6ClientSettings(mode: mode, hardwareAddress: DHCPMessageTests.address)
            settings.hostName = "ipbs"
            settings.vendorClass = "IPBS3"
            change(&settings)
            client = DHCP6Client(settings: settings)
        }

        mutating func handle(_ event: DHCP6Client.Event, _ time: Double) -> [DHCP6Client.Action] {
            client.handle(event, now: at(time), using: &random)
        }

        mutating func fire() -> (time: Double, actions: [DHCP6Client.Action]) {
            guard let deadline = client.deadline else { return (-1, []) }
            return (
                Double(deadline.milliseconds(since: at(0))) / 1000,
                client.handle(.timer, now: deadline, using: &random)
            )
        }

        mutating func start() -> [DHCP6Message] {
            _ = handle(.start, 0)
            _ = handle(.linkUp, 0)
            return DHCP6Tests.sent(fire().actions)
        }

        func reply(
            _ type: DHCP6MessageType, to request: DHCP6Message, valid: UInt32 = 4000, preference: UInt8? = nil,
            status: DHCP6Status? = nil, server: [UInt8] = Self.server, extra: (code: UInt16, octets: [UInt8])? = nil
        ) -> DHCP6Message {
            var message = DHCP6Message(type, transactionID: request.transactionID)
            message.options.append(DHCP6OptionCode.serverIdentifier, server)
            message.options.append(DHCP6OptionCode.clientIdentifier, request.clientIdentifier ?? [])
            let address = DHCP6Association.Address(
                address: .v6(high: 0x2001_0db8_0000_0000, low: 5, zone: 0), preferredSeconds: valid / 2,
                validSeconds: valid)
            let association = DHCP6Association(identifier: 1, addresses: status == nil ? [address] : [], status: status)
            message.options.append(DHCP6OptionCode.association, association.encoded())
            if let preference { message.options.append(DHCP6OptionCode.preference, [preference]) }
            if let extra { message.options.append(extra.code, extra.octets) }
            return message
        }

        mutating func receive(_ message: DHCP6Message, _ time: Double) -> [DHCP6Client.Action] {
            client.receive(message, now: at(time), using: &random)
        }

        mutating func bind() throws {
            let solicit = try #require(start().first)
            let request = try #require(
                DHCP6Tests.sent(receive(reply(.advertise, to: solicit, preference: 255), 1)).first)
            _ = receive(reply(.reply, to: request), 2)
        }
    }

    static func sent(_ actions: [DHCP6Client.Action]) -> [DHCP6Message] {
        actions.compactMap { if case .send(let message) = $0 { message } else { nil } }
    }

    @Test func `a message is read and written`() throws {
        let octets = hex(
            "07 abcdef 0001 000a 0003000100013e123456 0002 000a 00030001020000000001"
                + "0003 0028 00000001 00000e10 00001518 0005 0018 20010db8000000000000000000000005 00000fa0 00001f40"
                + "0017 0010 20010db8000000000000000000000053 0018 000d 076578616d706c6503636f6d00"
                + "0029 0004 43455431 0038 0014 0001 0010 20010db8000000000000000000000123"
                + "0011 000a 00006bde 00ce 0002 0064")
        let message = try DHCP6Message(octets.span)
        #expect(message.encoded() == octets && message.type == .reply && message.transactionID == 0xab_cdef)
        #expect(message.clientIdentifier == DHCP6Message.identifier(of: DHCPMessageTests.address))
        let association = try #require(try message.association(1))
        #expect(try message.association(2) == nil)
        #expect(association.addresses.map(\.validSeconds) == [8000])
        let lease = DHCP6Lease(association, server: [], obtainedAt: at(0), options: message.options)
        #expect(lease.renewsAt == at(3600) && lease.rebindsAt == at(5400) && lease.expiresAt == at(8000))
        #expect(lease.nameServers == [IPAddress("2001:db8::53")] && lease.domains == ["example.com"])
        #expect(lease.timeServers == [IPAddress("2001:db8::123")] && lease.timeZone == "CET1")
        #expect(lease.vendorOptions(enterprise: 27_614).vlan == 100)
        #expect(lease.vendorOptions(enterprise: 1).vlan == nil)
    }

    @Test func `what is no message is refused, each for its reason`() {
        func refusal(_ text: String) -> DHCPError? {
            let octets = hex(text)
            do throws(DHCPError) {
                _ = try DHCP6Message(octets.span).association(1)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal("07 0000") == .truncated(needed: 4, found: 3))
        #expect(refusal("0c 000000") == .messageType(12))
        #expect(refusal("07 000001 0001") == .optionTruncated(code: 1))
        #expect(refusal("07 000001 00") == .truncated(needed: 4, found: 1))
        #expect(refusal("07 000001 0001 0005 00") == .optionOverrun(code: 1, length: 5, left: 1))
        #expect(
            refusal("07 000001 0003 0004 00000001")
                == .optionLength(
                    code: 3, expected: "12 octets or more", found: 4))
        #expect(
            refusal("07 000001 0003 0014 000000010000000000000000 0005 0004 20010db8")
                == .optionLength(
                    code: 5, expected: "24 octets or more", found: 4))
        #expect(refusal("07 000001" + String(repeating: "00630000", count: 129)) == .tooManyOptions(limit: 128))
    }

    @Test func `a client gets addresses in four messages`() throws {
        var script = Script(.client)
        let solicit = try #require(script.start().first)
        #expect(solicit.type == .solicit && solicit.options[DHCP6OptionCode.elapsedTime] == [0, 0])
        #expect(solicit.options[DHCP6OptionCode.hostName] == [0, 4] + Array("ipbs".utf8))
        #expect(solicit.options[DHCP6OptionCode.vendorClass]?.prefix(6).elementsEqual(hex("00006bde0005")) == true)
        #expect(try solicit.association(1)?.addresses.isEmpty == true)
        #expect(script.receive(script.reply(.advertise, to: solicit), 0.5).isEmpty)
        let request = try #require(Self.sent(script.fire().actions).first)
        #expect(request.type == .request && request.serverIdentifier == Script.server)
        #expect(try request.association(1)?.addresses.count == 1)
        guard case .configure(let lease)? = script.receive(script.reply(.reply, to: request), 3).first else {
            Issue.record("expected addresses")
            return
        }
        #expect(lease.addresses.map(\.address) == [IPAddress("2001:db8::5")])
        #expect(script.client.state == .bound && script.client.deadline == at(1003))
    }

    @Test func `of several offers the one with the highest preference is taken`() throws {
        var script = Script(.client)
        let solicit = try #require(script.start().first)
        _ = script.receive(script.reply(.advertise, to: solicit, preference: 1, server: [1]), 0.1)
        _ = script.receive(script.reply(.advertise, to: solicit, preference: 9, server: [2]), 0.2)
        _ = script.receive(script.reply(.advertise, to: solicit, preference: 5, server: [3]), 0.3)
        #expect(Self.sent(script.fire().actions).first?.serverIdentifier == [2])
    }

    @Test func `an offer without addresses is passed over`() throws {
        var script = Script(.client)
        let solicit = try #require(script.start().first)
        let none = script.reply(.advertise, to: solicit, preference: 255, status: DHCP6Status(code: 2))
        #expect(script.receive(none, 0.1).isEmpty && script.client.state == .soliciting)
        #expect(Self.sent(script.fire().actions).first?.type == .solicit)
    }

    @Test func `addresses are renewed with their server, then with any, and then they are over`() throws {
        var script = Script(.client)
        try script.bind()
        var step = script.fire()
        #expect(step.time == 1002 && Self.sent(step.actions).first?.type == .renew)
        #expect(Self.sent(step.actions).first?.serverIdentifier == Script.server)
        while script.client.state == .renewing { step = script.fire() }
        #expect(step.time == 1602 && Self.sent(step.actions).first?.type == .rebind)
        #expect(Self.sent(step.actions).first?.serverIdentifier == nil)
        while script.client.state == .rebinding { step = script.fire() }
        #expect(step.time == 4002 && step.actions.first == .unconfigure && script.client.state == .soliciting)
    }

    @Test func `a renewal that is granted begins anew, one that is refused ends`() throws {
        var script = Script(.client)
        try script.bind()
        let renewal = try #require(Self.sent(script.fire().actions).first)
        #expect(script.receive(script.reply(.reply, to: renewal), 1003).count == 1)
        #expect(script.client.deadline == at(2003))
        let again = try #require(Self.sent(script.fire().actions).first)
        let refused = script.receive(
            script.reply(.reply, to: again, status: DHCP6Status(code: 3, text: "who?")), 2004)
        #expect(refused == [.refused(DHCP6Status(code: 3, text: "who?")), .unconfigure])
        #expect(script.client.deadline == at(2014))
    }

    @Test func `inform brings options, and asks again when the server says`() throws {
        var script = Script(.inform)
        let inform = try #require(script.start().first)
        #expect(inform.type == .informationRequest && inform.options[DHCP6OptionCode.association] == nil)
        #expect(Self.sent(script.fire().actions).first?.type == .informationRequest)
        let answer = script.reply(.reply, to: inform, extra: (DHCP6OptionCode.informationRefreshTime, [0, 0, 0, 1]))
        guard case .options(let lease)? = script.receive(answer, 5).first else {
            Issue.record("expected options")
            return
        }
        #expect(lease.addresses.isEmpty && script.client.deadline == at(605))
        #expect(Self.sent(script.fire().actions).first?.type == .informationRequest)
    }

    @Test func `the selected server goes before the others, for as long as it is waited for`() throws {
        let vendor = hex("00006bde 00fa 0003 312e33")
        func choosy() -> Script {
            Script(.client) { $0.selectedServer = DHCPSelectedServer(identifier: "1.3", waitSeconds: 5) }
        }
        var script = choosy()
        let solicit = try #require(script.start().first)
        _ = script.receive(script.reply(.advertise, to: solicit, preference: 255, server: [9]), 1)
        let named = script.reply(.advertise, to: solicit, extra: (DHCP6OptionCode.vendorOptions, vendor))
        #expect(Self.sent(script.receive(named, 2)).first?.serverIdentifier == Script.server)

        var alone = choosy()
        let first = try #require(alone.start().first)
        _ = alone.receive(alone.reply(.advertise, to: first, server: [9]), 1)
        var step = alone.fire()
        while Self.sent(step.actions).first?.type == .solicit { step = alone.fire() }
        #expect(step.actions.first == .selectedServerSilent && step.time >= 5 && step.time < 6)
        #expect(Self.sent(step.actions).first?.serverIdentifier == [9])
    }

    @Test func `a link that comes back asks any server, and a stop gives the addresses back`() throws {
        var script = Script(.client)
        try script.bind()
        #expect(script.handle(.linkDown, 10).isEmpty)
        #expect(Self.sent(script.handle(.linkUp, 20)).first?.type == .rebind)
        let end = script.handle(.stop(isReleasing: true), 30)
        #expect(Self.sent(end).first?.type == .release && end.last == .unconfigure)
        #expect(Self.sent(end).first?.serverIdentifier == Script.server && script.client.deadline == nil)
    }

    @Test func `a request that nobody answers ends in a new search`() throws {
        var script = Script(.client)
        let solicit = try #require(script.start().first)
        _ = script.receive(script.reply(.advertise, to: solicit, preference: 255), 1)
        var types: [DHCP6MessageType] = []
        for _ in 0..<10 { types += Self.sent(script.fire().actions).map(\.type) }
        #expect(types == Array(repeating: .request, count: 9) + [.solicit])
    }

    @Test func `addresses for ever are never renewed`() throws {
        var script = Script(.client)
        let solicit = try #require(script.start().first)
        let request = try #require(
            Self.sent(script.receive(script.reply(.advertise, to: solicit, preference: 255), 1)).first)
        var reply = DHCP6Message(.reply, transactionID: request.transactionID)
        reply.options.append(DHCP6OptionCode.serverIdentifier, Script.server)
        reply.options.append(DHCP6OptionCode.clientIdentifier, request.clientIdentifier ?? [])
        let address = DHCP6Association.Address(
            address: .v6(high: 1, low: 1, zone: 0), preferredSeconds: .max, validSeconds: .max)
        reply.options.append(
            DHCP6OptionCode.association, DHCP6Association(identifier: 1, addresses: [address]).encoded())
        #expect(script.receive(reply, 2).count == 1)
        #expect(script.client.deadline == nil && script.client.lease?.expiresAt == nil)
    }

    @Test func `after the first pause the next offer is taken`() throws {
        var script = Script(.client)
        _ = script.start()
        let solicit = try #require(Self.sent(script.fire().actions).first)
        #expect(Self.sent(script.receive(script.reply(.advertise, to: solicit), 2)).first?.type == .request)
    }

    @Test func `messages for others change nothing`() throws {
        var script = Script(.client)
        let solicit = try #require(script.start().first)
        var other = script.reply(.advertise, to: solicit, preference: 255)
        other.transactionID ^= 1
        #expect(script.receive(other, 1).isEmpty)
        var stranger = solicit
        stranger.options = DHCP6Options()
        stranger.options.append(DHCP6OptionCode.clientIdentifier, [1])
        #expect(script.receive(script.reply(.advertise, to: stranger, preference: 255), 1).isEmpty)
        #expect(script.client.state == .soliciting)
    }
}
