import ArgumentParser
import WebAPI

struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show and change the accounts of the web console, their sessions, and the tokens of the REST API.",
        discussion: """
            Passwords are asked for on the terminal, or read from the first line of a file; they cannot be arguments, which \
            others see in the list of processes.
            """,
        subcommands: [
            List.self, Add.self, Change.self, Remove.self, Unlock.self, Sessions.self, Tokens.self,
        ], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let accounts = try await control.client.get("accounts", as: [AccountView].self)
            if output.json { return try output.printJSON(accounts) }
            var table = TextTable(
                .text("Name"), .text("Role"), .text("Name for people"), .text("State"), .text("Last log-in (UTC)"),
                .text("From"), .number("Failed since"))
            for account in accounts {
                table.add(
                    Cell(account.name), Cell(account.role), Cell(account.longName), state(account),
                    Cell(account.lastLogIn?.shortTime ?? "never"), Cell(account.lastSource ?? ""),
                    Cell("\(account.failedAttempts)", account.failedAttempts > 0 ? .yellow : .plain))
            }
            output.print(table, orElse: "There is no account.")
        }

        private func state(_ account: AccountView) -> Cell {
            if account.isDisabled { return Cell("disabled", .yellow) }
            if account.blockedSources > 0 {
                return Cell("blocked from \(account.blockedSources) for \(account.blockedSeconds) s", .red)
            }
            return account.mustChangePassword ? Cell("must change the password", .yellow) : Cell("may log in", .green)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create an account.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var secret: NewPasswordOptions
        @OptionGroup var details: AccountDetails
        @Argument(help: "The name for log-in.") var name: String
        @Option(name: .long, help: "system-administrator, auditor or user-administrator.") var role: String

        func run() async throws {
            var content = details.content
            content.name = name
            content.role = role
            content.password = try secret.password(of: name)
            let account: AccountView = try await control.client.post("accounts", content: content)
            try User.report(account, "Created", output)
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change an account. What no option names stays as it is.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var secret: NewPasswordOptions
        @OptionGroup var details: AccountDetails
        @Argument(help: "The name for log-in.") var name: String
        @Option(name: .long, help: "Another name for log-in.") var newName: String?
        @Option(name: .long, help: "system-administrator, auditor or user-administrator.") var role: String?
        @Flag(name: .long, help: "Ask for a new password.") var password = false

        func run() async throws {
            let account = try await User.account(name, control)
            var content = details.content
            content.name = newName
            content.role = role
            if password || secret.passwordFile != nil { content.password = try secret.password(of: name) }
            guard content != AccountContent() else { throw fail("expected an option that changes something, got none") }
            let changed: AccountView = try await control.client.send(
                "PATCH", "accounts/\(account.number)", content: content)
            try User.report(changed, "Changed", output)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an account. The default one cannot be removed.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The name for log-in.") var name: String

        func run() async throws {
            let account = try await User.account(name, control)
            try await control.client.change("DELETE", "accounts/\(account.number)")
            print("Removed: \(name)".printable)
        }
    }

    struct Unlock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget failed log-ins to an account, so that it can be logged in to at once.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The name for log-in.") var name: String

        func run() async throws {
            let account = try await User.account(name, control)
            try await control.client.change("POST", "accounts/\(account.number)/unlock")
            print("Unlocked: \(name)".printable)
        }
    }

    /// The account of that name. Ends the command when there is none.
    static func account(_ name: String, _ control: ControlOptions) async throws -> AccountView {
        let accounts = try await control.client.get("accounts", as: [AccountView].self)
        guard let account = accounts.first(where: { $0.name == name }) else {
            throw fail("no account has the name \(name)")
        }
        return account
    }

    private static func report(_ account: AccountView, _ verb: String, _ output: OutputOptions) throws {
        if output.json { return try output.printJSON(account) }
        print("\(verb): \(account.name) (\(account.roleTitle))".printable)
    }
}

/// What an account has beside name, role and password.
struct AccountDetails: ParsableArguments {
    @Option(name: .long, help: "The name for people; empty for none.") var longName: String?
    @Option(
        name: .long,
        help: "Names in client certificates that stand for the account, parted by commas; empty for none.")
    var certificateNames: String?
    @Flag(inversion: .prefixedNo, help: "Whether nobody may log in to it.") var disable: Bool?
    @Flag(inversion: .prefixedNo, help: "Whether the password must be changed before anything else.")
    var mustChange: Bool?

    /// What is said of it.
    var content: AccountContent {
        var content = AccountContent()
        content.longName = longName
        content.isDisabled = disable
        content.mustChangePassword = mustChange
        content.certificateNames = certificateNames.map { $0.split(separator: ",").map(String.init) }
        return content
    }
}

/// Where a new password is from.
struct NewPasswordOptions: ParsableArguments {
    @Option(
        name: .long,
        help: """
            A file whose first line is the password, or - for standard input. Without it the password is asked for on the \
            terminal, twice.
            """, completion: .file())
    var passwordFile: String?

    /// The new password of an account. Ends the command when there is none to be had.
    func password(of name: String) throws -> String {
        if let passwordFile { return try FileInput.password(in: passwordFile) }
        guard let password = try PasswordPrompt.ask("New password of \(name)".printable),
            let again = try PasswordPrompt.ask("The same again")
        else {
            throw fail("a password is needed, and there is no terminal to ask on; give --password-file FILE")
        }
        guard password == again else { throw fail("the password was typed in two ways") }
        return password
    }
}
