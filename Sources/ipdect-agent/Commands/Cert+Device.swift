import ArgumentParser
import WebAPI

extension Cert {
    struct Device: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show and replace the device's own certificate.",
            subcommands: [
                Show.self, SelfSigned.self, Request.self, Upload.self, PKCS12.self, Restore.self, Export.self,
            ], defaultSubcommand: Show.self)

        struct Show: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "Show the device's certificate with its chain.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions

            func run() async throws { try await Device.show(control, output) }
        }

        struct SelfSigned: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Make a self-signed certificate and use it.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions
            @OptionGroup var subject: SubjectOptions
            @Option(name: .long, help: "The device's domain name or address.") var commonName: String
            @Option(name: .long, help: "For how long it is valid, 1 to 50 years.") var years = 10

            func run() async throws {
                var content = subject.content(commonName)
                content.validityYears = years
                let view: DeviceCertificateView = try await control.client.post(
                    Path.device + "/self-signed", content: content)
                try Device.report(view, output)
            }
        }

        struct Upload: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Take the certificate that an authority made from the signing request, and use it.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions
            @Argument(help: "The file in PEM, DER or PKCS #7, or - for standard input.", completion: .file())
            var file: String

            func run() async throws {
                let view: DeviceCertificateView = try await control.client.post(
                    Path.device + "/certificate", file: FileInput.octets(of: file), password: { nil })
                try Device.report(view, output)
            }
        }

        struct PKCS12: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "pkcs12", abstract: "Import a certificate with its key from a PKCS #12 file, and use it.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions
            @OptionGroup var secret: PasswordOptions
            @Argument(help: "The file, or - for standard input.", completion: .file()) var file: String

            func validate() throws { try secret.check(file) }

            func run() async throws {
                let view: DeviceCertificateView = try await control.client.post(
                    Path.device + "/pkcs12", file: FileInput.octets(of: file),
                    password: { try secret.password(of: file) })
                try Device.report(view, output)
            }
        }

        struct Restore: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Use the certificate again that the device made by itself.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var output: OutputOptions

            func run() async throws {
                let view = try await control.client.change("DELETE", Path.device, as: DeviceCertificateView.self)
                try Device.report(view, output)
            }
        }

        struct Export: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Give out the device's certificate: its chain as PEM, or itself as DER. Never its key.")

            @OptionGroup var control: ControlOptions
            @OptionGroup var file: ExportOptions

            func run() async throws {
                try file.write(try await control.client.octets(Path.device + file.ending))
            }
        }

        /// Prints the device's certificate with its chain.
        static func show(_ control: ControlOptions, _ output: OutputOptions) async throws {
            let device = try await control.client.get(Path.device, as: DeviceCertificateView.self)
            if output.json { return try output.printJSON(device) }
            for (index, certificate) in device.chain.enumerated() {
                print(index == 0 ? "The device's own (\(device.kind)):" : "\nSigned by:")
                output.print(CertificateText.details(certificate), orElse: "")
            }
            if let request = device.request { print("\nA signing request waits: \(request.subject)".printable) }
        }

        /// Prints what the device's certificate is now.
        static func report(_ device: DeviceCertificateView, _ output: OutputOptions) throws {
            if output.json { return try output.printJSON(device) }
            guard let leaf = device.chain.first else { return }
            let title = CertificateText.title(leaf)
            print("In use (\(device.kind)): \(title), SHA-256 \(leaf.fingerprint)".printable)
            print("Valid until \(leaf.notAfter.shortTime) UTC")
        }
    }
}

/// What a new certificate shall say beside the common name.
struct SubjectOptions: ParsableArguments {
    @Option(name: .long, help: "The key: rsa-2048 (default), rsa-4096, ec-p256, or reuse for the present one.")
    var key: String?
    @Option(name: .long, help: "The digest of the signature: sha256 (default), sha384 or sha512.")
    var signature: String?
    @Option(name: .long, help: "A further domain name or address; may be given several times.")
    var dnsName: [String] = []
    @Option(name: .long, help: "The organization (O).") var organization: String?
    @Option(name: .long, help: "The unit of the organization (OU).") var organizationalUnit: String?
    @Option(name: .long, help: "The town (L).") var locality: String?
    @Option(name: .long, help: "The state or province (ST).") var province: String?
    @Option(name: .long, help: "The country as two letters (C).") var country: String?

    /// Whether nothing is said.
    var isEmpty: Bool {
        dnsName.isEmpty
            && [key, signature, organization, organizationalUnit, locality, province, country].allSatisfy { $0 == nil }
    }

    /// The content of the request to the agent.
    func content(_ commonName: String) -> CertificateRequestContent {
        var content = CertificateRequestContent(commonName: commonName)
        content.key = key
        content.signature = signature
        content.dnsName = dnsName.isEmpty ? nil : dnsName.joined(separator: ",")
        content.organization = organization
        content.organizationalUnit = organizationalUnit
        content.locality = locality
        content.state = province
        content.country = country
        return content
    }
}
