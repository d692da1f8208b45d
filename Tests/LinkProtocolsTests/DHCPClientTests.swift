import LinkProtocols
import NetworkValues
import Testing

/// The DHCPv4 client: scripts of messages and times.
struct DHCPClientTests {
    /// A client on a link, and a server that answers it.
    struct Script {
        var client: DHCPClient
        var random = SplitMix(state: 1)
        static let server = IPAddress.v4(0xc0a8_0001)

        init(_ change: (inout DHCPClientSettings) -> Void = { _ in }) {
            var settings = DHCPClientSettings(hardwareAddress: DHCPMessageTests.address)
            settings.hostName = "IPBS3-12-34-56"
            settings.vendorClass = "1.3.6.1.4.1.6666"
            change(&settings)
            client = DHCPClient(settings: settings)
        }

        mutating func start(_ time: Double = 0) -> [DHCPClient.Action] {
            handle(.linkUp, time) + handle(.start, time)
        }

        mutating func handle(_ event: DHCPClient.Event, _ time: Double) -> [DHCPClient.Action] {
            client.handle(event, now: at(time), using: &random)
        }

        /// Lets the timer fire when it is due. Returns what it did.
        mutating func fire() -> (time: Double, actions: [DHCPClient.Action]) {
            guard let deadline = client.deadline else { return (-1, []) }
            let time = Double(deadline.milliseconds(since: at(0))) / 1000
            return (time, client.handle(.timer, now: deadline, using: &random))
        }

        func reply(
            _ type: DHCPMessageType, to request: DHCPMessage, address: UInt32 = 0xc0a8_0064, lease: UInt32 = 3600,
            vendor: String = "", server: IPAddress = Self.server
        ) -> DHCPMessage {
            var message = DHCPMessage(
                type, transactionID: request.transactionID, hardwareAddress: request.hardwareAddress)
            message.isReply = true
            if type != .nak { message.yourAddress = .v4(address) }
            message.options[DHCPOptionCode.serverIdentifier] = server.octets
            message.options.set(DHCPOptionCode.leaseTime, number32: lease)
            if !vendor.isEmpty { message.options[DHCPOptionCode.vendorOptions] = hex(vendor) }
            return message
        }

        mutating func receive(_ message: DHCPMessage, _ time: Double) -> [DHCPClient.Action] {
            client.receive(message, now: at(time), using: &random)
        }

        /// Takes the client from nothing to a lease.
        mutating func bind(_ time: Double = 0, lease: UInt32 = 3600, vendor: String = "") throws {
            let discover = try #require(sent(start(time)).last)
            let request = try #require(sent(receive(reply(.offer, to: discover, vendor: vendor), time)).last)
            _ = receive(reply(.ack, to: request, lease: lease, vendor: vendor), time)
        }
    }

    static func sent(_ actions: [DHCPClient.Action]) -> [DHCPMessage] {
        actions.compactMap { if case .send(let message, _) = $0 { message } else { nil } }
    }

    private static func destinations(_ actions: [DHCPClient.Action]) -> [IPAddress?] {
        actions.compactMap { action -> IPAddress?? in
            if case .send(_, let destination) = action { .some(destination) } else { nil }
        }
    }

    @Test func `first boot: discover, offer, request, acknowledgment`() throws {
        var script = Script()
        let discover = try #require(Self.sent(script.start()).first)
        #expect(discover.type == .discover && discover.isBroadcast && script.client.state == .selecting)
        #expect(discover.options[DHCPOptionCode.vendorClass] == Array("1.3.6.1.4.1.6666".utf8))
        #expect(discover.options.text(DHCPOptionCode.hostName) == "IPBS3-12-34-56")
        let wanted = try #require(discover.options[DHCPOptionCode.parameterRequestList])
        #expect(Set([43, 88, 100, 42, 15, 12]).isSubset(of: wanted))
        #expect(discover.options.number16(DHCPOptionCode.maximumMessageSize) == 1500)

        let request = try #require(Self.sent(script.receive(script.reply(.offer, to: discover), 1)).first)
        #expect(request.type == .request && request.options.address(DHCPOptionCode.serverIdentifier) == Script.server)
        #expect(request.options.address(DHCPOptionCode.requestedAddress) == .v4(0xc0a8_0064))
        #expect(request.transactionID == discover.transactionID)
        let done = script.receive(script.reply(.ack, to: request), 2)
        guard case .configure(let lease, false)? = done.first, case .save(let kept?)? = done.last else {
            Issue.record("expected a lease that is used and kept")
            return
        }
        #expect(lease == kept && lease.address == .v4(0xc0a8_0064) && script.client.state == .bound)
        #expect(script.client.deadline == at(1802))
    }

