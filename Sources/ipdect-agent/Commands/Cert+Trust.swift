import ArgumentParser
import WebAPI

extension Cert {
    struct Trust: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Trust the certificates of a file: PEM, DER, PKCS #7 or PKCS #12.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var secret: PasswordOptions
        @Argument(help: "The file, or - for standard input.", completion: .file()) var file: String

        func validate() throws { try secret.check(file) }

        func run() async throws {
            let change: TrustChangeView = try await control.client.post(
                Path.trusted, file: FileInput.octets(of: file), password: { try secret.password(of: file) })
            try Cert.report(change, output, orElse: "All of them were trusted before.")
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Trust a certificate no more.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The fingerprint or its first digits.") var fingerprint: String

        func run() async throws {
            let change = try await control.client.change(
                "DELETE", Path.trusted(fingerprint), as: TrustChangeView.self)
            try Cert.report(change, output, orElse: "Nothing changed.")
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Trust no certificate any more.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let change = try await control.client.change("DELETE", Path.trusted, as: TrustChangeView.self)
            try Cert.report(change, output, orElse: "No certificate was trusted.")
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give out the trusted certificates, or one, as PEM or DER.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var file: ExportOptions
        @Argument(help: "The fingerprint or its first digits; without it, all.") var fingerprint: String?

        func validate() throws {
            if file.der, fingerprint == nil {
                throw ValidationError("DER holds one certificate: expected its fingerprint, or PEM for all")
            }
        }

        func run() async throws {
            let path = (fingerprint.map { Path.trusted($0) } ?? Path.trusted) + file.ending
            try file.write(try await control.client.octets(path))
        }
    }

    /// Prints what became of the trust list.
    static func report(_ change: TrustChangeView, _ output: OutputOptions, orElse sentence: String) throws {
        if output.json { return try output.printJSON(change) }
        for (verb, certificates) in [("Trusted", change.added), ("Trusted no more", change.removed)] {
            for certificate in certificates {
                let title = CertificateText.title(certificate)
                print("\(verb): \(title), SHA-256 \(certificate.fingerprint)".printable)
            }
        }
        if change.added.isEmpty, change.removed.isEmpty { print(sentence) }
    }
}

/// How a certificate or signing request is given out.
struct ExportOptions: ParsableArguments {
    @Flag(name: .long, help: "As DER instead of PEM.")
    var der = false

    @Option(name: [.short, .long], help: "The file to write; without it, standard output.", completion: .file())
    var output: String?

    /// The ending of the path in the API.
    var ending: String { der ? ".der" : ".pem" }

    /// Writes what came.
    func write(_ octets: [UInt8]) throws { try FileOutput.write(octets, to: output, isText: !der) }
}
