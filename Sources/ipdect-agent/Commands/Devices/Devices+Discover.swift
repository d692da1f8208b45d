import ArgumentParser
import Foundation
import WebAPI

extension Devices {
    struct Discover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Search networks for devices. Only the networks that are named are asked, and nothing is changed."
        )

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Option(name: .long, help: "The names of credentials to ask with, parted by commas; all when not given.")
        var credentials: String?
        @Flag(name: .long, help: "Does not ask by HTTP.") var withoutHTTP = false
        @Option(name: .long, help: "Addresses a second, 1 to 1000.") var rate = 50
        @Flag(name: .long, help: "Allows addresses of the agent's own host.") var loopback = false
        @Option(
            name: .long, help: "Writes what was found as a list that devices import takes.", completion: .file())
        var csv: String?
        @Argument(help: "The networks, such as 192.0.2.0/24.") var networks: [String]

        func run() async throws {
            let client = control.client
            let wanted = DiscoveryContent(
                networks: networks, credentials: credentials?.split(separator: ",").map(String.init),
                http: !withoutHTTP, rate: rate, loopback: loopback)
            var search = try await client.post("devices/discovery", content: wanted, as: DiscoveryView.self)
            let isShown = isatty(STDERR_FILENO) == 1 && !output.json
            while search.endedAt == nil {
                if isShown { show("\(search.done) of \(search.addresses) addresses, \(search.found) found", end: "\r") }
                try await Task.sleep(for: .milliseconds(300))
                search = try await client.get("devices/discovery")
            }
            if isShown { show("\(search.done) of \(search.addresses) addresses, \(search.found) found", end: "\n") }
            if let csv { try FileOutput.write(Array(list(search).utf8), to: csv, isText: true) }
            if output.json { return try output.printJSON(search) }
            var table = TextTable(
                .text("Address"), .text("MAC"), .text("Model"), .text("Version"), .text("Name"), .text("Sure"),
                .text("In the list"), .text("Because"))
            for device in search.proposals {
                table.add(
                    Cell(device.address), Cell(device.mac ?? ""), Cell(device.model ?? "unknown"),
                    Cell(device.version), Cell(device.name), Cell(device.confidence),
                    Cell(device.known.map { "as \($0)" } ?? "no"), Cell(device.reasons.joined(separator: "; ")))
            }
            output.print(
                table,
                orElse:
                    "Nothing was found: \(search.silent) addresses are silent, \(search.strangers) are something else, "
                    + "\(search.withoutCredentials) know none of the credentials.")
        }

        private func show(_ text: String, end: String) {
            FileHandle.standardError.write(Data((text + "      " + end).utf8))
        }

        /// What was found and is not in the list, as `devices import` takes it.
        private func list(_ search: DiscoveryView) -> String {
            func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
            let rows = search.proposals.filter { $0.known == nil }.map { device in
                [device.address, device.model ?? "auto", device.name, device.mac ?? "", device.credentials ?? ""]
                    .map(quoted).joined(separator: ",")
            }
            return (["address,kind,name,mac,credentials"] + rows).joined(separator: "\r\n") + "\r\n"
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write the list of devices as CSV.")

        @OptionGroup var control: ControlOptions
        @Option(name: .shortAndLong, help: "The file; the standard output when not given.", completion: .file())
        var output: String?

        func run() async throws {
            try FileOutput.write(try await control.client.octets("devices/list.csv"), to: output, isText: true)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a list of devices into the settings, all or nothing.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Flag(name: .long, help: "Only says what would be changed.") var check = false
        @Argument(help: "The file; - for the standard input.", completion: .file()) var file: String

        func run() async throws {
            let view = try await control.client.post(
                "devices/list.csv?check=\(check)", csv: try FileInput.octets(of: file), as: DeviceImportView.self)
            if output.json { return try output.printJSON(view) }
            for column in view.unknownColumns {
                print("The column \(column) is not known and was passed over.".printable)
            }
            for error in view.errors { print(error.printable) }
            let verb = view.isApplied ? "are" : "would be"
            print("\(view.devices) devices in the list: \(view.added) \(verb) new, \(view.changed) \(verb) changed.")
            if !view.errors.isEmpty { throw ExitCode(1) }
        }
    }
}
