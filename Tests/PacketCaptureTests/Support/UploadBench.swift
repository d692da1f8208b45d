import Foundation
import NetworkValues
import Settings
import Sockets
import Synchronization
import Testing
import WebClient

@testable import PacketCapture

/// An uploader with a spool of its own. Its pauses last a moment and are written down; its time is moved by hand.
final class UploadBench: Sendable {
    let spools: SpoolBench
    let spool: CaptureSpool
    let clock = HandClock()
    let engine: CaptureEngine
    private let pauses = Mutex<[Int64]>([])
    private let shown = Mutex(UploadFigures())

    private let resolve: @Sendable (String) async throws -> [IPAddress]

    init(
        size: UInt64 = 1_000_000,
        resolve: @escaping @Sendable (String) async throws -> [IPAddress] = {
            try await NameResolver.shared.addresses(.init($0))
        }
    ) throws {
        self.resolve = resolve
        spools = try SpoolBench()
        spool = try spools.open(size: size, begins: false)
        let clock = clock
        engine = CaptureEngine(bufferOctets: 1 << 20, now: { clock.now })
    }

    /// How the uploader stands.
    var figures: UploadFigures { shown.withLock { $0 } }
    /// The pauses behind failures, in milliseconds.
    var failurePauses: [Int64] { pauses.withLock { $0 } }

    /// Adds a file of so many packets of so many octets, closed unless it is to stay open.
    @discardableResult func add(_ packets: UInt64, length: Int = 1000, isOpen: Bool = false) -> String {
        spool.begin(header: Packets.header(), device: SpoolBench.device, at: clock.now)
        spool.append(Packets.chunk(0..<packets, length: length), at: clock.now)
        let name = spool.figures(at: clock.now).currentFile ?? ""
        if !isOpen { spool.close(at: clock.now) }
        return name
    }

    /// What has to be around.
    func surroundings(_ options: WebClientOptions) -> WebDAVSurroundings {
        let clock = clock
        var surroundings = WebDAVSurroundings(
            engine: engine, folder: spools.folder,
            web: { WebClient(options, tls: nil, credentials: $0.credentials, logger: silent) }, now: { clock.now },
            logger: silent)
        surroundings.resolve = resolve
        surroundings.sleep = { duration in
            let milliseconds = Int64(duration / .milliseconds(1))
            // Waits for work are five seconds, failures pause otherwise.
            if milliseconds != 5000, milliseconds != 100 { self.pauses.withLock { $0.append(milliseconds) } }
            try await Task.sleep(for: .milliseconds(5))
        }
        return surroundings
    }

    /// Runs the uploader while `body` runs.
    func run<Answer: Sendable>(
        to port: Int, _ change: (inout WebDAVConfiguration) -> Void = { _ in },
        options: WebClientOptions = UploadBench.options, _ body: @Sendable () async throws -> Answer
    ) async throws -> Answer {
        var configuration = WebDAVConfiguration()
        let url = try WebURL("http://127.0.0.1:\(port)/dav")
        configuration.url = url
        change(&configuration)
        let target = configuration.url ?? url
        let uploader = try WebDAVUploader(configuration, to: target, spool, surroundings(options)) { change in
            self.shown.withLock { change(&$0) }
        }
        let task = Task { await uploader.run() }
        defer { task.cancel() }
        let answer: Result<Answer, any Error>
        do { answer = .success(try await body()) } catch { answer = .failure(error) }
        task.cancel()
        await task.value
        await uploader.close()
        return try answer.get()
    }

    /// Options for a machine that is busy.
    static var options: WebClientOptions {
        var options = WebClientOptions()
        (options.continueWait, options.headerLimit, options.bodyIdleLimit) = (
            .seconds(60), .seconds(120), .seconds(120)
        )
        return options
    }

    /// Waits until nothing waits for the server.
    func expectEmpty(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let isEmpty = try await eventually { self.spool.figures(at: self.clock.now).filesWaiting == 0 }
        #expect(isEmpty, "\(figures)", sourceLocation: sourceLocation)
    }
}
