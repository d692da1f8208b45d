import Foundation
import SNMPProtocol
import Synchronization
import Testing

/// A master that a test plays: it takes the agent's connections, answers what a subagent asks, and asks what the test says.
final class PlayedMaster: Sendable {
    /// Where it listens.
    let path: String
    private let listener: Int32

    /// Listens at a path.
    init(at path: String) throws {
        self.path = path
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isListening = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 && listen(listener, 8) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRINUSE) }
    }

    deinit { close(listener) }

    /// Turns away whoever waits to be taken.
    func turnAway() {
        var wanted = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        while poll(&wanted, 1, 0) == 1 { Glibc.close(accept(listener, nil, nil)) }
    }

    /// Takes the agent's next connection.
    func connection() throws -> PlayedSession {
        var wanted = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        try #require(poll(&wanted, 1, 20_000) == 1, "no subagent came")
        let peer = accept(listener, nil, nil)
        try #require(peer >= 0)
        return PlayedSession(peer)
    }
}

/// A connection of the agent with a master that a test plays.
final class PlayedSession: Sendable {
    /// How the master writes numbers.
    enum Order: String, CaseIterable, Sendable {
        case highestFirst, lowestFirst
    }

    /// The session's number, chosen so that its octets differ.
    static let number: UInt32 = 0x0102_0304

    private let peer: Int32
    private let lastPacket = Atomic<UInt32>(1000)

