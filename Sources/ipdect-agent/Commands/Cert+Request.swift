import ArgumentParser
import WebAPI

extension Cert.Device {
    struct Request: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a signing request for an authority, or give out the one that waits.",
            discussion: """
                With --common-name a request is made, and another one that waits is discarded. Either way the request \
                is printed, to be sent to the authority; its answer is taken by 'cert device upload'.
                """)

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var file: ExportOptions
        @OptionGroup var subject: SubjectOptions
        @Option(name: .long, help: "The device's domain name or address.") var commonName: String?
        @Flag(name: .long, help: "Discard the request that waits.") var discard = false

        func validate() throws {
            if discard, commonName != nil {
                throw ValidationError("expected --common-name to make a request or --discard, got both")
            }
            if commonName == nil, !subject.isEmpty {
                throw ValidationError("expected --common-name with what a new request shall say, got none")
            }
            if output.json, file.der || file.output != nil {
                throw ValidationError("expected --json, or --der and --output, got both")
            }
        }

        func run() async throws {
            let client = control.client
            let path = Cert.Path.device
            if discard {
                let view = try await client.change("DELETE", path + "/request", as: DeviceCertificateView.self)
                if output.json { return try output.printJSON(view) }
                return print("No signing request waits any more.")
            }
            if let commonName {
                let view: DeviceCertificateView = try await client.post(
                    path + "/request", content: subject.content(commonName))
                if output.json { return try output.printJSON(view) }
            } else if output.json {
                return try output.printJSON(try await client.get(path, as: DeviceCertificateView.self))
            }
            try file.write(try await client.octets(path + "/request" + file.ending))
        }
    }
}