    @Test func `discovers are repeated with growing pauses`() {
        var script = Script()
        _ = script.start()
        var times: [Double] = [0]
        for _ in 0..<6 { times.append(script.fire().time) }
        for (index, pause) in [4.0, 8, 16, 32, 64, 64].enumerated() {
            #expect(abs(times[index + 1] - times[index] - pause) <= 1)
        }
        #expect(Self.sent(script.fire().actions).first?.seconds ?? 0 > 100)
    }

    @Test func `a request that nobody answers ends in a new search`() throws {
        var script = Script()
        let discover = try #require(Self.sent(script.start()).first)
        _ = script.receive(script.reply(.offer, to: discover), 1)
        var types: [DHCPMessageType] = []
        for _ in 0..<4 { types += Self.sent(script.fire().actions).map(\.type) }
        #expect(types == [.request, .request, .request, .discover])
    }

    @Test func `the lease is renewed with its server, then with any, and then it is over`() throws {
        var script = Script()
        try script.bind()
        let renewal = script.fire()
        #expect(renewal.time == 1800 && script.client.state == .renewing)
        #expect(Self.destinations(renewal.actions) == [Script.server])
        let message = try #require(Self.sent(renewal.actions).first)
        #expect(message.clientAddress == .v4(0xc0a8_0064) && message.options[DHCPOptionCode.serverIdentifier] == nil)
        #expect(message.options[DHCPOptionCode.requestedAddress] == nil && !message.isBroadcast)
        var last = renewal
        while script.client.state == .renewing { last = script.fire() }
        #expect(last.time == 3150 && script.client.state == .rebinding && Self.destinations(last.actions) == [nil])
        while script.client.state == .rebinding { last = script.fire() }
        #expect(last.time == 3600 && script.client.state == .selecting && script.client.lease == nil)
        #expect(last.actions.contains(.unconfigure) && last.actions.contains(.note(.expired(.v4(0xc0a8_0064)))))
    }

    @Test func `a renewed lease begins anew`() throws {
        var script = Script()
        try script.bind()
        let request = try #require(Self.sent(script.fire().actions).first)
        let actions = script.receive(script.reply(.ack, to: request, lease: 7200), 1801)
        #expect(script.client.state == .bound && script.client.deadline == at(1801 + 3600))
        #expect(!actions.contains(.unconfigure))
    }

    @Test func `a refused renewal gives the address up at once`() throws {
        var script = Script()
        try script.bind()
        let request = try #require(Self.sent(script.fire().actions).first)
        let actions = script.receive(script.reply(.nak, to: request), 1801)
        #expect(actions.contains(.unconfigure) && actions.contains(.save(nil)))
        #expect(script.client.state == .selecting)
    }

    @Test func `a server that offers and refuses is not asked without end`() throws {
        var script = Script()
        let discover = try #require(Self.sent(script.start()).first)
        let request = try #require(Self.sent(script.receive(script.reply(.offer, to: discover), 1)).first)
        let actions = script.receive(script.reply(.nak, to: request), 1)
        #expect(Self.sent(actions).isEmpty && script.client.state == .initializing)
        #expect(script.client.deadline == at(11))
    }

    private func saved(vlan: UInt16 = 0, vendor: String = "") throws -> DHCPLease {
        var script = Script { $0.configuredVLAN = vlan }
        try script.bind(-1000, vendor: vendor)
        return try #require(script.client.lease)
    }

