import ArgumentParser
import WebAPI

extension User {
    struct Sessions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who is logged in to the web console, and end a session.",
            subcommands: [List.self, End.self], defaultSubcommand: List.self)

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "List the sessions.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions

            func run() async throws {
                let sessions = try await control.client.get("sessions", as: [SessionView].self)
                if output.json { return try output.printJSON(sessions) }
                var table = TextTable(
                    .number("No."), .text("Name"), .text("Role"), .text("From"), .text("Began (UTC)"),
                    .text("Last used (UTC)"), .text("Browser"))
                for session in sessions {
                    table.add(
                        Cell("\(session.number)"), Cell(session.name), Cell(session.role), Cell(session.source),
                        Cell(session.began.shortTime), Cell(session.lastUse.shortTime), Cell(session.userAgent))
                }
                output.print(table, orElse: "Nobody is logged in.")
            }
        }

        struct End: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "End a session.")

            @OptionGroup var control: ControlOptions
            @Argument(help: "The number of the session.") var number: Int

            func run() async throws {
                try await control.client.change("DELETE", "sessions/\(number)")
                print("Ended: session \(number)")
            }
        }
    }

    struct Tokens: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show, make and revoke tokens of the REST API.",
            subcommands: [List.self, Make.self, Revoke.self], defaultSubcommand: List.self)

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "List the tokens.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions

            func run() async throws {
                let tokens = try await control.client.get("tokens", as: [TokenView].self)
                if output.json { return try output.printJSON(tokens) }
                var table = TextTable(
                    .number("No."), .text("For"), .text("Allows"), .text("Until (UTC)"), .text("From"),
                    .text("Last used (UTC)"))
                for token in tokens {
                    table.add(
                        Cell("\(token.number)"), Cell(token.name), Cell(token.scopes.joined(separator: ",")),
                        Cell(token.expires?.shortTime ?? "no end", token.isExpired ? .red : .plain),
                        Cell(token.networks.isEmpty ? "everywhere" : token.networks.joined(separator: ",")),
                        Cell(token.lastUse?.shortTime ?? "not since the start"))
                }
                output.print(table, orElse: "There is no token.")
            }
        }

        struct Make: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Make a token and print it. It is shown this once only.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions
            @Argument(help: "What it is for.") var name: String
            @Option(
                name: .long,
                help: """
                    What it allows, parted by commas: read, alarms, radios, settings, capture, report, users or all.
                    """)
            var scopes = "read"
            @Option(name: .long, help: "The last day on which it works, such as 2027-01-31 (UTC); without it, no end.")
            var expires: String?
            @Option(name: .long, help: "The networks that it works from, parted by commas; without it, all.")
            var networks: String?

            func run() async throws {
                func elements(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }
                let content = TokenContent(
                    name: name, scopes: elements(scopes), expires: expires, networks: networks.map(elements))
                let made: NewTokenView = try await control.client.post("tokens", content: content)
                if output.json { return try output.printJSON(made) }
                print(made.token)
            }
        }

        struct Revoke: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Revoke a token: its program is refused at once.")

            @OptionGroup var control: ControlOptions
            @Argument(help: "What the token is for, or its number.") var name: String

            func run() async throws {
                let tokens = try await control.client.get("tokens", as: [TokenView].self)
                guard let token = tokens.first(where: { $0.name == name || "\($0.number)" == name }) else {
                    throw fail("no token is for \(name)")
                }
                try await control.client.change("DELETE", "tokens/\(token.number)")
                print("Revoked: \(token.name)".printable)
            }
        }
    }
}
