import ArgumentParser
import WebAPI

extension Cert {
    struct Revocations: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "crl", abstract: "Show and change the lists of certificates that authorities have revoked.",
            discussion: """
                A list counts until its issuer's next one takes its place. Behind its end the certificates of its issuer \
                are refused until a new one is imported.
                """,
            subcommands: [List.self, Import.self, Clear.self], defaultSubcommand: List.self)

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "List the revocation lists.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions

            func run() async throws {
                let lists = try await control.client.get(Path.revocations, as: [RevocationListView].self)
                if output.json { return try output.printJSON(lists) }
                var table = TextTable(
                    .text("Issuer"), .text("Issued (UTC)"), .text("Valid until (UTC)"), .number("Revoked"),
                    .text("Fingerprint"))
                for list in lists {
                    let end = list.nextUpdate.map { Cell($0.shortTime, CertificateText.style(until: $0, within: 0)) }
                    table.add(
                        Cell(list.issuer), Cell(list.thisUpdate.shortTime), end ?? Cell("does not say"),
                        Cell("\(list.revoked)"), Cell(CertificateText.short(list.fingerprint)))
                }
                output.print(table, orElse: "There is no revocation list.")
            }
        }

        struct Import: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Take the revocation lists of a file, PEM or DER, in the place of those of their issuers.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions
            @Argument(help: "The file, or - for standard input.", completion: .file()) var file: String

            func run() async throws {
                let change: RevocationChangeView = try await control.client.post(
                    Path.revocations, file: FileInput.octets(of: file), password: { nil })
                if output.json { return try output.printJSON(change) }
                for list in change.added {
                    let end = list.nextUpdate.map { ", valid until \($0.shortTime) UTC" } ?? ""
                    print(
                        "Taken: \(list.issuer), \(list.revoked) revoked, issued \(list.thisUpdate.shortTime) UTC\(end)"
                            .printable)
                }
                if change.added.isEmpty { print("All of them were there before.") }
            }
        }

        struct Clear: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Discard the revocation lists: nothing counts as revoked any more.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions

            func run() async throws {
                let change = try await control.client.change(
                    "DELETE", Path.revocations, as: RevocationChangeView.self)
                if output.json { return try output.printJSON(change) }
                for list in change.removed { print("Discarded: \(list.issuer)".printable) }
                if change.removed.isEmpty { print("There was no revocation list.") }
            }
        }
    }
}
