import ArgumentParser
import Foundation
import WebAPI

struct Traceroute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the way to an address from where the agent is.",
        discussion: """
            A line for each hop, as soon as it is known. The code is 0 when the destination answered, 1 when it did not, 2 \
            when nothing could be sent.
            """)

    @Argument(help: "An address or a name.")
    var host: String

    @Flag(name: [.customShort("I"), .long], help: "Send echo requests instead of UDP.")
    var icmp = false

    @Option(name: [.customShort("m"), .long], help: "How many hops at most.")
    var hops = 30

    @Option(name: [.customShort("q"), .long], help: "Packets for each hop.")
    var packets = 3

    @Option(help: "Milliseconds to wait for the answers of a hop.")
    var timeout = 2000

    @Option(help: "Which addresses of a name: any, ipv4 or ipv6.", completion: .list(["any", "ipv4", "ipv6"]))
    var family = "any"

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let path =
            "traceroute?host=\(pathSegment(host))&method=\(icmp ? "icmp" : "udp")&hops=\(hops)&packets=\(packets)"
            + "&timeout=\(timeout)&family=\(family)"
        let json = output.json
        var hasArrived = false
        var isHindered = false
        try await control.client.stream(path) { line in
            let view = try JSONDecoder().decode(TracerouteView.self, from: line)
            if view.answers?.contains(where: { $0.state == "arrived" }) == true { hasArrived = true }
            if view.state != "began", view.hop == nil { isHindered = true }
            try StandardOutput.write(json ? String(decoding: line, as: UTF8.self) : text(view))
        }
        if isHindered { throw ExitCode(2) }
        if !hasArrived { throw ExitCode(1) }
    }

    private func text(_ view: TracerouteView) -> String {
        guard let hop = view.hop else {
            if let address = view.address {
                return "to \(host.printable) (\(address.printable)) by \(icmp ? "ICMP" : "UDP"), at most \(hops) hops"
            }
            return (view.reason ?? view.state).printable
        }
        var parts: [String] = []
        var last: String?
        for answer in view.answers ?? [] {
            guard let address = answer.address, let seconds = answer.seconds else {
                parts.append("*")
                continue
            }
            if address != last { parts.append(address.printable) }
            last = address
            parts.append("\(Ping.number(seconds * 1000)) ms")
            if let reason = answer.reason { parts.append("(\(reason.printable))") }
        }
        let number = "\(hop)"
        return String(repeating: " ", count: max(0, 2 - number.count)) + number + "  " + parts.joined(separator: "  ")
    }
}
