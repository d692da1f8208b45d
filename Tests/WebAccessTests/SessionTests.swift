import NetworkValues
import Settings
import Testing

@testable import WebAccess

struct SessionTests {
    private let anna = Desk.line(1, "anna", .systemAdministrator, "a good password")
    private let bert = Desk.line(2, "bert", .auditor, "another password")

    @Test func `each log-in has a token of its own, which is not kept`() async throws {
        let desk = try Desk([anna])
        let one = try await desk.welcome("anna", "a good password")
        let two = try await desk.welcome("anna", "a good password")
        #expect(one.token != two.token && one.token.revealed.utf8.count == 43)
        #expect(one.csrfToken != two.csrfToken)
        #expect(two.sessions.count == 2)
        #expect(desk.access.session(token: "x" + two.token.revealed.dropFirst(), from: Desk.office) == nil)
        #expect(desk.access.session(token: "", from: Desk.office) == nil)
        var dump = ""
        debugPrint(desk.access.withState { "\($0.sessions)" }, to: &dump)
        #expect(!dump.contains(one.token.revealed))
    }

    @Test func `a session ends when it has not been used for long enough`() async throws {
        let desk = try Desk([anna, "config change HTTP0-ACCESS /logout-after 10"])
        let token = try await desk.welcome("anna", "a good password").token.revealed
        desk.pass(seconds: 599)
        let active = try #require(desk.access.session(token: token, from: Desk.elsewhere))
        #expect(active.endsAt == desk.now.adding(seconds: 600))
        #expect(active.principal.source == Desk.elsewhere && active.summary.source == Desk.office)
        desk.pass(seconds: 599)
        #expect(desk.access.session(token: token, from: Desk.office, isUse: false) != nil)
        _ = desk.events
        desk.pass(seconds: 1)
        #expect(desk.access.session(token: token, from: Desk.office) == nil)
        desk.access.sweep()
        #expect(desk.events.map(\.kind) == [.ended(.idle)])
        #expect(desk.access.status.sessions == 0 && desk.access.status.counters.idleSessions == 1)
    }

    @Test func `without a time for it no session ends by itself`() async throws {
        let desk = try Desk([anna, "config change HTTP0-ACCESS /logout-after 0"])
        let token = try await desk.welcome("anna", "a good password").token.revealed
        desk.pass(seconds: 86_400 * 365)
        #expect(try #require(desk.access.session(token: token, from: Desk.office)).endsAt == nil)
    }

    @Test func `a limit refuses and is named, and the oldest session ends only when it is asked for`() async throws {
        let desk = try Desk([anna, bert, "config change HTTP0-ACCESS /sessions-per-user 2 /sessions 3"])
        let first = try await desk.welcome("anna", "a good password").token.revealed
        desk.pass(seconds: 60)
        let second = try await desk.welcome("anna", "a good password").token.revealed
        #expect(await desk.word("anna", "a good password") == "limit of user 2, own")
        #expect(desk.access.session(token: first, from: Desk.office, isUse: false) != nil)
        _ = try await desk.welcome("bert", "another password")
        #expect(await desk.word("bert", "another password") == "limit of system 3, own")
        _ = try await desk.welcome("anna", "a good password", endOldest: true)
        #expect(desk.access.session(token: first, from: Desk.office) == nil)
        #expect(desk.access.session(token: second, from: Desk.office) != nil)
        #expect(desk.access.status.counters.sessionLimits == 2)
        #expect(desk.events.contains { $0.kind == .ended(.replaced) })
    }

    @Test func `who has no session cannot end another's to come in`() async throws {
        let desk = try Desk([anna, bert, "config change HTTP0-ACCESS /sessions 1"])
        let token = try await desk.welcome("anna", "a good password").token.revealed
        let outcome = await desk.access.logIn(
            name: "bert", password: Secret("another password"), from: Desk.office, endOldest: true)
        guard case .sessionLimit(.ofSystem(1), hasOwn: false) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(desk.access.session(token: token, from: Desk.office) != nil)
    }

