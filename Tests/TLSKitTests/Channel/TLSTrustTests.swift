import Faults
import NIOCore
import NIOEmbedded
import Testing

@testable import TLSKit

/// Whom the handler accepts, and what it tells of whom it does not.
struct TLSTrustTests {
    private let workshop: CertificateWorkshop

    init() async throws {
        workshop = try CertificateWorkshop()
        try await workshop.makeServer(key: "ec -pkeyopt ec_paramgen_curve:P-256")
    }

    /// What a client makes of a server that shows the certificates in the file `name`; `nil` when it accepts them.
    private func refusal(
        of name: String, serverName: String = "localhost", profile: TLSProfile = .normal, key: String? = nil,
        serverProfile: TLSProfile = .normal, _ change: (inout TLSConfiguration) throws -> Void
    ) throws -> Heard.Rejection? {
        let heard = Heard()
        let identity = try TLSIdentity(
            chain: workshop.certificates(name), key: PrivateKey(workshop.read("\(key ?? name).key")))
        let pair = try TLSPair(
            client: workshop.client(profile: profile, heard: heard, change),
            server: workshop.server(profile: serverProfile) { $0.identity = identity }, serverName: serverName)
        try pair.carry()
        #expect(pair.told.all.contains("client connected") == heard.rejections.isEmpty, "\(name): \(pair.told.all)")
        pair.finish()
        return heard.rejections.first
    }

