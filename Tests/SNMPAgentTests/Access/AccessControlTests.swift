import Logging
import NetworkValues
import SNMPProtocol
import Settings
import Snapshot
import Testing

@testable import SNMPAgent

/// Groups and what VACM-MIB shows of them: the same rows decide (RFC 3415 3.2).
@Suite struct AccessControlTests {
    private let place = MIBView(name: "place", families: [MIBView.Family([1, 3, 6, 1, 2, 1, 1, 6])])

    private func policy(_ groups: [SNMPGroup], _ manager: TestManager) -> AccessPolicy {
        AccessPolicy(
            views: [place],
            communities: [
                SNMPCommunity(name: "public".utf8, view: "restricted"),
                SNMPCommunity(name: "other".utf8, securityName: "second"),
            ], users: [manager.keys], groups: groups)
    }

    @Test func `who is in no group has one of its own`() {
        let manager = TestManager(.sha256, .aes128, writeView: "place")
        let listing = policy([], manager).listing
        #expect(
            listing.members == [
                .init(model: .user, securityName: "user", group: "user"),
                .init(model: .v1, securityName: "community", group: "community"),
                .init(model: .v2c, securityName: "community", group: "community"),
                .init(model: .v1, securityName: "second", group: "second"),
                .init(model: .v2c, securityName: "second", group: "second"),
            ])
        #expect(
            listing.rows.first
                == .init(
                    group: "user", model: .user, level: .authPriv, view: "all", writeView: "place", notifyView: "all"))
        #expect(listing.rows.dropFirst().map(\.view) == ["restricted", "restricted", "all", "all"])
        #expect(listing.rows.dropFirst().allSatisfy { $0.writeView == "none" && $0.level == .noAuthNoPriv })
    }

    @Test func `a group's row with the best level that a message reaches decides`() throws {
        let manager = TestManager(.sha256, .aes128)
        let groups = [
            SNMPGroup(name: "staff", users: ["user"], level: .authNoPriv, view: "place"),
            SNMPGroup(name: "staff", level: .authPriv, view: "all", writeView: "place"),
        ]
        let user = try #require(policy(groups, manager).users.first)
        #expect(user.access(at: .noAuthNoPriv) == nil)
        let plain = try #require(user.access(at: .authNoPriv))
        let location: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 6, 0]
        let contact: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 4, 0]
        #expect(plain.read.contains(location, count: 9) && !plain.read.contains(contact, count: 9))
        #expect(!plain.write.contains(location, count: 9))
        let best = try #require(user.access(at: .authPriv))
        #expect(best.read.contains(contact, count: 9))
        #expect(best.write.contains(location, count: 9) && !best.write.contains(contact, count: 9))
    }

    @Test func `a group gives communities no write view and only its lowest level`() throws {
        let manager = TestManager(.sha256)
        let open = SNMPGroup(
            name: "all", users: ["user"], communities: ["second"], level: .noAuthNoPriv, view: "place",
            writeView: "all")
        let listing = policy([open], manager).listing
        #expect(listing.rows(of: "second", .v2c).map(\.writeView) == ["none"])
        #expect(listing.rows(of: "second", .v1).map(\.view) == ["place"])
        let closed = SNMPGroup(name: "all", communities: ["second"], level: .authNoPriv)
        let second = try #require(policy([closed], manager).communities.last)
        #expect(!second.view.contains([1, 3, 6, 1, 2, 1, 1, 1, 0], count: 9))
    }

    @Test func `who comes over TLS is listed by the names that rows give and groups name`() throws {
        let rows = [
            CertificateMapping(number: 1, fingerprint: [1], kind: .specified, name: "op", writeView: "place"),
            CertificateMapping(number: 2, fingerprint: [2], kind: .dns, view: "restricted"),
            CertificateMapping(number: 3, fingerprint: [3], kind: .specified, name: "ann"),
        ]
        let groups = [SNMPGroup(name: "staff", certified: ["ann", "nms.example.org"], level: .authPriv)]
        let policy = AccessPolicy(
            views: [place], communities: [], users: [], groups: groups,
            certificates: .init(rows: rows, usesPrefix: true))
        #expect(
            policy.listing.members == [
                .init(model: .transport, securityName: "tls:ann", group: "staff"),
                .init(model: .transport, securityName: "tls:nms.example.org", group: "staff"),
                .init(model: .transport, securityName: "tls:op", group: "tls:op"),
            ])
        #expect(policy.listing.rows.map(\.writeView) == ["none", "place"])
        let image = try image(policy)
        let name = [UInt32(6)] + "tls:op".utf8.map(UInt32.init)
        let vacm: [UInt32] = [1, 3, 6, 1, 6, 3, 16, 1]
        #expect(image.get(vacm + [2, 1, 3, 4] + name)?.content == Array("tls:op".utf8))
        #expect(image.get(vacm + [4, 1, 6] + name + [0, 4, 3])?.content == Array("place".utf8))
        let contact: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 4, 0]
        let unlisted = try #require(policy.access(of: TransportSession(securityName: "tls:other", row: rows[1].key)))
        #expect(unlisted.read.contains(contact, count: 9) && !unlisted.write.contains(contact, count: 9))
        #expect(
            policy.access(of: TransportSession(securityName: "tls:other", row: .init(number: 2, fingerprint: [9])))
                == nil)
    }

    private func image(_ policy: AccessPolicy) throws -> MIBImage {
        let start = Timestamp(milliseconds: 0)
        let source = TableSource(
            snapshot: .init(time: start, agent: .init(version: "1", startedAt: start)), policy: policy)
        let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 5, 1]
        let groups: [any MIBGroup<TableSource>] = [
            AccessControlGroup(), UserTableGroup(engineID: engineID), CommunityTableGroup(engineID: engineID),
        ]
        return try MIBImage.make(groups, from: source)
    }

    @Test func `the tables show what holds`() throws {
        let manager = TestManager(.sha256, .aes128, writeView: "place")
        let image = try image(policy([], manager))
        let vacm: [UInt32] = [1, 3, 6, 1, 6, 3, 16, 1]
        let user = [UInt32(4)] + "user".utf8.map(UInt32.init)
        #expect(image.get(vacm + [1, 1, 1, 0])?.content == [])
        #expect(image.get(vacm + [2, 1, 3, 3] + user)?.content == Array("user".utf8))
        #expect(image.get(vacm + [4, 1, 6] + user + [0, 3, 3])?.content == Array("place".utf8))
        #expect(image.get(vacm + [4, 1, 4] + user + [0, 3, 3])?.content == [1])
        #expect(image.get(vacm + [5, 1, 0])?.content == [0])
        let name = [UInt32(5)] + "place".utf8.map(UInt32.init)
        #expect(image.get(vacm + [5, 2, 1, 4] + name + [8, 1, 3, 6, 1, 2, 1, 1, 6])?.content == [1])
        let none = [UInt32(4)] + "none".utf8.map(UInt32.init)
        #expect(image.get(vacm + [5, 2, 1, 4] + none + [1, 1])?.content == [2])
    }

    @Test func `no key and no community is shown`() throws {
        let manager = TestManager(.sha256, .aes128)
        let image = try image(policy([], manager))
        var name: [UInt32] = [1, 3, 6, 1, 6, 3]
        var count = 0
        let secrets = [Array("public".utf8), Array("other".utf8), manager.keys.cipher?.key ?? []]
        while let cell = image.next(after: name) {
            name = cell.name
            count += 1
            #expect(!secrets.contains(cell.content))
            #expect(!cell.name.map(UInt8.init(truncatingIfNeeded:)).contains(Array("public".utf8)))
        }
        #expect(count > 60)
        let users: [UInt32] = [1, 3, 6, 1, 6, 3, 15, 1, 2, 2, 1]
        let index: [UInt32] = [6, 0x80, 0, 0x1f, 0x88, 5, 1, 4] + "user".utf8.map(UInt32.init)
        #expect(image.get(users + [5] + index)?.content == [0x2b, 6, 1, 6, 3, 10, 1, 1, 5])
        #expect(image.get(users + [8] + index)?.content == [0x2b, 6, 1, 6, 3, 10, 1, 2, 4])
        #expect(image.get(users + [6] + index)?.content == [])
        let communities: [UInt32] = [1, 3, 6, 1, 6, 3, 18, 1, 1, 1]
        #expect(image.get(communities + [3] + "second".utf8.map(UInt32.init))?.content == Array("second".utf8))
    }

    @Test func `communities that share a security name keep their own views`() {
        let policy = AccessPolicy(
            views: [place],
            communities: [
                SNMPCommunity(name: "a".utf8, view: "place"), SNMPCommunity(name: "b".utf8, view: "all"),
                SNMPCommunity(name: "c".utf8, view: "missing"),
            ], users: [])
        #expect(policy.communities.map(\.securityName) == ["community", "community-2", "community-3"])
        let contact: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 4, 0]
        #expect(policy.communities.map { $0.view.contains(contact, count: 9) } == [false, true, false])
    }

    @Test func `the mask of a family is written as bits`() throws {
        let family = try #require(MIBView.Family("1.3.6.1.2.1.2.2.1.*.7"))
        #expect(family.maskOctets == [0xff, 0xbf])
        #expect(MIBView.Family([1, 3]).maskOctets == [])
    }

    @Test func `the restricted view has everything but who may do what`() {
        let view = CompiledView(.restricted)
        let hiding: [[UInt32]] = [
            [1, 3, 6, 1, 6, 3, 16, 1, 2, 1, 3], [1, 3, 6, 1, 6, 3, 18, 1], [1, 3, 6, 1, 6, 3, 15, 1, 2, 2],
        ]
        for hidden in hiding {
            #expect(!view.contains(hidden, count: hidden.count))
        }
        for shown: [UInt32] in [[1, 3, 6, 1, 2, 1, 1, 1, 0], [1, 3, 6, 1, 6, 3, 15, 1, 1, 1, 0], [1, 0, 8802, 1]] {
            #expect(view.contains(shown, count: shown.count))
        }
    }
}

