import LinkProtocols
import NetworkValues
import Testing

/// What is shown to people can be read: it says what was expected, what came, and what helps.
struct DescriptionTests {
    @Test func `errors say what was expected and what came`() {
        let errors: [any Error & CustomStringConvertible] = [
            FrameError.secondTag, FrameError.lengthOverrun(length: 7, left: 3), EAPOLError.frame(.secondTag),
            EAPOLError.notEAPOL, EAPOLError.notForUs, EAPOLError.unknownType(9),
            EAPOLError.truncated(needed: 4, found: 1), EAPOLError.lengthOverrun(length: 9, left: 1),
            EAPError.response, EAPError.unexpectedIdentifier(expected: nil, found: 1), EAPError.prematureSuccess,
            EAPError.unexpectedIdentifier(expected: 2, found: 1), EAPError.failureAfterSuccess,
            EAPError.unexpectedMethod(expected: .tls, found: .md5Challenge), EAPError.flagsMissing,
            EAPError.challengeMissing(needed: 16, found: 1), EAPError.emptyFragment, EAPError.dataWhileSending,
            EAPError.dataWhileWaiting, EAPError.notStarted, EAPError.incomplete(announced: 5, found: 3),
            EAPError.totalLengthChanged(first: 5, now: 6), EAPError.fragmentOverrun(announced: 2, found: 3),
            BPDUError.tooOld(messageAge: 20, maximumAge: 20), BPDUError.notBPDU,
            DHCPError.tooManyOptions(limit: 128), DHCPError.cookie(1),
        ]
        for error in errors { #expect(error.description.hasPrefix("expected")) }
    }

    @Test func `failures say what helps`() {
        let failures: [(EAPFailure, String)] = [
            (.refused(.md5Challenge), "password"), (.refused(.tls), "EAP-TLS"), (.refused(nil), "user"),
            (.noCommonMethod(wanted: EAPType(rawValue: 25)), "type 25"), (.tls("expired"), "expired"),
            (.wrongCommitment(octets: 2), "2"), (.tooManyRounds(limit: 200), "200"),
        ]
        for (failure, word) in failures {
            #expect(failure.description.contains(word))
            #expect(SupplicantReason.failed(failure).description == failure.description)
        }
        let reasons: [SupplicantReason] = [
            .notConfigured, .linkDown, .connecting, .authenticating, .accepted(.tls), .noAuthenticator, .timedOut,
            .loggedOff, .forced,
        ]
        #expect(Set(reasons.map(\.description)).count == reasons.count)
        #expect([EAPType.identity, .notification, .nak].map(\.description) == ["Identity", "Notification", "Nak"])
    }

    @Test func `notes of DHCP name what they are about`() {
        let notes: [(DHCPNote, String)] = [
            (.vlanChange(from: 0, to: 100), "VLAN 100"), (.vlanLoop(staying: 100, refused: 200), "both scopes"),
            (.reservedVLAN(4095), "4095"), (.refused(server: .v4(1), "no room"), "0.0.0.1: no room"),
            (.refused(server: nil, ""), "a server"), (.expired(.v4(1)), "0.0.0.1"),
            (.usingSavedLease(.v4(1)), "saved"), (.selectedServerSilent, "selected"), (.conflict(.v4(1)), "0.0.0.1"),
        ]
        for (note, word) in notes { #expect(note.description.contains(word)) }
        #expect(DHCP6Status(code: 2, text: "full").description == "no addresses: full")
        #expect(DHCP6Status(code: 77).description == "status 77" && DHCP6Status(code: 0).isSuccess)
    }

    @Test func `choices of VLAN and port can be read`() {
        #expect(
            [VLANTagging.untagged, .priority, .vlan(7)].map(\.description) == [
                "untagged", "priority tag", "VLAN 7",
            ])
        #expect(VLANTagging.vlan(7).vlan == 7 && VLANTagging.priority.vlan == 0)
        let reasons = RSTPSelection.Reason.allCases
        #expect(Set(reasons.map(\.description)).count == reasons.count)
        #expect(SpanningTreeTrace.selected(.lan2, .onlyLink).description == "data on LAN2: the only port with a link")
        #expect(LANPort.lan1.other == .lan2 && LANPort.lan2.other == .lan1)
    }

    @Test func `identifiers are shown as what they are`() {
        #expect(ChassisID(subtype: 5, octets: [1, 10, 0, 0, 1]).description == "10.0.0.1")
        #expect(ChassisID(subtype: 5, octets: [9, 10]).description == "090a")
        #expect(ChassisID(subtype: 7, octets: Array("hall 3".utf8)).description == "hall 3")
        #expect(PortID(subtype: 3, octets: [1, 2]).description == "0102")
        #expect(PortID(interfaceName: "ge-0/0/1").description == "ge-0/0/1")
        #expect(ChassisID(subtype: 7, octets: Array(repeating: 1, count: 300)).octets.count == 255)
    }
}