    @Test func `the whole chain is told of, and which of it is at fault`() async throws {
        // A chain of three of another root: leaf, between, root.
        try await workshop.openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem -days 9 "
                + "-subj /CN=root -addext keyUsage=critical,keyCertSign")
        for (name, issuer, extensions) in [
            ("between", "root", "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n"),
            ("leaf", "between", "subjectAltName=DNS:localhost\n"),
        ] {
            try await workshop.openssl(
                "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(name).key -out \(name).csr "
                    + "-subj /CN=\(name)")
            try workshop.write(extensions, to: "\(name).ext")
            try await workshop.openssl(
                "x509 -req -in \(name).csr -CA \(issuer).pem -CAkey \(issuer).key -CAcreateserial -out \(name).pem "
                    + "-days \(name == "between" ? -1 : 9) -extfile \(name).ext")
        }
        let all = try workshop.read("leaf.pem") + workshop.read("between.pem") + workshop.read("root.pem")
        try workshop.write(all, to: "all.pem")
        let unknown = try #require(try refusal(of: "all", key: "leaf") { _ in })
        #expect(unknown.reason.number == 19 && unknown.reason.fault == .tlsLocalUnknownCa)
        #expect(unknown.chain.map(\.subject) == ["CN=leaf", "CN=between", "CN=root"])
        // A server that sends its own one only: the authority is not known.
        let bare = try #require(try refusal(of: "leaf") { _ in })
        #expect(bare.reason.number == 20 || bare.reason.number == 21)
        #expect(bare.chain.map(\.subject) == ["CN=leaf"])
        // The root is trusted, the one between has expired.
        let heard = Heard()
        let identity = try TLSIdentity(chain: workshop.certificates("all"), key: PrivateKey(workshop.read("leaf.key")))
        let pair = try TLSPair(
            client: workshop.client(heard: heard) { $0.trusted = try workshop.certificates("root") },
            server: workshop.server { $0.identity = identity })
        try pair.carry()
        #expect(heard.rejections.first?.reason.number == 10)
        #expect(
            pair.told.all.contains { $0.hasPrefix("client the certificate") && $0.hasSuffix("expired (CN=between)") })
        pair.finish()
        // A certificate in the list is trusted itself, whoever signed it and whatever else came.
        #expect(try refusal(of: "all", key: "leaf") { $0.trusted = try workshop.certificates("leaf") } == nil)
        #expect(try refusal(of: "leaf") { $0.trusted = try workshop.certificates("leaf") } == nil)
    }

    @Test func `a usage is required of what an authority signed, and it must be the right one`() async throws {
        let curve = "ec -pkeyopt ec_paramgen_curve:P-256"
        for (name, usage) in [("client", "clientAuth"), ("mail", "emailProtection"), ("both", "clientAuth,serverAuth")]
        {
            try await workshop.makeServer(
                name, key: curve, more: ["extendedKeyUsage=\(usage)", "subjectAltName=DNS:localhost"])
        }
        try await workshop.makeServer("none", key: curve, more: ["basicConstraints=CA:FALSE"])
        for (name, isGood) in [("client", false), ("mail", false), ("both", true), ("none", false)] {
            let refused = try refusal(of: name) { $0.requiresKeyUsage = true }
            #expect(refused?.reason.number == (isGood ? nil : 26), "\(name)")
            #expect(try refusal(of: name) { _ in }?.reason.number == (isGood || name == "none" ? nil : 26), "\(name)")
        }
        // In the trust list itself, but signed by an authority: it still needs a usage.
        #expect(
            try refusal(of: "none") {
                $0.requiresKeyUsage = true
                $0.trusted = try workshop.certificates("none")
            }?.reason.number == 26)
        // Signed with its own key it needs none, also if its key is not meant for signing.
        try await workshop.openssl(
            "req -x509 -newkey \(curve) -nodes -keyout own.key -out own.pem -days 9 -subj /CN=own "
                + "-addext subjectAltName=DNS:localhost -addext keyUsage=digitalSignature")
        #expect(
            try refusal(of: "own") {
                $0.requiresKeyUsage = true
                $0.trusted = try workshop.certificates("own")
            } == nil)
        #expect(try refusal(of: "own") { $0.requiresKeyUsage = true }?.reason.number == 18)
    }

    @Test func `the old profiles take certificates with SHA-1, and none that are weaker`() async throws {
        try await workshop.openssl("genrsa -out ca.key 2048")
        try await workshop.openssl("req -x509 -key ca.key -out ca.pem -days 9 -subj /CN=rsa")
        for (name, key, digest) in [
            ("sha1", "rsa:2048", "sha1"), ("md5", "rsa:2048", "md5"), ("small", "rsa:768", "sha256"),
        ] {
            try await workshop.makeSigned(
                name, key: key, digest: digest, extensions: ["subjectAltName=DNS:localhost"])
        }
        #expect(try refusal(of: "sha1") { _ in } == nil)
        #expect(try refusal(of: "sha1", profile: .modern) { _ in }?.reason.number == 68)
        #expect(try refusal(of: "md5") { _ in }?.reason.number == 68)
        #expect(try refusal(of: "small") { _ in }?.reason.number == 66)
    }

    @Test func `a session is resumed for the name that was checked, and not for another`() async throws {
        try workshop.write(workshop.read("server.pem") + workshop.read("ca.pem"), to: "chain.pem")
        let identity = try TLSIdentity(
            chain: workshop.certificates("chain"), key: PrivateKey(workshop.read("server.key")))
        let heard = Heard()
        let client = try workshop.client(heard: heard)
        let server = try workshop.server { $0.identity = identity }
        func session(_ name: String) throws -> TLSSession? {
            let pair = try TLSPair(client: client, server: server, serverName: name, peer: "127.0.0.1:6514")
            try pair.carry()
            pair.client.close(promise: nil)
            try pair.carry()
            pair.finish()
            return pair.told.sessions.first { !$0.peerChain.isEmpty }
        }
        let first = try #require(try session("localhost"))
        #expect(!first.isResumed && first.peerChain.count == 2)
        let second = try #require(try session("localhost"))
        #expect(second.isResumed && second.peerChain == first.peerChain)
        #expect(try session("127.0.0.1")?.isResumed == false)
        #expect(try session("wrong.example") == nil)
        #expect(heard.rejections.first?.reason.number == 62)
    }

    @Test func `a session with which a handshake failed is not offered again`() throws {
        let (client, server) = (try workshop.client(), try workshop.server())
        func session() throws -> TLSSession? {
            let pair = try TLSPair(client: client, server: server)
            try pair.carry()
            pair.client.close(promise: nil)
            try pair.carry()
            pair.finish()
            return pair.told.sessions.first { !$0.peerChain.isEmpty }
        }
        #expect(try session()?.isResumed == false)
        #expect(try session()?.isResumed == true)
        // The server ends the connection when it sees the session, as rsyslog's with OpenSSL does that checks its senders.
        let pair = try TLSPair(client: client, server: server)
        #expect(try !TLSPair.wire(of: pair.client).isEmpty)
        TLSPair.deliver(ByteBuffer(bytes: [21, 3, 3, 0, 2, 2, 80]), to: pair.client)
        #expect(pair.told.all.contains { $0.hasPrefix("client no TLS") }, "\(pair.told.all)")
        pair.finish()
        #expect(try session()?.isResumed == false)
        #expect(try session()?.isResumed == true)
    }

    @Test func `a server of clients that never read sends nothing behind the handshake`() throws {
        for isSilent in [true, false] {
            let server = try workshop.server { $0.hasSilentClients = isSilent }
            let pair = try TLSPair(client: workshop.client(), server: server)
            // Hello there, the server's answer back, and the end of the handshake there again.
            for octets in try TLSPair.wire(of: pair.client) { TLSPair.deliver(octets, to: pair.server) }
            for octets in try TLSPair.wire(of: pair.server) { TLSPair.deliver(octets, to: pair.client) }
            for octets in try TLSPair.wire(of: pair.client) { TLSPair.deliver(octets, to: pair.server) }
            #expect(try TLSPair.wire(of: pair.server).isEmpty == isSilent)
            try pair.carry()
            #expect(pair.told.sessions.count == 2)
            pair.finish()
        }
    }

    @Test func `a peer that is not checked is known all the same`() throws {
        let pair = try TLSPair(
            client: workshop.client {
                $0.verification = .none
                $0.trusted = []
            }, server: workshop.server())
        try pair.carry()
        #expect(pair.told.sessions.contains { $0.peerChain == (try? workshop.certificates("server")) })
        pair.finish()
    }
}
