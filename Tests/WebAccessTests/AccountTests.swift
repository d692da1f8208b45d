import NetworkValues
import Settings
import Testing

@testable import WebAccess

struct AccountTests {
    private let lines = [
        Desk.line(1, "anna", .systemAdministrator, "a good password"),
        Desk.line(2, "bert", .auditor, "another password"), Desk.line(3, "uwe", .userAdministrator, "a third password"),
    ]

    private func edit(_ change: (inout AccountEdit) -> Void) -> AccountEdit {
        var edit = AccountEdit()
        change(&edit)
        return edit
    }

    @Test func `each role may do what the manual says`() async throws {
        let desk = try Desk(lines)
        let anna = try await desk.welcome("anna", "a good password").principal
        let bert = try await desk.welcome("bert", "another password").principal
        let uwe = try await desk.welcome("uwe", "a third password").principal
        #expect(Right.allCases.allSatisfy(anna.may))
        #expect(Right.allCases.filter(bert.may) == [.read, .report, .accounts])
        #expect(Right.allCases.filter(uwe.may) == [.accounts, .manageAccounts])
        #expect(Role.allCases.filter(anna.mayManage) == Role.allCases)
        #expect(Role.allCases.filter(bert.mayManage) == [])
        #expect(Role.allCases.filter(uwe.mayManage) == [.auditor])
        #expect(try desk.access.accounts(for: uwe).map(\.name) == ["anna", "bert", "uwe"])
        #expect("\(anna)" == "anna from 192.0.2.7" && "\(Principal(localUser: "root"))" == "root")
    }

