import ArgumentParser
import WebAPI

struct Cert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show and change certificates: trusted, rejected, and the device's own.",
        discussion: """
            A fingerprint (SHA-256) may be shortened to its first digits, at least 6, as long as only one certificate \
            begins so.
            """,
        subcommands: [
            List.self, Show.self, Trust.self, Remove.self, Clear.self, Export.self, Revocations.self,
            Rejected.self, Device.self,
        ], defaultSubcommand: List.self)

    /// The paths of the API.
    enum Path {
        static let trusted = "certificates/trusted"
        static let revocations = "certificates/revocations"
        static let rejected = "certificates/rejected"
        static let device = "certificates/device"

        /// That of a trusted certificate, by a fingerprint or its beginning.
        static func trusted(_ fingerprint: String) -> String { trusted + "/" + pathSegment(fingerprint) }
    }

    /// What `cert list --json` prints.
    private struct Listing: Encodable {
        var device: DeviceCertificateView
        var trusted: [CertificateView]
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the device's certificate and the trusted ones.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let client = control.client
            let device = try await client.get(Path.device, as: DeviceCertificateView.self)
            let trusted = try await client.get(Path.trusted, as: [CertificateView].self)
            if output.json { return try output.printJSON(Listing(device: device, trusted: trusted)) }
            print("Device (\(device.kind)):")
            output.print(CertificateText.table(device.chain), orElse: "")
            if let request = device.request { print("A signing request waits: \(request.subject)".printable) }
            print("\nTrusted:")
            output.print(CertificateText.table(trusted), orElse: "No certificate is trusted.")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a trusted certificate, or the device's with its chain.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The fingerprint or its first digits, or device.") var fingerprint: String

        func run() async throws {
            if fingerprint == "device" { return try await Device.show(control, output) }
            let certificate = try await control.client.get(Path.trusted(fingerprint), as: CertificateView.self)
            if output.json { return try output.printJSON(certificate) }
            output.print(CertificateText.details(certificate), orElse: "")
        }
    }
}

/// Where the password of a PKCS #12 file is from.
struct PasswordOptions: ParsableArguments {
    @Option(
        name: .long,
        help: """
            A file whose first line is the password. Without it the password is asked for on the terminal; it cannot be \
            an argument, which others see in the list of processes.
            """, completion: .file())
    var passwordFile: String?

    /// The password of a file; `nil` when there is none to be had.
    func password(of file: String) throws -> String? {
        if let passwordFile { return try FileInput.password(in: passwordFile) }
        return try PasswordPrompt.ask("Password of \(file == "-" ? "the PKCS #12 file" : file)".printable)
    }

    /// Throws when file and password would both be standard input.
    func check(_ file: String) throws {
        if file == "-", passwordFile == "-" {
            throw ValidationError("expected the file or the password on standard input, got both")
        }
    }
}