    @Test func `there are never more than a thousand`() async throws {
        let desk = try Desk([anna, "config change HTTP0-ACCESS /logout-after 0"])
        for _ in 0..<Sessions.limit { _ = try await desk.welcome("anna", "a good password") }
        #expect(await desk.word("anna", "a good password") == "limit of system 1000, own")
    }

    @Test func `logging out, and another token, close the old one`() async throws {
        let desk = try Desk([anna])
        let welcome = try await desk.welcome("anna", "a good password")
        let renewed = try #require(desk.access.renew(token: welcome.token.revealed))
        #expect(desk.access.session(token: welcome.token.revealed, from: Desk.office) == nil)
        let active = try #require(desk.access.session(token: renewed.revealed, from: Desk.office))
        #expect(active.summary.number == welcome.principal.session)
        #expect(!active.accepts(csrfToken: welcome.csrfToken.revealed))
        #expect(active.accepts(csrfToken: active.csrfToken.revealed))
        #expect(!active.accepts(csrfToken: ""))
        #expect(desk.access.logOut(token: renewed.revealed))
        #expect(!desk.access.logOut(token: renewed.revealed))
        #expect(desk.access.renew(token: renewed.revealed) == nil)
    }

    @Test(arguments: [
        Desk.line(2, "bert", .auditor, "yet another one"),
        Desk.line(2, "bertha", .auditor, "another password"),
        Desk.line(2, "bert", .userAdministrator, "another password"),
        Desk.line(2, "bert", .auditor, "another password", "/disable"),
        "",
    ])
    func `what changes or removes an account ends its sessions, and no others`(line: String) async throws {
        let desk = try Desk([anna, bert])
        let mine = try await desk.welcome("anna", "a good password").token.revealed
        let theirs = try await desk.welcome("bert", "another password").token.revealed
        try desk.apply([anna, line])
        #expect(desk.access.session(token: theirs, from: Desk.office) == nil)
        #expect(desk.access.session(token: mine, from: Desk.office) != nil)
        #expect(desk.events.contains { $0.kind == .ended(line.isEmpty ? .accountRemoved : .accountChanged) })
    }

    @Test func `what changes nothing of an account leaves its sessions`() async throws {
        let desk = try Desk([anna, bert])
        let token = try await desk.welcome("bert", "another password").token.revealed
        try desk.apply([anna, bert + " /long-name \"Bert of the night shift\"", "config change HTTP0-ACCESS /no-cache"])
        #expect(desk.access.session(token: token, from: Desk.office) != nil)
        try desk.apply([anna, bert + " /change-password"])
        #expect(desk.access.session(token: token, from: Desk.office)?.principal.may(.read) == false)
    }

    @Test func `a browser's name is bounded`() async throws {
        let desk = try Desk([anna])
        _ = await desk.access.logIn(
            name: "anna", password: Secret("a good password"), from: Desk.office,
            userAgent: "Brow\u{1b}[31mser\n" + String(repeating: "🙂", count: 10_000))
        let name = try #require(desk.access.sessions(for: Principal(localUser: "root")).first).userAgent
        #expect(name.utf8.count <= 256 && name.hasPrefix("Brow[31mser🙂"))
    }

    @Test func `sessions are seen and ended by whom it becomes`() async throws {
        let desk = try Desk([anna, bert, Desk.line(3, "uwe", .userAdministrator, "a third password")])
        let first = try await desk.welcome("anna", "a good password").principal
        let second = try await desk.welcome("bert", "another password")
        let third = try await desk.welcome("uwe", "a third password").principal
        #expect(desk.access.sessions(for: first).count == 3)
        #expect(desk.access.sessions(for: second.principal).count == 3)
        let number = try #require(second.principal.session)
        #expect(await refusal { try desk.access.endSession(number, by: third) }?.code == .notAllowed)
        #expect(await refusal { try desk.access.endSession(99, by: first) }?.code == .notFound)
        try desk.access.endSession(try #require(third.session), by: third)
        try desk.access.endSession(number, by: first)
        #expect(desk.access.session(token: second.token.revealed, from: Desk.office) == nil)
        #expect(
            desk.events.suffix(2).map(\.kind) == [.ended(.logOut), .ended(.byAdministrator)])
    }
}
