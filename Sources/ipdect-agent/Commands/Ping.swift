import ArgumentParser
import Foundation
import WebAPI

struct Ping: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ping an address from where the agent is.",
        discussion: "The code is 0 when something answered, 1 when nothing did, 2 when nothing could be sent.")

    @Argument(help: "An address or a name.")
    var host: String

    @Option(name: .shortAndLong, help: "Requests.")
    var count = 4

    @Option(name: .shortAndLong, help: "Seconds between two requests.")
    var interval = 1

    @Option(help: "Milliseconds to wait for an answer.")
    var timeout = 2000

    @Option(help: "Which addresses of a name: any, ipv4 or ipv6.", completion: .list(["any", "ipv4", "ipv6"]))
    var family = "any"

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var lines: [PingView] = []
        let path =
            "ping?host=\(pathSegment(host))&count=\(count)&interval=\(interval)&timeout=\(timeout)&family=\(family)"
        let json = output.json
        try await control.client.stream(path) { line in
            let view = try JSONDecoder().decode(PingView.self, from: line)
            lines.append(view)
            try StandardOutput.write(json ? String(decoding: line, as: UTF8.self) : Self.text(view))
        }
        let sent = lines.count { $0.wasSent }
        let times = lines.compactMap(\.seconds).map { $0 * 1000 }
        if !json, sent > 0 {
            let loss = 100 * Double(sent - times.count) / Double(sent)
            print("\(sent) sent, \(times.count) received, \(Self.number(loss)) % lost")
            if let least = times.min(), let most = times.max() {
                let mean = times.reduce(0, +) / Double(times.count)
                print("round trip least/mean/most \(Self.number(least))/\(Self.number(mean))/\(Self.number(most)) ms")
            }
        }
        if sent == 0 { throw ExitCode(2) }
        if times.isEmpty { throw ExitCode(1) }
    }

    private static func text(_ view: PingView) -> String {
        let address = (view.address ?? "").printable
        guard let seconds = view.seconds else {
            let reason = view.state == "lost" ? "no answer in time" : (view.reason ?? view.state).printable
            return "\(view.number): \(address)\(address.isEmpty ? "" : ": ")\(reason)"
        }
        return "\(view.number): \(address) answered after \(number(seconds * 1000)) ms"
    }

    static func number(_ value: Double) -> String { String(format: value < 10 ? "%.3g" : "%.1f", value) }
}
