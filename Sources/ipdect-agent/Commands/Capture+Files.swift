import ArgumentParser
import Foundation
import NIOCore
import WebClient
import WebAPI
import WebServer

extension Capture {
    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin a capture into a file on the agent's host, which goes on without this command.")

        @Option(help: "The most megabytes of the file.")
        var size = 100

        @OptionGroup var capture: CaptureOptions
        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let file = try await control.client.post(
                "capture",
                content: CaptureStart(
                    interface: capture.interface, filter: capture.filter, snapLength: capture.snap,
                    isPromiscuous: capture.promiscuous, format: capture.format, megabytes: size),
                as: CaptureFileView.self)
            if output.json { return try output.printJSON(file) }
            print("Capture \(file.id) goes into \(file.path); 'capture stop \(file.id)' ends it.".printable)
        }
    }

    struct Write: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Capture into a file or a pipe, with progress, until interrupted.",
            discussion: "ipdect-agent capture write -i eth0 - | wireshark -k -i -")

        @Argument(help: "The file, or - for standard output.")
        var file: String

        @Option(name: .shortAndLong, help: "Packets to take, then end; 0 for no limit.")
        var count = 0

        @OptionGroup var capture: CaptureOptions
        @OptionGroup var control: ControlOptions

        func run() async throws {
            let path =
                "/api/v1/capture/stream?interface=\(pathSegment(capture.interface))&filter=\(pathSegment(capture.filter))"
                + "&snap=\(capture.snap)&promiscuous=\(capture.promiscuous ? 1 : 0)&format=\(pathSegment(capture.format))"
                + "&count=\(count)"
            let target = try target()
            // Nothing may come for long; that is no reason to end.
            let exchange = Exchange(with: control.client.exchange.endpoint, timeoutSeconds: 366 * 86_400)
            let progress = CaptureProgress(control.client, isShown: isatty(STDERR_FILENO) == 1)
            let response: WebResponse
            do {
                response = try await exchange.withResponse(to: WebRequest("GET", path)) { response, content in
                    var response = response
                    guard response.status < 400 else {
                        response.body = Array(try await content.collect(upTo: 1 << 20).readableBytesView)
                        return response
                    }
                    for try await part in content {
                        try target.write(contentsOf: Data(part.readableBytesView))
                        await progress.wrote(part.readableBytes)
                    }
                    return response
                }
            } catch let error as WebClientError {
                throw control.client.failure(error)
            }
            await progress.end()
            guard response.status >= 400 else { return }
            throw fail(control.client.problem(response)?.detail ?? "the agent answered with \(response.status)")
        }

        private func target() throws -> FileHandle {
            if file == "-" { return .standardOutput }
            guard FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]),
                let handle = FileHandle(forWritingAtPath: file)
            else { throw fail("\(file) cannot be written") }
            return handle
        }
    }
}

/// Says on standard error, at most once a second, how a capture goes.
actor CaptureProgress {
    private let client: ControlClient
    private let isShown: Bool
    private var octets = 0
    private var shownAt = ContinuousClock.now

    init(_ client: ControlClient, isShown: Bool) {
        self.client = client
        self.isShown = isShown
    }

    /// So many octets more are written.
    func wrote(_ count: Int) async {
        octets += count
        guard isShown, shownAt.duration(to: .now) >= .seconds(1) else { return }
        shownAt = .now
        await show(end: "\r")
    }

    /// The capture has ended.
    func end() async {
        if isShown { await show(end: "\n") }
    }

    private func show(end: String) async {
        var text = "\(octets) octets"
        if let view = try? await client.get("capture", as: CaptureView.self),
            let own = view.readers.last(where: { $0.viewer.hasSuffix("on this host") })
        {
            text = "\(own.delivered) packets, \(text), \(own.dropped + own.droppedByKernel) dropped"
        }
        FileHandle.standardError.write(Data((text + "   " + end).utf8))
    }
}