/// Groups in the settings.
@Suite struct GroupSettingsTests {
    private static let users =
        "config change SNMP0-USER1 /name ann /auth-password passwords\n"
        + "config change SNMP0-USER2 /name bob /auth-password passwords /view none\n"
        + "config change SNMP0-COMMUNITY1 /community secret-one /name ward\n"

    private static let digest = String(repeating: "a1", count: 32)

    private func read(_ lines: String) throws -> SNMPConfiguration {
        let schema = SettingsSchema(SNMPConfiguration.modules)
        let (document, _) = SettingsDocument.parse(Self.users + lines, schema: schema)
        return try SNMPConfiguration(document)
    }

    @Test func `groups name users and communities`() throws {
        let configuration = try read(
            """
            config change SNMP0-GROUP1 /name staff /users ann /level authNoPriv /write-view all
            config change SNMP0-GROUP2 /name open /communities ward /level noAuthNoPriv
            """)
        #expect(configuration.groups.map(\.name) == ["staff", "open"])
        #expect(configuration.communities.map(\.securityName) == ["ward"])
        let certificates = try read(
            """
            config change SNMP0-TLS-CERT1 /fingerprint \(Self.digest) /name op /write-view all
            config change SNMP0-TLS-CERT2 /fingerprint \(Self.digest) /map san-dns
            config change SNMP0-GROUP1 /name staff /certified nms.example.org /level authNoPriv /write-view all
            """)
        #expect(certificates.certificates.map(\.writeView) == ["all", "none"])
        #expect(!certificates.hasSameAccess(as: configuration))
        let listing = certificates.policy(engineID: [0x80, 0, 0x1f, 0x88, 5, 1]).listing
        #expect(listing.rows(of: "nms.example.org", .transport).map(\.writeView) == ["all"])
        #expect(listing.rows(of: "op", .transport).map(\.level) == [.authPriv])
        let policy = configuration.policy(engineID: [0x80, 0, 0x1f, 0x88, 5, 1])
        #expect(policy.listing.rows(of: "ann", .user).map(\.writeView) == ["all"])
        #expect(policy.listing.rows(of: "ward", .v2c).map(\.view) == ["all"])
    }

