import ArgumentParser
import Foundation
import WebAPI

struct Capture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Capture packets of the agent's host, and see who does.",
        subcommands: [Show.self, Interfaces.self, Write.self, Start.self, Stop.self], defaultSubcommand: Show.self)

    struct Interfaces: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what packets can be captured from.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let interfaces = try await control.client.get("capture/interfaces", as: [CaptureInterfaceView].self)
            if output.json { return try output.printJSON(interfaces) }
            var table = TextTable(.text("Name"), .text("State"), .text("Addresses"), .text("What it is"))
            for interface in interfaces {
                table.add(
                    Cell(interface.name), Cell(interface.isUp ? "up" : "down", interface.isUp ? .green : .dim),
                    Cell(interface.addresses.joined(separator: ", ")), Cell(interface.about))
            }
            output.print(table, orElse: "There is no interface, or the right to capture (CAP_NET_RAW) is missing.")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is captured, by whom, and what became of the packets.")

        @Flag(help: "Show it again every second, until interrupted.")
        var follow = false

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            repeat {
                try show(try await control.client.get("capture", as: CaptureView.self))
                if follow { try await Task.sleep(for: .seconds(1)) }
            } while follow
        }

        private func show(_ view: CaptureView) throws {
            if output.json { return try output.printJSON(view) }
            if view.isRemoteEnabled {
                for port in view.listeners {
                    let kind = port.usesTLS ? "Remote PCAP under TLS" : "Remote PCAP"
                    print("\(kind) \(port.address): \(port.error.isEmpty ? "open" : port.error)".printable)
                }
            } else {
                print("Remote PCAP is off; PCAP0 /enable changes that.")
            }
            var table = TextTable(
                .number("No."), .text("Reader"), .text("Interface"), .text("Filter"), .number("Received"),
                .number("Delivered"), .number("Octets"), .number("Waiting"), .number("Dropped"), .number("By kernel"),
                .text("Ended"))
            for reader in view.readers {
                table.add(
                    Cell("\(reader.id)"), Cell(reader.viewer), Cell(reader.interface), Cell(reader.filter),
                    Cell("\(reader.received)"), Cell("\(reader.delivered)"), Cell("\(reader.octets)"),
                    Cell("\(reader.waiting)"), Cell("\(reader.dropped)", reader.dropped > 0 ? .red : .plain),
                    Cell("\(reader.droppedByKernel)", reader.droppedByKernel > 0 ? .red : .plain), Cell(reader.end))
            }
            output.print(table, orElse: "Nothing is captured.")
            for line in Capture.lines(of: view.webdav) { print(line.printable) }
            for file in view.files {
                let state = file.isRunning ? "goes on" : "ended"
                let error = file.error.isEmpty ? "" : ", \(file.error)"
                print(
                    "File \(file.id): \(file.path), \(file.octets) of \(file.limit) octets, \(state)\(error)".printable)
            }
        }
    }

    private static func lines(of view: WebDAVView) -> [String] {
        guard view.state != "off" else { return [] }
        var lines = ["WebDAV \(view.url): \(view.state)" + (view.reason.isEmpty ? "" : ", \(view.reason)")]
        lines.append(
            "  \(view.uploadedFiles) files sent, \(view.waitingFiles) wait, \(view.usedOctets) of \(view.limitOctets) octets "
                + "on the disk, \(view.droppedPackets) packets lost")
        for problem in [view.captureError, view.spoolError] where !problem.isEmpty { lines.append("  \(problem)") }
        for file in view.crashFiles { lines.append("  the trace of a crash: \(file)") }
        return lines
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a capture, whoever reads it.")

        @Argument(help: "The number that 'capture' shows.")
        var number: UInt64

        @OptionGroup var control: ControlOptions

        func run() async throws { try await control.client.change("DELETE", "capture/\(number)") }
    }
}

/// What every capture can be told.
struct CaptureOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The interface, any, or trace for the log alone.")
    var interface: String

    @Option(name: .shortAndLong, help: "Which packets: a filter of pcap-filter(7).")
    var filter = ""

    @Option(name: .shortAndLong, help: "Octets of each packet.")
    var snap = 262_144

    @Flag(name: .shortAndLong, help: "Take packets for others, too.")
    var promiscuous = false

    @Option(help: "pcap or pcapng.", completion: .list(["pcap", "pcapng"]))
    var format = "pcap"
}