    @Test func `a user administrator manages auditors, and no others`() async throws {
        let desk = try Desk(lines)
        let uwe = try await desk.welcome("uwe", "a third password").principal
        let eva = AccountEdit(name: "eva", role: .auditor, password: Secret("evas password"))
        try desk.apply(try await desk.access.creating(eva, by: uwe))
        #expect(await desk.word("eva", "evas password") == "welcome")
        for role in [Role.userAdministrator, .systemAdministrator] {
            var other = eva
            other.role = role
            #expect(await refusal { try await desk.access.creating(other, by: uwe) }?.field == "role")
            let promotion = edit { $0.role = role }
            #expect(await refusal { try await desk.access.changing(account: 2, promotion, by: uwe) }?.field == "role")
        }
        let rename = edit { $0.longName = "Eva" }
        for number in [1, 3] {
            #expect(
                await refusal { try await desk.access.changing(account: number, rename, by: uwe) }?.code == .notAllowed)
            #expect(await refusal { try desk.access.removing(account: number, by: uwe) }?.code == .notAllowed)
        }
        #expect(await refusal { try desk.access.unlock(name: "bert", by: uwe) }?.code == .notAllowed)
        let draft = TokenDraft(name: "t", scopes: [.all])
        #expect(await refusal { try desk.access.creatingToken(draft, by: uwe) }?.code == .notAllowed)
        let change = try await desk.access.changing(
            account: 4, edit { ($0.longName, $0.password) = ("Eva, night shift", Secret("evas other password")) },
            by: uwe)
        try desk.apply(change)
        #expect(await desk.word("eva", "evas other password") == "welcome")
        try desk.apply(try desk.access.removing(account: 2, by: uwe))
        #expect(try desk.access.accounts(for: uwe).map(\.name) == ["anna", "uwe", "eva"])
    }

    @Test func `an auditor changes nothing but the own password`() async throws {
        let desk = try Desk(lines)
        let bert = try await desk.welcome("bert", "another password").principal
        let draft = AccountEdit(name: "eva", role: .auditor, password: Secret("evas password"))
        #expect(await refusal { try await desk.access.creating(draft, by: bert) }?.code == .notAllowed)
        #expect(await refusal { try desk.access.removing(account: 3, by: bert) }?.code == .notAllowed)
        let other = try await desk.welcome("bert", "another password", from: Desk.elsewhere)
        let change = try await desk.access.changingOwnPassword(
            old: Secret("another password"), new: Secret("a better password"), by: bert)
        try desk.apply(change)
        #expect(desk.access.session(token: other.token.revealed, from: Desk.elsewhere) == nil)
        #expect(desk.access.sessions(for: bert).map(\.number) == [try #require(bert.session)])
    }

    @Test func `one's own password needs the old one`() async throws {
        let desk = try Desk(lines)
        let anna = try await desk.welcome("anna", "a good password").principal
        let change = edit { $0.password = Secret("a stolen session") }
        #expect(await refusal { try await desk.access.changing(account: 1, change, by: anna) }?.field == "old-password")
        #expect(await refusal { try await desk.access.changing(account: 99, change, by: anna) }?.code == .notFound)
        let local = Principal(localUser: "root")
        #expect(
            await refusal {
                try await desk.access.changingOwnPassword(old: Secret("x"), new: Secret("y"), by: local)
            }?.code == .notAllowed)
        try desk.apply(try await desk.access.changing(account: 1, change, by: local))
        #expect(await desk.word("anna", "a stolen session") == "welcome")
    }

    @Test func `the default account is changed and disabled, not removed, and stays an administrator`() async throws {
        let desk = try Desk(lines)
        let anna = try await desk.welcome("anna", "a good password").principal
        #expect(await refusal { try desk.access.removing(account: 1, by: anna) }?.code == .notAllowed)
        let demotion = edit { $0.role = .auditor }
        #expect(await refusal { try await desk.access.changing(account: 1, demotion, by: anna) }?.field == "role")
        let disabling = try await desk.access.changing(account: 1, edit { $0.isDisabled = true }, by: anna)
        let error = #expect(throws: SettingsError.self) { try desk.apply(disabling) }
        #expect(error?.message.contains("last system administrator") == true)
        try desk.apply(try await desk.access.changing(account: 2, edit { $0.role = .systemAdministrator }, by: anna))
        try desk.apply(disabling)
        #expect(await desk.word("anna", "a good password") == "refused 5")
        #expect(await desk.word("bert", "another password") == "welcome")
        #expect(desk.access.status.accounts == 2)
    }

    @Test func `names and numbers are unique`() async throws {
        let desk = try Desk(lines)
        let root = Principal(localUser: "root")
        for name in ["Anna", "bert", "a:b", " x", "tab\tulator", ""] {
            let draft = AccountEdit(name: name, role: .auditor, password: Secret("a good password"))
            let change = try await desk.access.creating(draft, by: root)
            let error = #expect(throws: SettingsError.self, "\(name)") { try desk.apply(change) }
            #expect(error?.message.contains("a good password") == false)
        }
        for draft in [
            AccountEdit(name: "x", role: .auditor, password: Secret("short")), AccountEdit(),
            AccountEdit(name: "xxxxxxxx", role: .auditor, password: Secret("xxxxxxxx")),
        ] {
            #expect(await refusal { try await desk.access.creating(draft, by: root) }?.code == .invalidValue)
        }
        let stale = try await desk.access.changing(account: 2, edit { $0.longName = "B" }, by: root)
        try desk.apply(try await desk.access.changing(account: 2, edit { $0.name = "bertram" }, by: root))
        #expect(throws: SettingsError.self) { try desk.apply(stale) }
    }

    @Test func `there is room for sixty-four accounts`() async throws {
        let desk = try Desk(
            (1...64).filter { $0 != 33 }.map { Desk.line($0, "user\($0)", .systemAdministrator, "a good password") })
        let root = Principal(localUser: "root")
        let draft = AccountEdit(name: "eva", role: .auditor, password: Secret("a good password"))
        let change = try await desk.access.creating(draft, by: root)
        try desk.apply(change)
        #expect(try desk.access.accounts(for: root).first { $0.name == "eva" }?.number == 33)
        #expect(throws: SettingsError.self) { try desk.apply(change) }
    }

    @Test func `what is remembered goes with a new name, and with the account`() async throws {
        let desk = try Desk(lines)
        _ = try await desk.welcome("bert", "another password")
        let root = Principal(localUser: "root")
        try desk.apply(
            try await desk.access.changing(
                account: 2, edit { ($0.name, $0.certificateNames) = ("bertram", ["b@site.example"]) }, by: root))
        let account = try #require(try desk.access.accounts(for: root).first { $0.number == 2 })
        #expect(account.certificateNames == ["b@site.example"] && !account.hasDigest)
        #expect(desk.access.record(of: account).lastLogIn == desk.now)
        try desk.apply(try desk.access.removing(account: 2, by: root))
        #expect(desk.access.record(of: account) == LogInRecord())
    }

    @Test func `a principal of a token with a scope has no more than the role it stands for`() throws {
        let desk = try Desk(
            lines
                + TokenScope.allCases.enumerated().map { index, scope in
                    "config change HTTP0-TOKEN\(index + 1) /name \(scope.rawValue) /scopes \(scope.rawValue) /hash "
                        + hexadecimal(DigestFunction.sha256("\(scope)"))
                })
        for token in try desk.access.tokens(for: Principal(localUser: "root")) {
            let principal = Principal(token, source: Desk.office)
            let managed = Role.allCases.filter(principal.mayManage)
            #expect(managed == (token.name == "all" ? Role.allCases : token.name == "users" ? [.auditor] : []))
        }
    }
}
