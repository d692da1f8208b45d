import ArgumentParser
import WebAPI

struct Radios: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the radios, add, delete and move them.",
        subcommands: [List.self, Show.self, Add.self, Delete.self, Move.self, Locate.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the radios.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Flag(name: .long, help: "Only radios that are lost, not synchronized, or poorly so.") var troubled = false

        func run() async throws {
            var radios = try await control.client.get("radios", as: [RadioView].self)
            if troubled { radios.removeAll { $0.registration == "registered" && $0.color == "green" } }
            if output.json { return try output.printJSON(radios) }
            var table = TextTable(
                .text("Name"), .text("Registration"), .text("RFPI"), .text("Address"), .text("Sync"), .number("Region"),
                .number("RSSI"), .number("FER"), .number("Calls"), .text("Version"), .text("Connected (UTC)"))
            for radio in radios {
                table.add(
                    Cell(radio.name), Cell(radio.registration, .of(radio.registration)), Cell(radio.rfpi ?? ""),
                    Cell(radio.address ?? ""), Cell(radio.sync, .of(radio.color)), Cell("\(radio.region)"),
                    Cell(radio.rssi.map { "\($0)" } ?? ""), Cell(radio.fer.map { "\($0)" } ?? ""),
                    Cell("\(radio.calls)/\(radio.callLimit)"), Cell(radio.version),
                    Cell(radio.connectedSince?.shortTime ?? ""))
            }
            output.print(table, orElse: troubled ? "All radios are well." : "No radio is known.")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show everything about one radio.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The radio's name or MAC address.") var name: String

        func run() async throws {
            let radio = try await control.client.get("radios/" + pathSegment(name), as: RadioView.self)
            if output.json { return try output.printJSON(radio) }
            var table = TextTable(.text("What"), .text("Value"))
            table.add("Name", Cell(radio.name))
            table.add("Device name", Cell(radio.deviceName))
            table.add("MAC address", Cell(radio.mac))
            table.add("Model, version", Cell("\(radio.model), \(radio.version)"))
            table.add("Registration", Cell(radio.registration, .of(radio.registration)))
            table.add("RFPI", Cell(radio.rfpi ?? "none"))
            table.add("Address", Cell(radio.address ?? "unknown"))
            table.add("Connected since", Cell(radio.connectedSince?.shortTime ?? "not connected"))
            table.add("Location ID", Cell("\(radio.locationID) \(radio.locationDescription)"))
            table.add("Sync", Cell("\(radio.sync) in region \(radio.region)", .of(radio.color)))
            table.add("Follows", Cell(radio.parent ?? "none"))
            let signal = "\(radio.rssi.map { "\($0) dBm" } ?? "-"), FER \(radio.fer.map { "\($0) %" } ?? "-")"
            table.add("Signal", Cell(signal))
            table.add("Sync lost", Cell("\(radio.syncLost) times"))
            table.add("Calls", Cell("\(radio.calls) of \(radio.callLimit)"))
            table.add("Calls in, out", Cell("\(radio.callsIn), \(radio.callsOut)"))
            table.add("Handovers, failed", Cell("\(radio.handovers), \(radio.handoversCancelled)"))
            output.print(table, orElse: "")
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add an uninitialized radio to the PARI Master.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The radio's name or MAC address.") var radio: String
        @Option(name: .long, help: "A name for it; without one, the name from its MAC address.") var name: String?
        @Option(name: .long, help: "Its sync region, 0 to 249.") var region: UInt8?

        func run() async throws {
            let addition = RadioAddition(name: name, region: region)
            try await control.client.change("POST", "radios/\(pathSegment(radio))/add", addition)
            print("\(radio) is added.")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a lost radio; its RFPI is free again.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The radio's name or MAC address.") var radio: String

        func run() async throws {
            try await control.client.change("DELETE", "radios/" + pathSegment(radio))
            print("\(radio) is deleted.")
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move the RFPI of a lost radio to a registered one, and delete the lost radio.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The lost radio's name or MAC address.") var from: String
        @Argument(help: "The name or MAC address of the radio that gets the RFPI.") var to: String

        func run() async throws {
            try await control.client.change("POST", "radios/\(pathSegment(from))/move-rfpi", RFPIMove(to: to))
            print("The RFPI of \(from) is now that of \(to).")
        }
    }

    struct Locate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Set the location ID sent with emergency calls.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The radio's name or MAC address.") var radio: String
        @Argument(help: "The location ID.") var locationID: String
        @Option(name: .long, help: "A description of the place, for people.") var description: String?

        func run() async throws {
            let change = LocationChange(locationID: locationID, description: description)
            try await control.client.change("PUT", "radios/\(pathSegment(radio))/location", change)
            print("The location ID of \(radio) is \(locationID).")
        }
    }
}
