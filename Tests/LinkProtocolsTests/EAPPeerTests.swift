import LinkProtocols
import Testing

/// The EAP peer: packets in, packets out.
struct EAPPeerTests {
    static func peer(hasCertificate: Bool = false, allowsMD5: Bool = true, fragmentSize: Int = 1398) throws -> EAPPeer {
        let credentials = try #require(
            EAPCredentials(user: "md5user", password: "secret", hasCertificate: hasCertificate, allowsMD5: allowsMD5))
        return EAPPeer(credentials: credentials, fragmentSize: fragmentSize, md5: MD5.digest)
    }

    @Test func `the tests' own MD5 is MD5`() {
        #expect(MD5.digest([]) == hex("d41d8cd98f00b204e9800998ecf8427e"))
        #expect(MD5.digest(Array("abc".utf8)) == hex("900150983cd24fb0d6963f7d28e17f72"))
        #expect(MD5.digest(Array(repeating: 0x61, count: 64)) == hex("014842d480b571495a4a0363793f7367"))
    }

    @Test func `the recorded exchange is reproduced, octet by octet`() throws {
        let bodies = try Recording.packets("eap-md5.pcap").map { Array($0[18...]) }
        var peer = try Self.peer()
        #expect(peer.receive(bodies[1]) == [.respond(bodies[2])])
        #expect(peer.receive(bodies[3]) == [.respond(bodies[4])])
        #expect(bodies[4].suffix(16).elementsEqual(hex("51630047a0d529130949cab2ddcab31f")))
        #expect(peer.method == .md5Challenge)
        #expect(peer.receive(bodies[5]) == [.succeeded(.md5Challenge)])
    }

    @Test func `a request that comes again gets the same response again`() throws {
        var peer = try Self.peer()
        let identity = hex("01 05 0005 01")
        let first = peer.receive(identity)
        #expect(peer.receive(identity) == first && peer.rounds == 1)
    }

    @Test func `a notification is answered and shown`() throws {
        var peer = try Self.peer()
        #expect(
            peer.receive(hex("01 07 0008 02 686f21")) == [
                .notification("ho!"), .respond(hex("02 07 0005 02")),
            ])
    }

    @Test func `a method that it cannot do is refused with those that it can`() throws {
        var peer = try Self.peer(hasCertificate: true)
        #expect(peer.receive(hex("01 07 0006 19 20")) == [.respond(hex("02 07 0007 03 0d 04"))])
        var plain = try Self.peer()
        #expect(plain.receive(hex("01 07 0006 0d 20")) == [.respond(hex("02 07 0006 03 04"))])
        #expect(plain.receive(hex("04 07 0004")) == [.failed(.noCommonMethod(wanted: .tls))])
        var neither = try Self.peer(allowsMD5: false)
        #expect(neither.receive(hex("01 08 0006 04 00")) == [.respond(hex("02 08 0006 03 00"))])
    }

    @Test func `a success that nothing proves is passed over`() throws {
        var peer = try Self.peer()
        #expect(peer.receive(hex("03 01 0004")) == [.discarded(.unexpectedIdentifier(expected: nil, found: 1))])
        _ = peer.receive(hex("01 05 0005 01"))
        #expect(peer.receive(hex("03 05 0004")) == [.discarded(.prematureSuccess)])
    }

    @Test func `success and failure count only for the last response`() throws {
        var peer = try Self.peer()
        _ = peer.receive(hex("01 05 0005 01"))
        _ = peer.receive(hex("01 06 0016 04 10 d62a398a37acb98af651888316eb05ec"))
        #expect(peer.receive(hex("03 09 0004")) == [.discarded(.unexpectedIdentifier(expected: 6, found: 9))])
        #expect(peer.receive(hex("04 05 0004")) == [.discarded(.unexpectedIdentifier(expected: 6, found: 5))])
        #expect(peer.receive(hex("04 06 0004")) == [.failed(.refused(.md5Challenge))])
        #expect(peer.method == nil && peer.rounds == 0)
    }

    @Test func `a second method in a conversation is passed over, a second identity begins anew`() throws {
        var peer = try Self.peer(hasCertificate: true)
        _ = peer.receive(hex("01 05 0006 0d 20"))
        #expect(peer.method == .tls)
        #expect(
            peer.receive(hex("01 06 0007 04 01 aa")) == [
                .discarded(.unexpectedMethod(expected: .tls, found: .md5Challenge))
            ])
        #expect(peer.receive(hex("01 07 0005 01")).first == .stopTLS)
        #expect(peer.method == nil)
    }

    @Test func `a challenge without its value is passed over`() throws {
        var peer = try Self.peer()
        #expect(peer.receive(hex("01 05 0006 04 00")) == [.discarded(.challengeMissing(needed: 1, found: 0))])
        #expect(peer.receive(hex("01 05 0007 04 10 aa")) == [.discarded(.challengeMissing(needed: 16, found: 1))])
        #expect(peer.receive(hex("01 05 0005 04")) == [.discarded(.challengeMissing(needed: 1, found: 0))])
    }

    @Test func `broken packets are passed over, each for its reason`() throws {
        var peer = try Self.peer()
        #expect(peer.receive(hex("01 05 00")) == [.discarded(.truncated(needed: 4, found: 3))])
        #expect(peer.receive(hex("09 05 0004")) == [.discarded(.unknownCode(9))])
        #expect(peer.receive(hex("01 05 0009 01")) == [.discarded(.lengthOverrun(length: 9, left: 5))])
        #expect(peer.receive(hex("01 05 0004 01")) == [.discarded(.lengthTooShort(needed: 5, length: 4))])
        #expect(peer.receive(hex("02 05 0005 01")) == [.discarded(.response)])
    }

    @Test func `a server that never comes to an end is left`() throws {
        var peer = try Self.peer()
        var last: [EAPAction] = []
        for round in 0...EAPPeer.roundLimit {
            last = peer.receive([1, UInt8(truncatingIfNeeded: round), 0, 5, 2])
        }
        #expect(last == [.failed(.tooManyRounds(limit: EAPPeer.roundLimit))])
    }

    @Test func `the password is not shown`() throws {
        let credentials = try #require(EAPCredentials(user: "u", password: "geheim", hasCertificate: true))
        var text = ""
        dump(credentials, to: &text)
        #expect(!"\(credentials) \(String(reflecting: credentials)) \(text)".contains("geheim"))
        #expect(EAPCredentials(user: "", password: "x", hasCertificate: true) == nil)
    }
}
