import NetworkValues
import Testing

@testable import DeviceFeeds

@Suite struct SNMPCredentialsTests {
    private let secret = SNMPCredentials.v3(
        user: "agent", authentication: (.sha256, "hidden-one"), privacy: (.aes128, "hidden-two"))

    @Test func `no secret is ever shown`() {
        let community = SNMPCredentials.v2c(community: "hidden-community")
        var dumped = ""
        dump([secret, community], to: &dumped)
        let target = SNMPTarget(address: .loopback, credentials: secret)
        let shown = [
            "\(secret)", String(reflecting: secret), "\(community)", String(reflecting: community), dumped,
            "\(target)", String(reflecting: target), "\(SNMPTrouble.reported(.wrongDigest, credentials: secret))",
        ]
        for text in shown { #expect(!text.contains("hidden"), "\(text)") }
        #expect("\(secret)" == "SNMPv3 user agent authPriv")
    }

    @Test func `what cannot be used is told in words without a secret`() {
        #expect(secret.defect == nil)
        #expect(SNMPCredentials.v1(community: "").defect == "a community is needed for version 1 and 2c")
        #expect(SNMPCredentials.v3(user: "").defect == "a user is needed for version 3")
        #expect(
            SNMPCredentials.v3(user: "u", authentication: (.md5, "short")).defect
                == "the authentication password needs 8 octets at least")
        #expect(
            SNMPCredentials.v3(user: "u", privacy: (.des, "long enough")).defect
                == "what is encrypted must be authenticated, too")
    }

    @Test func `a community is compared as a whole`() {
        let community = SNMPCredentials.v1(community: "public")
        #expect(community.hasCommunity(Array("public".utf8)))
        for wrong in ["", "publi", "public2", "Public"] { #expect(!community.hasCommunity(Array(wrong.utf8))) }
    }

    @Test func `a target keeps its time-out and retries within bounds`() {
        let target = SNMPTarget(address: .loopback, credentials: secret, timeoutMilliseconds: -5, retries: 900)
        #expect(target.timeoutMilliseconds == 10)
        #expect(target.retries == 10)
    }
}

@Suite struct SNMPDeadlinesTests {
    @Test func `what is due comes out in its order and once`() {
        var deadlines = SNMPDeadlines()
        for key in 0..<200 { deadlines.set(key, at: UInt64((key * 7919) % 200)) }
        #expect(deadlines.next == 0)
        let due = deadlines.due(at: 99)
        #expect(due.map { ($0 * 7919) % 200 } == Array(0...99))
        #expect(deadlines.due(at: 99).isEmpty)
        #expect(deadlines.count == 100)
    }

    @Test func `what was moved or taken out is not due`() {
        var deadlines = SNMPDeadlines()
        deadlines.set(1, at: 10)
        deadlines.set(2, at: 20)
        deadlines.set(1, at: 30)
        deadlines.remove(2)
        #expect(deadlines.due(at: 29).isEmpty)
        #expect(deadlines.due(at: 30) == [1])
        #expect(deadlines.next == nil)
    }

    @Test func `what is moved for ever does not grow`() {
        var deadlines = SNMPDeadlines()
        deadlines.set(0, at: 1_000_000)
        for time in 1...100_000 { deadlines.set(1, at: UInt64(time)) }
        #expect(deadlines.due(at: 99_999).isEmpty)
        #expect(deadlines.due(at: 1_000_000) == [1, 0])
    }
}

@Suite struct SNMPReportTests {
    @Test func `a Report is known by its counter`() {
        let usm: [UInt32] = [1, 3, 6, 1, 6, 3, 15, 1, 1]
        #expect(SNMPReport(usm + [1, 0]) == .unsupportedLevel)
        #expect(SNMPReport(usm + [2, 0]) == .notInTimeWindow)
        #expect(SNMPReport(usm + [3, 0]) == .unknownUser)
        #expect(SNMPReport(usm + [4, 0]) == .unknownEngine)
        #expect(SNMPReport(usm + [5, 0]) == .wrongDigest)
        #expect(SNMPReport(usm + [6, 0]) == .decryption)
        #expect(SNMPReport([1, 3, 6, 1, 6, 3, 12, 1, 5, 0]) == .unknownContext)
        #expect(SNMPReport([1, 3]) == .other([1, 3]))
        #expect(SNMPReport([]) == .other([]))
    }
}