    @Test(arguments: [
        "config change SNMP0-GROUP1 /name staff /users nobody",
        "config change SNMP0-GROUP1 /name staff /communities nothing /level noAuthNoPriv",
        "config change SNMP0-GROUP1 /name staff /users ann /view missing",
        "config change SNMP0-GROUP1 /name staff /users ann /level authPriv",
        "config change SNMP0-GROUP1 /name staff /communities ward /level authNoPriv",
        "config change SNMP0-GROUP1 /name staff /users bob /level authNoPriv",
        "config change SNMP0-GROUP1 /name staff /users ann /level noAuthNoPriv /write-view all",
        "config change SNMP0-GROUP1 /name ann /users ann /level authNoPriv\n"
            + "config change SNMP0-GROUP2 /name other /users ann /level authNoPriv",
        "config change SNMP0-GROUP1 /name bob /users ann /level authNoPriv",
        "config change SNMP0-TLS-CERT1 /fingerprint \(digest) /name op /write-view missing",
        "config change SNMP0-TLS-CERT1 /fingerprint \(digest) /name op /write-view all\n"
            + "config change SNMP0-TLS-CERT2 /fingerprint \(digest) /name op",
        "config change SNMP0-TLS-CERT1 /fingerprint \(digest) /name op /view all\n"
            + "config change SNMP0-GROUP1 /name staff /certified op",
        "config change SNMP0-TLS-CERT1 /fingerprint \(digest) /name staff\n"
            + "config change SNMP0-GROUP1 /name staff /certified op",
        "config change SNMP0-GROUP1 /name staff /certified \(digest)",
        "config change SNMP0-FILTER1 /name all /include 1.3",
        "config change SNMP0-USER3 /name carl /write-view all",
        "config change SNMP0-USER3 /name carl /auth-password passwords /write-view missing",
        "config change SNMP0-VIEW1 /name restricted /include 1.3",
        "config change SNMP0-COMMUNITY2 /community secret-two /name ward",
    ])
    func `what does not fit together is refused`(lines: String) {
        #expect(throws: SettingsError.self) { try read(lines) }
    }
}