    init(_ peer: Int32) {
        self.peer = peer
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { Glibc.close(peer) }

    /// Ends the connection without a word.
    func hangUp() { shutdown(peer, Int32(SHUT_RDWR)) }

    /// Waits until the agent ends the connection; what it says before that is passed over.
    func awaitEnd() throws {
        while try next() != nil {}
    }

    /// The next PDU; `nil` at the end of the connection.
    func next() throws -> AgentXPDU? {
        guard let head = try read(AgentXHeader.octetCount) else { return nil }
        let header = try AgentXHeader(head.span)
        let rest = header.pduCount - head.count
        let octets = head + (rest == 0 ? [] : try #require(try read(rest), "a PDU that ends too early"))
        return try AgentXPDU(octets.span)
    }

    private func read(_ count: Int) throws -> [UInt8]? {
        var octets: [UInt8] = []
        while octets.count < count {
            var room = [UInt8](repeating: 0, count: count - octets.count)
            let got = recv(peer, &room, room.count, 0)
            if got == 0 || (got < 0 && errno == ECONNRESET) { return nil }
            try #require(got > 0, "nothing came within 30 s")
            octets += room.prefix(got)
        }
        return octets
    }

    /// Sends octets as they are.
    func send(_ octets: [UInt8]) {
        _ = octets.withUnsafeBytes { Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    /// Sends a PDU.
    func send(_ pdu: AgentXPDU, _ order: Order = .highestFirst) {
        send(order == .highestFirst ? pdu.octets : pdu.lowestFirst)
    }

    /// Answers a PDU of the agent.
    func answer(_ pdu: AgentXPDU, error: UInt16 = 0, _ order: Order = .highestFirst) {
        let header = AgentXHeader(
            .response, sessionID: Self.number, transactionID: pdu.header.transactionID, packetID: pdu.header.packetID)
        send(AgentXPDU(header, .response(AgentXResponse(upTime: 4711, error: error))), order)
    }

    /// Answers Open, and each Register and AddAgentCaps until all that the agent says at first has been said; `refusals` are
    /// the errors for the subtrees in their order. Returns what the agent said.
    func open(refusals: [UInt16] = [], _ order: Order = .highestFirst) throws -> [AgentXPDU] {
        var said: [AgentXPDU] = []
        var registrations = 0
        // A question of the master is answered behind all that: the agent answers in order.
        let probe = AgentXPDU(
            AgentXHeader(.get, sessionID: Self.number, transactionID: 1, packetID: 1), .get([]))
        var isProbed = false
        while let pdu = try next() {
            if case .response = pdu.body, pdu.header.packetID == 1 { return said }
            said.append(pdu)
            var error: UInt16 = 0
            if case .register = pdu.body {
                error = registrations < refusals.count ? refusals[registrations] : 0
                registrations += 1
            }
            answer(pdu, error: error, order)
            // Every Register is out once the first came, as they are sent in one go; their capabilities follow each answer.
            if case .register = pdu.body, !isProbed, registrations == PlayedMasterTrait.subtrees.count {
                send(probe, order)
                isProbed = true
            }
        }
        Issue.record("the agent ended the connection: \(said)")
        return said
    }

    /// Asks the agent, and returns its answer. What the agent asks meanwhile is answered.
    func ask(
        _ type: AgentXPDUType, _ body: AgentXPDU.Body, flags: AgentXFlags = [], session: UInt32 = number,
        transaction: UInt32 = 40, packet: UInt32? = nil, context: String = "", _ order: Order = .highestFirst
    ) throws -> AgentXResponse {
        let packet = packet ?? lastPacket.add(1, ordering: .relaxed).newValue
        let header = AgentXHeader(
            type, flags: flags, sessionID: session, transactionID: transaction, packetID: packet)
        send(AgentXPDU(header, context: Array(context.utf8), body), order)
        return try response(to: packet, session: session, transaction: transaction)
    }

    /// The answer to a PDU that was sent.
    func response(to packet: UInt32, session: UInt32 = number, transaction: UInt32 = 40) throws -> AgentXResponse {
        while let pdu = try next() {
            guard case .response(let response) = pdu.body else {
                answer(pdu)
                continue
            }
            #expect(pdu.header.packetID == packet && pdu.header.transactionID == transaction)
            #expect(pdu.header.sessionID == session)
            return response
        }
        throw PlayedSessionEnded()
    }

    /// GetNext for one range.
    func next(_ range: AgentXSearchRange) throws -> AgentXVarBind {
        let response = try ask(.getNext, .getNext([range]))
        #expect(response.error == 0 && response.bindings.count == 1)
        return try #require(response.bindings.first)
    }
}

/// The agent ended a connection that was to stand.
struct PlayedSessionEnded: Error {}

extension AgentXPDU {
    /// The PDU's octets with the lowest octet of each number first, as a master of another kind writes them. Texts, which only
    /// contexts of these tests have, stay as they are.
    var lowestFirst: [UInt8] {
        var octets = octets
        octets[2] &= ~AgentXFlags.networkByteOrder.rawValue
        for place in stride(from: 4, to: AgentXHeader.octetCount, by: 4) { octets[place..<place + 4].reverse() }
        var place = AgentXHeader.octetCount
        switch body {
        case .response:
            octets[place..<place + 4].reverse()
            octets[place + 4..<place + 6].reverse()
            octets[place + 6..<place + 8].reverse()
            return octets
        case .getBulk:
            octets[place..<place + 2].reverse()
            octets[place + 2..<place + 4].reverse()
            place += 4
        case .get, .getNext: break
        default: return octets
        }
        // What is left is names: a word of single octets, and as many numbers as its first one says.
        while place < octets.count {
            let end = place + 4 + 4 * Int(octets[place])
            for number in stride(from: place + 4, to: end, by: 4) { octets[number..<number + 4].reverse() }
            place = end
        }
        return octets
    }
}

/// Gives a suite a master that the tests play, and an agent that has registered there.
struct PlayedMasterTrait: SuiteTrait, TestScoping {
    /// What is registered, in the order in which the agent asks for it.
    static let subtrees = [
        "1.0.8802.1.1.1", "1.0.8802.1.1.2", "1.3.6.1.2.1.2", "1.3.6.1.2.1.4.20", "1.3.6.1.2.1.4.34", "1.3.6.1.2.1.31",
        String(OIDs.root.dropFirst()), String(OIDs.vendor.dropFirst()),
    ]

    @TaskLocal static var current: (master: PlayedMaster, session: PlayedSession, said: [AgentXPDU])?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let master = try PlayedMaster(at: folder + "/master")
            let settings = AgentSettingsText(lines: [
                "config change SNMP0-AGENTX /enable /address unix:\(master.path) /ping 3600 /timeout 20"
                    + " /subtrees \(Self.subtrees.joined(separator: ","))"
            ])
            try await AgentProcess.run(settings) { agent async throws in
                let session = try master.connection()
                let said = try session.open()
                // The host's interfaces and addresses are there with its first sample.
                let loopback = RawMessage.request(.get, [".1.3.6.1.2.1.4.20.1.1.127.0.0.1"])
                let isThere = try await eventually(within: 20) { () -> Bool? in
                    agent.exchange(loopback)?.bindings.first?.tag == BERTag.ipAddress ? true : nil
                }
                try #require(isThere == true, "the host has no addresses")
                try await AgentProcess.$current.withValue(agent) {
                    try await Self.$current.withValue((master, session, said)) { try await function() }
                }
            }
        }
    }
}

extension Trait where Self == PlayedMasterTrait {
    /// A master that the suite's tests play.
    static var playedMaster: PlayedMasterTrait { PlayedMasterTrait() }
}
