import Testing

@testable import TLSKit

/// TLS between octets.
struct TLSEngineTests {
    private func pair(_ change: (inout TLSConfiguration) throws -> Void = { _ in }) async throws -> (
        client: TLSEngine, server: TLSEngine
    ) {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        return (
            try TLSEngine(workshop.client(change), checkedName: "localhost", peer: "server"),
            try TLSEngine(workshop.server(), peer: "client")
        )
    }

    /// Carries records to and fro until neither side has any; what the client read.
    private func carry(_ client: TLSEngine, _ server: TLSEngine, from records: [UInt8]? = nil) -> [UInt8] {
        var plaintext: [UInt8] = []
        var toServer = records ?? client.take([]).records
        while !toServer.isEmpty {
            let answer = client.take(server.take(toServer).records)
            plaintext += answer.plaintext
            toServer = answer.records
        }
        return plaintext
    }

    @Test(arguments: [true, false])
    func `two sides shake hands, speak and end in order`(_ allowsTLS13: Bool) async throws {
        let (client, server) = try await pair { $0.allowsTLS13 = allowsTLS13 }
        #expect(client.send([1]).isEmpty && client.end().isEmpty)
        _ = carry(client, server)
        guard case .active(let session) = client.state, case .active = server.state else {
            Issue.record("\(client.state), \(server.state)")
            return
        }
        #expect(session.version == (allowsTLS13 ? "TLSv1.3" : "TLSv1.2"))
        #expect(session.peerChain.first?.subject == "CN=server")
        let text = [UInt8](repeating: 7, count: 50_000)
        #expect(server.take(client.send(text)).plaintext == text)
        // One octet at a time, too.
        var read: [UInt8] = []
        for octet in server.send([1, 2, 3]) { read += client.take([octet]).plaintext }
        #expect(read == [1, 2, 3])
        _ = server.take(client.end())
        guard case .ended = server.state else {
            Issue.record("\(server.state)")
            return
        }
    }

    @Test func `a name that is not in the certificate ends it, and both sides know why`() async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        let heard = Heard()
        let client = try TLSEngine(workshop.client(heard: heard), checkedName: "other.example", peer: "10.0.0.1")
        let server = try TLSEngine(workshop.server(), peer: "client")
        _ = carry(client, server)
        guard case .failed(let ours) = client.state, case .failed(let theirs) = server.state else {
            Issue.record("\(client.state), \(server.state)")
            return
        }
        #expect(ours.code == .certificateRejected && theirs.message.hasPrefix("client ends TLS with the alert"))
        #expect(heard.rejections.map(\.peer) == ["10.0.0.1"] && heard.alerts.count == 1)
        #expect(client.take([1, 2, 3]).records.isEmpty && client.send([1]).isEmpty)
    }

    @Test func `nonsense is refused with an alert`() async throws {
        let (client, _) = try await pair()
        _ = client.take([])
        let answer = client.take(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        guard case .failed(let error) = client.state else {
            Issue.record("\(client.state)")
            return
        }
        #expect(error.code == .handshake && answer.plaintext.isEmpty)
    }
}
