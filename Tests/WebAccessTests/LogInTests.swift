import NetworkValues
import Settings
import Testing

@testable import WebAccess

struct LogInTests {
    private let anna = Desk.line(1, "anna", .systemAdministrator, "a good password")

    @Test func `at first start the default account can do nothing but change its password`() async throws {
        let desk = try Desk()
        #expect(desk.access.status.hasDefaultPassword)
        let welcome = try await desk.welcome("admin", "changeme")
        #expect(welcome.principal.mustChangePassword)
        #expect(Right.allCases.allSatisfy { !welcome.principal.may($0) })
        let mine = welcome.principal
        #expect(await refusal { try desk.access.accounts(for: mine) }?.message == "The password must be changed first.")
        let draft = AccountEdit(name: "eva", role: .auditor, password: Secret("a good password"))
        #expect(await refusal { try await desk.access.creating(draft, by: mine) }?.code == .notAllowed)

        for (old, new, code) in [
            ("changeme", "changeme", AccessError.Code.invalidValue), ("changeme", "short", .invalidValue),
            ("wrong one", "a good password", .wrongPassword), ("changeme", "a good password", .blocked),
        ] {
            #expect(
                await refusal {
                    try await desk.access.changingOwnPassword(old: Secret(old), new: Secret(new), by: mine)
                }?.code == code)
        }
        desk.pass(seconds: 5)
        let change = try await desk.access.changingOwnPassword(
            old: Secret("changeme"), new: Secret("a good password"), name: "chief", by: mine)
        #expect(change.description == "the password of admin was changed by its user")
        try desk.apply(change)
        let text = desk.document.rendering(masked: false)
        #expect(
            text.hasPrefix(
                "config change HTTP0-USER1 /name chief /role system-administrator /password scrypt$16384$8$1$"))
        #expect(!text.contains("digest") && !text.contains("change-password") && !text.contains("a good password"))

        let active = try #require(desk.access.session(token: welcome.token.revealed, from: Desk.office))
        #expect(active.principal.name == "chief" && active.principal.may(.settings))
        #expect(!desk.access.status.hasDefaultPassword)
        #expect(await desk.word("admin", "changeme") == "refused 5")
        #expect(await desk.word("chief", "a good password") == "welcome")
    }

    @Test func `the default account changes its password only where nothing was changed meanwhile`() async throws {
        let desk = try Desk()
        let one = try await desk.welcome("admin", "changeme").principal
        let two = try await desk.welcome("admin", "changeme").principal
        let first = try await desk.access.changingOwnPassword(
            old: Secret("changeme"), new: Secret("the first one"), by: one)
        let second = try await desk.access.changingOwnPassword(
            old: Secret("changeme"), new: Secret("the second one"), by: two)
        try desk.apply(first)
        #expect(throws: SettingsError.self) { try desk.apply(second) }
        #expect(await desk.word("admin", "the first one") == "welcome")
        #expect(desk.access.status.sessions == 2)
    }

    @Test func `the welcome tells of the last log-in, failed attempts and sessions`() async throws {
        let desk = try Desk([anna])
        let first = try await desk.welcome("anna", "a good password")
        #expect(first.lastLogIn == nil && first.failedAttempts == 0 && first.sessions.count == 1)
        let time = desk.now
        desk.pass(seconds: 100)
        #expect(await desk.word("anna", "guess", from: Desk.elsewhere) == "refused 5")
        // While blocked, nothing counts, not even the right password.
        #expect(await desk.word("anna", "a good password", from: Desk.elsewhere) == "blocked 5")
        desk.pass(seconds: 5)
        #expect(await desk.word("anna", "guess", from: Desk.elsewhere) == "refused 10")
        let second = try await desk.welcome("anna", "a good password")
        #expect(second.lastLogIn?.time == time && second.lastLogIn?.source == Desk.office)
        #expect(second.failedAttempts == 2 && second.sessions.count == 2)
        #expect(try await desk.welcome("anna", "a good password").failedAttempts == 0)
        let counters = desk.access.status.counters
        #expect(counters.logIns == 3 && counters.failures == 2 && counters.blockedAttempts == 1)
        #expect(counters.lockOuts == 2 && desk.access.status.blocked == 1)
    }

    @Test func `an unknown name is told and blocked like a known one, and is not logged`() async throws {
        let desk = try Desk([anna])
        #expect(await desk.word("my secret password", "x") == "refused 5")
        #expect(await desk.word("my secret password", "x") == "blocked 5")
        #expect(await desk.word("anna", "x") == "refused 5")
        #expect(await desk.word("anna", "x") == "blocked 5")
        let events = desk.events
        #expect(events.map(\.name) == ["", "", "anna", "anna"])
        #expect(events.map(\.kind).suffix(2) == [.refused("wrong name or password"), .lockedOut(seconds: 5)])
        #expect(!"\(events)".contains("secret"))
    }

    @Test func `of a hundred attempts at once one is judged`() async throws {
        let desk = try Desk([anna])
        let words = await withTaskGroup(of: String.self) { group in
            for number in 0..<10 { group.addTask { await desk.word("anna", "guess \(number)") } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(words.count { $0.hasPrefix("refused") } == 1)
        #expect(words.count { $0.hasPrefix("blocked") } == 9)
    }

    @Test func `an attack from everywhere does not keep the owner out where they are known`() async throws {
        let desk = try Desk([anna])
        _ = try await desk.welcome("anna", "a good password")
        for number in 0..<200 {
            _ = await desk.word("anna", "guess", from: .v4(0x0a00_0000 + UInt32(number)))
        }
        #expect(await desk.word("anna", "a good password", from: Desk.elsewhere).hasPrefix("blocked"))
        #expect(await desk.word("anna", "a good password") == "welcome")
        try desk.access.unlock(name: "anna", by: Principal(localUser: "root"))
        #expect(await desk.word("anna", "a good password", from: Desk.elsewhere) == "welcome")
    }

    @Test func `blocks, last log-ins and known sources survive a restart`() async throws {
        let folder = "/tmp/access-\(UInt64.random(in: 0 ... .max))"
        let path = folder + "/access"
        let lost = try Desk([anna], memory: path)
        _ = await lost.word("anna", "guess")
        await lost.access.flush()
        #expect(lost.access.status.memoryFailure == "No such file or directory")

        let kept = try Folder(folder)
        defer { kept.remove() }
        let desk = try Desk([anna], memory: path)
        _ = try await desk.welcome("anna", "a good password", from: Desk.elsewhere)
        for _ in 0..<3 {
            desk.pass(seconds: 100)
            _ = await desk.word("anna", "guess")
        }
        await desk.access.flush()
        #expect(desk.access.status.memoryFailure == nil && kept.mode(of: "access") == 0o600)

        let again = try Desk([anna], memory: path, at: desk.now.adding(seconds: 1))
        #expect(await again.word("anna", "a good password") == "blocked 19")
        let welcome = try await again.welcome("anna", "a good password", from: Desk.elsewhere)
        #expect(welcome.failedAttempts == 3 && welcome.lastLogIn?.source == Desk.elsewhere)
    }

    @Test func `a disabled account is refused as if the password were wrong`() async throws {
        let desk = try Desk([anna, Desk.line(2, "bert", .auditor, "another password", "/disable")])
        #expect(await desk.word("bert", "another password") == "refused 5")
        #expect(desk.events.first?.kind == .refused("the account is disabled"))
    }

    @Test func `an address outside of the allowed networks is turned away`() async throws {
        let desk = try Desk([anna, "config change HTTP0-ACCESS /networks 192.0.2.0/24,2001:db8::/32"])
        #expect(await desk.word("anna", "a good password", from: Desk.elsewhere) == "network")
        #expect(await desk.word("anna", "a good password") == "welcome")
        #expect(desk.access.admits(try #require(IPAddress("2001:db8::1"))))
        #expect(desk.access.admits(try #require(IPAddress("::ffff:192.0.2.1"))))
        #expect(!desk.access.admits(try #require(IPAddress("2001:db9::1"))))
        for _ in 0..<50 { #expect(!desk.access.admits(Desk.elsewhere)) }
        #expect(desk.access.status.counters.networkRefusals == 52)
        #expect(desk.events.count { $0.kind == .networkRefused } == 2)
    }

    @Test func `a certificate fills in the name, and is needed when it is required`() async throws {
        let lines = [
            anna, Desk.line(2, "bert@site.example", .auditor, "another password"),
            Desk.line(3, "carl", .auditor, "a third password", "/certificate-names C.Long@site.example,carl@REALM"),
        ]
        let desk = try Desk(lines)
        for (names, account) in [
            (["Bert@Site.example"], "bert@site.example"), (["c.long@SITE.example"], "carl"), (["carl@realm"], "carl"),
            (["anna"], "anna"), (["nobody@site.example", "carl@realm"], "carl"),
        ] {
            #expect(desk.access.accountName(ofCertificate: names) == account)
        }
        for names in [[], ["anna@site.example"], ["carl@other.example"], [""], ["anna@"]] {
            #expect(desk.access.accountName(ofCertificate: names) == nil)
        }
        _ = try await desk.welcome("anna", "a good password")
        let required =
            "config change HTTP0-ACCESS /mutual-tls /require-certificate /certificate-domains Site.Example"
        try desk.apply(lines + [required])
        #expect(desk.events.last?.kind == .ended(.certificateRequired))
        #expect(desk.access.accountName(ofCertificate: ["Anna@site.EXAMPLE"]) == "anna")
        #expect(desk.access.accountName(ofCertificate: ["anna@evil.example"]) == nil)
        #expect(await desk.word("anna", "a good password") == "certificate")
        #expect(await desk.word("anna", "a good password", certificate: ["carl@realm"]) == "certificate")
        #expect(await desk.word("anna", "wrong", certificate: ["anna@site.example"]) == "refused 5")
        // Without a certificate nobody learns whether the password is right, and nothing is blocked.
        #expect(await desk.word("carl", "wrong") == "certificate")
        #expect(await desk.word("carl", "a third password", certificate: ["carl@realm"]) == "welcome")
        try desk.apply(lines + [required])
        #expect(desk.access.status.sessions == 1)
    }

    @Test func `the time of a wrong name is that of a wrong password`() async throws {
        // Not by the clock: both derive one key at the same cost.
        let desk = try Desk([anna])
        let cost = desk.access.withState { $0.configuration.accounts.first?.password.cost }
        #expect(cost == PasswordHash.Cost(n: 16, r: 1, p: 1))
        #expect(await desk.word("nobody", "") == "refused 5")
    }
}
