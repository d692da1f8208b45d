import ArgumentParser
import NetworkValues
import WebAPI

struct Devices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The devices of a running system that are watched: list, test, find and exchange them.",
        subcommands: [List.self, Show.self, Watch.self, Test.self, Discover.self, Export.self, Import.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the devices, and what is known of them.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Flag(name: .long, help: "Only those that are silent, or whose facts are not fresh.") var troubled = false

        func run() async throws {
            var devices = try await control.client.get("devices", as: [DeviceView].self)
            if troubled { devices.removeAll { !$0.isSilent && $0.freshness == "fresh" } }
            if output.json { return try output.printJSON(devices) }
            var table = TextTable(
                .number("Number"), .text("Name"), .text("Address"), .text("Model"), .text("Version"), .text("Facts"),
                .text("Feeds"), .number("Alarms"), .text("Clock"), .text("Last error"))
            for device in devices {
                let state = device.isSilent ? "silent" : device.freshness
                let feeds = device.feeds.map { "\($0.kind) \($0.ageSeconds.map { "\($0) s" } ?? "-")" }
                table.add(
                    Cell("\(device.number)"), Cell(device.name), Cell(device.address), Cell(device.model ?? "unknown"),
                    Cell(device.version),
                    Cell(state, device.isSilent ? .red : device.freshness == "fresh" ? .green : .yellow),
                    Cell(feeds.joined(separator: ", ")), Cell("\(device.alarms)"), Cell(device.clock),
                    Cell(device.feeds.first { !$0.lastError.isEmpty }?.lastError ?? ""))
            }
            output.print(
                table, orElse: troubled ? "All devices are well." : "No device is watched; FEED0-DEVICE1 is the first.")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show everything about one device.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The device's number, name, or address.") var device: String

        func run() async throws {
            let client = control.client
            let list = try await client.get("devices", as: [DeviceView].self)
            guard
                let found = list.first(where: {
                    "\($0.number)" == device || $0.name == device || $0.address == device || $0.mac == device
                })
            else { throw fail("there is no device \(device) in the list") }
            let view = try await client.get("devices/\(found.number)", as: DeviceDetailView.self)
            if output.json { return try output.printJSON(view) }
            var table = TextTable(.text("What"), .text("Value"))
            table.add("Name", Cell(found.name))
            table.add("Address, MAC", Cell("\(found.address), \(found.mac ?? "unknown")"))
            table.add("Model, version", Cell("\(found.model ?? "unknown"), \(found.version)"))
            table.add("Hardware, boot", Cell("\(view.hardware), \(view.bootVersion)"))
            table.add("Says of itself", Cell(view.text))
            table.add("Place", Cell(view.location))
            table.add("Facts", Cell(found.isSilent ? "silent" : found.freshness))
            table.add("Clock", Cell(found.clock))
            table.add("Started", Cell(found.startedAt?.shortTime ?? "unknown"))
            table.add("Restarts seen", Cell("\(found.restarts)"))
            for feed in found.feeds {
                let last = feed.lastSuccess.map { "last at \($0.shortTime)" } ?? "nothing yet"
                let error = feed.lastError.isEmpty ? "" : "; \(feed.lastError)"
                table.add(Cell("Feed \(feed.kind)"), Cell("\(feed.freshness), \(last)\(error)"))
            }
            for alarm in view.alarms {
                table.add(
                    Cell("Alarm \(alarm.code)"),
                    Cell(
                        "\(alarm.source): \(alarm.text) (\(alarm.tellers.joined(separator: ", ")); \(alarm.freshness))")
                )
            }
            for interface in view.interfaces {
                let state = interface.isUp.map { $0 ? "up" : "down" } ?? "unknown"
                table.add(Cell("Interface \(interface.name)"), Cell("\(state), \(interface.mac ?? "")"))
            }
            for (name, value) in view.figures.sorted(by: { $0.key < $1.key }) {
                table.add(Cell(name), Cell("\(value)"))
            }
            for text in view.raw { table.add("Not understood", Cell(text)) }
            output.print(table, orElse: "")
        }
    }

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "Show how the watching of devices stands.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let view = try await control.client.get("devices/status", as: DeviceWatchView.self)
            if output.json { return try output.printJSON(view) }
            var table = TextTable(.text("What"), .text("Value"))
            table.add("Devices", Cell("\(view.devices), \(view.silent) of them silent"))
            table.add(
                "Facts",
                Cell("\(view.fresh) fresh, \(view.stale) stale, \(view.unknown) unknown, \(view.waiting) waited for"))
            table.add(
                "Polls",
                Cell(
                    "\(view.polls), \(view.latePolls) late, at most \(view.mostLateMilliseconds) ms; \(view.inFlight) now"
                ))
            for listener in view.listeners {
                table.add(
                    "Notifications", Cell("\(listener.address)\(listener.error.isEmpty ? "" : ": \(listener.error)")"))
            }
            let refused = view.notificationsRefused.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            table.add(
                "Taken, refused",
                Cell("\(view.notificationsTaken), \(refused.isEmpty ? "0" : refused.joined(separator: ", "))"))
            for stranger in view.strangers {
                table.add(
                    "Not in the list",
                    Cell(
                        "\(stranger.address) sends \(stranger.feed): \(stranger.count), last \(stranger.lastSeen.shortTime)"
                    ))
            }
            output.print(table, orElse: "")
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try each feed of a device: what works, what does not, and why.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Option(name: .long, help: "The name of the credentials to ask with; those of the device when not given.")
        var credentials: String?
        @Argument(help: "The device's address.") var address: String

        func run() async throws {
            let trials = try await control.client.post(
                "devices/test", content: DeviceTestContent(address: address, credentials: credentials),
                as: [FeedTrialView].self)
            if output.json { return try output.printJSON(trials) }
            var table = TextTable(.text("Feed"), .text("Outcome"), .text("What"))
            for trial in trials {
                let style: Style =
                    switch trial.outcome {
                    case "works": .green
                    case "fails": .red
                    case "partly": .yellow
                    default: .plain
                    }
                table.add(Cell(trial.feed), Cell(trial.outcome, style), Cell(trial.text))
            }
            output.print(table, orElse: "")
        }
    }
}

extension DeviceView {
    /// How its clock stands, in words.
    var clock: String {
        guard let ahead = clockAheadMilliseconds else { return "" }
        let seconds = (Double(ahead) / 100).rounded() / 10
        let zone = clockZoneMinutes.map {
            ", zone \($0 >= 0 ? "+" : "-")\(abs($0) / 60):\(abs($0) % 60 < 10 ? "0" : "")\(abs($0) % 60)"
        }
        return "\(seconds >= 0 ? "+" : "")\(seconds) s\(zone ?? "")"
    }
}
