import NIOCore
import NIOEmbedded
import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// SET over TLS: who is known by a certificate may write what its views say, as a user may (RFC 5591, RFC 3416 4.2.5).
@Suite struct TransportSetTests {
    typealias Binding = (name: [UInt32], value: [UInt8])

    let set: SetEngine
    let streams: StreamEngine
    let channel = EmbeddedChannel()
    let late: StreamReturn
    let session = TransportSession(securityName: "op", row: TransportSecurityTests.row)

    init() throws {
        set = try SetEngine()
        streams = StreamEngine(set.shared, StreamSettings())
        late = StreamReturn(channel, counters: set.shared.transports)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 161)).wait()
        set.shared.policy = Self.policy(writeView: "all")
    }

    private static func policy(
        writeView: String, kind: CertificateMapping.Kind = .specified, groups: [SNMPGroup] = [],
        usesPrefix: Bool = false
    ) -> AccessPolicy {
        let row = CertificateMapping(number: 1, fingerprint: [], kind: kind, name: "op", writeView: writeView)
        let place = MIBView(name: "place", families: [MIBView.Family(SetEngine.system + [6])])
        return AccessPolicy(
            views: [place], communities: [], users: [], groups: groups,
            certificates: .init(rows: [row], usesPrefix: usesPrefix))
    }

    /// Sends a SET as the session, and has it carried out if it is accepted. Returns the answer.
    private func send(
        _ bindings: [Binding], id: Int = 77, flags: UInt8 = 7, as session: TransportSession? = nil
    ) async throws -> TransportReply? {
        let octets = TransportSecurityTests.message(SetEngine.pdu(bindings, id: id), flags: flags)
        var buffer = ByteBuffer(bytes: octets)
        let reply = streams.answer(
            &buffer, count: octets.count, from: set.source, session ?? self.session, late: late, ByteBufferAllocator())
        if let reply { return TransportReply(Array(reply.readableBytesView)) }
        guard set.shared.writes.isWaiting, let pending = await set.shared.writes.next() else { return nil }
        await set.worker.carryOut(pending)
        channel.embeddedEventLoop.run()
        guard let buffer = try channel.readOutbound(as: ByteBuffer.self) else { return nil }
        return TransportReply(Array(buffer.readableBytesView))
    }

    @Test func `what is set is carried out as who the certificate says, and answered over the connection`() async throws
    {
        let reply = try #require(
            try await send([(SetEngine.contact, text("Erika")), (SetEngine.acknowledged, BER.integer(1))]))
        #expect(reply.model == 4 && reply.flags == 3 && reply.parameters.isEmpty)
        #expect(reply.engineID == TestManager.engineID)
        #expect(reply.tag == PDUType.response.rawValue && reply.pdu.status == 0 && reply.pdu.id == 77)
        #expect(reply.pdu.cells.map(\.name) == [SetEngine.contact, SetEngine.acknowledged])
        let applied = try #require(set.writer.applied.first)
        #expect(applied.changes == [.contact("Erika"), .acknowledged(alarm: 7, true)])
        #expect(applied.origin == WriteOrigin(user: "op", address: set.source.address, isOverTLS: true))
        #expect("\(applied.origin)" == "SNMP user op over TLS from 10.1.2.3")
        #expect(set.count(.inSetRequests) == 1 && set.count(.inTotalSetVars) == 2 && set.count(.outPkts) == 1)
    }

    @Test func `without a write view, or outside of it, nothing is set`() async throws {
        set.shared.policy = Self.policy(writeView: "none")
        let refused = try #require(try await send([(SetEngine.contact, text("a"))]))
        #expect(refused.pdu.status == Int(ErrorStatus.noAccess.rawValue) && refused.pdu.index == 1)
        set.shared.policy = Self.policy(writeView: "place")
        let outside = try #require(
            try await send([(SetEngine.location, text("a")), (SetEngine.contact, text("a"))], id: 78))
        #expect(outside.pdu.status == Int(ErrorStatus.noAccess.rawValue) && outside.pdu.index == 2)
        #expect(set.writer.applied.isEmpty)
        #expect(try await send([(SetEngine.location, text("a"))], id: 79)?.pdu.status == 0)
    }

    @Test(arguments: [4, 5] as [UInt8])
    func `below authPriv nothing is set`(flags: UInt8) async throws {
        let reply = try #require(try await send([(SetEngine.contact, text("a"))], flags: flags))
        #expect(reply.pdu.status == Int(ErrorStatus.authorizationError.rawValue))
        #expect(set.writer.applied.isEmpty)
    }

    @Test func `a group that has the name decides, whatever the row says`() async throws {
        let groups = [
            SNMPGroup(name: "staff", certified: ["op"], level: .authNoPriv, view: "all", writeView: "none"),
            SNMPGroup(name: "staff", level: .authPriv, view: "all", writeView: "place"),
        ]
        for kind in [CertificateMapping.Kind.specified, .commonName] {
            set.shared.policy = Self.policy(writeView: "all", kind: kind, groups: groups)
            let refused = try #require(try await send([(SetEngine.contact, text("a"))]))
            #expect(refused.pdu.status == Int(ErrorStatus.noAccess.rawValue), "\(kind)")
        }
        #expect(try await send([(SetEngine.location, text("a"))], id: 78)?.pdu.status == 0)
        // With the prefix, the name is another one than that of a user.
        set.shared.policy = Self.policy(writeView: "none", groups: groups, usesPrefix: true)
        let prefixed = TransportSession(securityName: "tls:op", row: TransportSecurityTests.row)
        #expect(try await send([(SetEngine.location, text("b"))], id: 79, as: prefixed)?.pdu.status == 0)
        #expect(set.writer.applied.last?.origin.user == "tls:op")
    }

    @Test func `the same message is meant anew, for TLS takes nothing twice`() async throws {
        for value in ["a", "b", "a"] {
            #expect(try await send([(SetEngine.contact, text(value))])?.pdu.status == 0)
        }
        #expect(set.writer.applied.map(\.changes) == [[.contact("a")], [.contact("b")], [.contact("a")]])
        #expect(set.count(.setsRepeated) == 0)
    }

    @Test func `what the writer finds comes back, also for a list longer than a datagram`() async throws {
        let long = String(repeating: "x", count: 250)
        let bindings = [Binding](repeating: (SetEngine.contact, text(long)), count: 100)
        let done = try #require(try await send(bindings))
        #expect(done.pdu.status == 0 && done.pdu.cells.count == 100)
        #expect(set.writer.applied.map(\.changes) == [[.contact(long)]])
        set.writer.fail(WriteFailure(.undoFailed, index: 0))
        let failed = try #require(try await send(bindings, id: 78))
        #expect(failed.pdu.status == Int(ErrorStatus.undoFailed.rawValue) && failed.pdu.index == 0)
        #expect(failed.pdu.cells.count == 100)
    }

    @Test func `a connection that ended while its SET was carried out gets nothing, which is counted`() async throws {
        let octets = TransportSecurityTests.message(SetEngine.pdu([(SetEngine.contact, text("a"))]))
        var buffer = ByteBuffer(bytes: octets)
        #expect(
            streams.answer(
                &buffer, count: octets.count, from: set.source, session, late: late, ByteBufferAllocator()) == nil)
        try await channel.close()
        let pending = try #require(await set.shared.writes.next())
        await set.worker.carryOut(pending)
        channel.embeddedEventLoop.run()
        #expect(set.writer.applied.count == 1)
        #expect(set.shared.transports.value(.streamRepliesLost) == 1)
    }
}