    @Test func `after a restart the same lease is asked for, and used when nobody answers for 30 s`() throws {
        let saved = try saved()
        var script = Script { $0.savedLease = saved }
        let first = try #require(Self.sent(script.start()).first)
        #expect(first.type == .request && first.options.address(DHCPOptionCode.requestedAddress) == saved.address)
        #expect(first.options[DHCPOptionCode.serverIdentifier] == nil && first.clientAddress == .v4(0))
        #expect(script.client.state == .rebooting && script.client.lease == nil)
        var step = script.fire()
        while step.time < 30 { step = script.fire() }
        #expect(step.time == 30)
        #expect(
            step.actions.prefix(2) == [
                .note(.usingSavedLease(saved.address)), .configure(saved, isProvisional: true),
            ])
        #expect(Self.sent(step.actions).count == 1)
        step = script.fire()
        #expect(step.time == 60 && Self.sent(step.actions).count == 1 && step.actions.count == 1)
        #expect(script.fire().time == 90)
        let again = try #require(Self.sent(script.fire().actions).first)
        let done = script.receive(script.reply(.ack, to: again), 121)
        guard case .configure(_, false)? = done.first else {
            Issue.record("expected a lease")
            return
        }
        #expect(script.client.state == .bound)
    }

    @Test func `after a restart a server that refuses leads to a first boot`() throws {
        let saved = try saved()
        var script = Script { $0.savedLease = saved }
        let first = try #require(Self.sent(script.start()).first)
        let actions = script.receive(script.reply(.nak, to: first), 1)
        #expect(actions.contains(.save(nil)) && Self.sent(actions).first?.type == .discover)
        #expect(!actions.contains(.unconfigure))
    }

    @Test func `a link that comes back asks for the lease in use, and keeps using it`() throws {
        var script = Script()
        try script.bind()
        #expect(script.handle(.linkDown, 100).isEmpty && script.client.deadline == nil)
        let actions = script.handle(.linkUp, 200)
        #expect(Self.sent(actions).first?.type == .request && script.client.state == .rebooting)
        #expect(!actions.contains(.unconfigure) && script.client.lease != nil)
    }

    @Test func `it gives the lease back when it is told to`() throws {
        var script = Script()
        try script.bind()
        let actions = script.handle(.stop(isReleasing: true), 10)
        let release = try #require(Self.sent(actions).first)
        #expect(release.type == .release && release.clientAddress == .v4(0xc0a8_0064))
        #expect(Self.destinations(actions) == [Script.server])
        #expect(actions.suffix(2) == [.unconfigure, .save(nil)] && script.client.deadline == nil)
    }

    @Test func `an address that somebody else uses is refused, and another one is asked for after a while`() throws {
        var script = Script()
        try script.bind()
        let actions = script.handle(.conflict, 20)
        #expect(Self.sent(actions).first?.type == .decline && script.client.deadline == at(30))
        #expect(Self.sent(script.fire().actions).first?.type == .discover)
    }

    @Test func `messages for others change nothing`() throws {
        var script = Script()
        let discover = try #require(Self.sent(script.start()).first)
        var other = script.reply(.offer, to: discover)
        other.transactionID &+= 1
        #expect(script.receive(other, 1).isEmpty)
        other = script.reply(.offer, to: discover)
        other.hardwareAddress = MACAddress(rawValue: 1)
        #expect(script.receive(other, 1).isEmpty)
        other = script.reply(.offer, to: discover)
        other.isReply = false
        #expect(script.receive(other, 1).isEmpty)
        other = script.reply(.offer, to: discover, address: 0)
        #expect(script.receive(other, 1).isEmpty)
        #expect(script.receive(script.reply(.ack, to: discover), 1).isEmpty && script.client.state == .selecting)
    }

    @Test func `an INFORM brings options and no address`() throws {
        var script = Script { $0.mode = .inform(.v4(0x0a00_0009)) }
        let inform = try #require(Self.sent(script.start()).first)
        #expect(inform.type == .inform && inform.clientAddress == .v4(0x0a00_0009))
        #expect(Self.sent(script.fire().actions).first?.type == .inform)
        var answer = script.reply(.ack, to: inform, vendor: "ce020064")
        answer.yourAddress = .v4(0)
        answer.options[DHCPOptionCode.leaseTime] = nil
        guard case .options(let lease)? = script.receive(answer, 5).first else {
            Issue.record("expected options")
            return
        }
        #expect(lease.vendorOptions.vlan == 100 && lease.expiresAt == nil && lease.address == .v4(0x0a00_0009))
        #expect(script.client.state == .informed && script.client.deadline == at(3605))
        #expect(Self.sent(script.fire().actions).count == 1 && script.client.state == .informing)
    }

    @Test func `a lease for ever is never renewed, and one for no time does not cause a storm`() throws {
        var script = Script()
        try script.bind(lease: .max)
        #expect(script.client.deadline == nil && script.client.lease?.expiresAt == nil)
        var short = Script()
        try short.bind(lease: 0)
        #expect(short.client.deadline == at(5))
    }
}
