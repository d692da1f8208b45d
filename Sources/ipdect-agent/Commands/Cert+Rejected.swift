import ArgumentParser
import WebAPI

extension Cert {
    struct Rejected: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the certificates that were not accepted, and trust one.",
            subcommands: [List.self, Show.self, Trust.self, Clear.self], defaultSubcommand: List.self)

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "List the chains that were not accepted.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions

            func run() async throws {
                let chains = try await control.client.get(Path.rejected, as: [RejectedChainView].self)
                if output.json { return try output.printJSON(chains) }
                var table = TextTable(
                    .number("ID"), .text("Last seen (UTC)"), .number("Count"), .text("Peer"), .text("For"),
                    .text("Subject"), .text("Reason"))
                for chain in chains {
                    table.add(
                        Cell("\(chain.id)"), Cell(chain.lastSeen.shortTime), Cell("\(chain.count)"), Cell(chain.peer),
                        Cell(chain.purpose), Cell(chain.chain.first.map(CertificateText.title) ?? ""),
                        Cell(chain.reason, .red))
                }
                output.print(table, orElse: "No certificate was rejected.")
            }
        }

        struct Show: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Show a chain that was not accepted, with all its certificates.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions
            @Argument(help: "The number of the chain.") var id: Int

            func run() async throws {
                let chain = try await control.client.get("\(Path.rejected)/\(id)", as: RejectedChainView.self)
                if output.json { return try output.printJSON(chain) }
                print("\(chain.peer) for \(chain.purpose): \(chain.reason)".printable)
                let times = chain.count == 1 ? "once" : "\(chain.count) times, first \(chain.firstSeen.shortTime) UTC"
                print("Seen \(times), last \(chain.lastSeen.shortTime) UTC")
                for (index, certificate) in chain.chain.enumerated() {
                    print("\nCertificate \(index)\(index == 0 ? ", the peer's own" : ""):")
                    output.print(CertificateText.details(certificate), orElse: "")
                }
            }
        }

        struct Trust: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Trust a certificate of a chain that was not accepted.",
                discussion: """
                    By default that is the peer's own certificate, which vouches for nobody else. Compare its \
                    fingerprint with the one that the peer's owner gives you first.
                    """)

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions
            @Argument(help: "The number of the chain.") var id: Int
            @Option(name: .long, help: "Which certificate of the chain, as 'rejected show' counts them.")
            var certificate = 0

            func run() async throws {
                let change = try await control.client.change(
                    "POST", "\(Path.rejected)/\(id)/trust?certificate=\(certificate)", as: TrustChangeView.self)
                try Cert.report(change, output, orElse: "It was trusted before.")
            }
        }

        struct Clear: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "Discard the chains that were not accepted.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions

            func run() async throws {
                let change = try await control.client.change("DELETE", Path.rejected, as: RejectedChangeView.self)
                if output.json { return try output.printJSON(change) }
                print(change.removed == 0 ? "No certificate was rejected." : "Discarded: \(change.removed)")
            }
        }
    }
}
