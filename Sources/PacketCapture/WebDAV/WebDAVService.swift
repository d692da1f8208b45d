import Logging
import NetworkValues
public import ServiceLifecycle
import Synchronization
import WebClient

/// Captures packets into files, keeps them on the disk, and puts them on a WebDAV server (manual 4.23.12). Capturing,
/// keeping and sending are tasks of their own: none waits for another.
public final class WebDAVService: Service {
    /// How long the last file may take to the server when the agent ends.
    static let farewell = Duration.seconds(3)

    private struct State {
        var configuration: WebDAVConfiguration
        var spool: CaptureSpool?
        var spoolError = ""
        var capture = CapturePump.Figures()
        var upload = UploadFigures()
    }

    /// What runs under one configuration.
    private struct Running {
        var configuration: WebDAVConfiguration
        var capture: Task<Void, Never>
        var upload: Task<Void, Never>?
        var uploader: WebDAVUploader?
    }

    private let surroundings: WebDAVSurroundings
    private let state: Mutex<State>
    private let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation

    /// Makes the service.
    public init(_ configuration: WebDAVConfiguration, _ surroundings: WebDAVSurroundings) {
        self.surroundings = surroundings
        state = Mutex(State(configuration: configuration))
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes other settings. Files that wait go to the new server.
    public func apply(_ configuration: WebDAVConfiguration) {
        state.withLock { $0.configuration = configuration }
        change.yield()
    }

    /// Opens connections again, such as after the certificates changed.
    public func reconnect() { change.yield() }

    /// How it stands. Does not wait until something is written.
    public var status: WebDAVStatus {
        let now = surroundings.now()
        return state.withLock { state in
            var status = WebDAVStatus()
            status.url = state.configuration.url.map { "\($0)" } ?? ""
            status.state = state.configuration.url == nil ? .off : state.upload.state
            status.reason = state.configuration.url == nil ? "" : state.upload.reason
            status.lastSuccess = state.upload.lastSuccess
            status.uploadedFiles = state.upload.files
            status.uploadedOctets = state.upload.octets
            status.refreshes = state.upload.refreshes
            status.retries = state.upload.retries
            status.interface = state.capture.interface
            status.counts = state.capture.counts
            status.captureError = state.configuration.url == nil ? "" : state.capture.error
            if let spool = state.spool { status.spool = spool.figures(at: now) }
            if !state.spoolError.isEmpty { status.spool.error = state.spoolError }
            return status
        }
    }

    /// Runs until the task is cancelled or the agent shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown { await self.keep() }
    }

    // MARK: The tasks

    private func keep() async {
        guard let spool = await open() else { return }
        let ticker = Task { await self.tick(spool) }
        var running: Running?
        var news = changes.makeAsyncIterator()
        repeat {
            let wanted = state.withLock { $0.configuration }
            if let old = running, old.configuration != wanted {
                await stop(old, spool)
                running = nil
            }
            if let url = wanted.url {
                var current = running ?? begin(wanted, spool)
                await restart(&current, url, spool)
                running = current
            } else {
                await apply(wanted.limits, spool)
            }
        } while await news.next() != nil && !Task.isCancelled
        if let running { await stop(running, spool) }
        ticker.cancel()
        await ticker.value
    }

    private func begin(_ configuration: WebDAVConfiguration, _ spool: CaptureSpool) -> Running {
        let pump = CapturePump(configuration, spool, surroundings) { change in
            self.state.withLock { change(&$0.capture) }
        }
        return Running(
            configuration: configuration,
            capture: Task {
                await self.apply(configuration.limits, spool)
                await pump.run()
            })
    }

    /// Sends by a new client.
    private func restart(_ running: inout Running, _ url: WebURL, _ spool: CaptureSpool) async {
        await end(&running)
        state.withLock { state in (state.upload.state, state.upload.reason) = (.connecting, "") }
        do {
            let uploader = try WebDAVUploader(running.configuration, to: url, spool, surroundings) { change in
                self.state.withLock { change(&$0.upload) }
            }
            running.uploader = uploader
            running.upload = Task { await uploader.run() }
        } catch {
            state.withLock { state in (state.upload.state, state.upload.reason) = (.failed, "\(error)") }
        }
    }

    private func end(_ running: inout Running) async {
        running.upload?.cancel()
        await running.upload?.value
        await running.uploader?.close()
        (running.upload, running.uploader) = (nil, nil)
    }

    /// Ends what runs: first the capture, so that the last file is closed and may still be sent.
    private func stop(_ running: Running, _ spool: CaptureSpool) async {
        var running = running
        running.capture.cancel()
        await running.capture.value
        running.upload?.cancel()
        await running.upload?.value
        if let uploader = running.uploader, state.withLock({ $0.upload.state }) == .connected {
            let last = Task { await uploader.finish() }
            let timer = Task {
                try? await Task.sleep(for: Self.farewell)
                last.cancel()
            }
            await last.value
            timer.cancel()
        }
        await end(&running)
    }

    private func apply(_ limits: SpoolLimits, _ spool: CaptureSpool) async {
        await DiskWork.run { spool.apply(limits) }
    }

    // MARK: The spool

    /// Opens the spool, as soon as its folder can be used.
    private func open() async -> CaptureSpool? {
        var backoff = Backoff()
        while !Task.isCancelled {
            let (surroundings, limits) = (surroundings, state.withLock { $0.configuration.limits })
            let opened = await DiskWork.run { () -> Result<CaptureSpool, CaptureError> in
                Result { () throws(CaptureError) in
                    try CaptureSpool(
                        folder: surroundings.folder, limits, at: surroundings.now(),
                        restartedUnexpectedly: surroundings.restartedUnexpectedly, logger: surroundings.logger,
                        onLoss: surroundings.onLoss)
                }
            }
            switch opened {
            case .success(let spool):
                state.withLock { ($0.spool, $0.spoolError) = (spool, "") }
                return spool
            case .failure(let error):
                surroundings.logger.error("captures cannot be kept", metadata: ["reason": "\(error)"])
                state.withLock { $0.spoolError = "\(error)" }
            }
            var random = SystemRandomNumberGenerator()
            let pause = backoff.fail(using: &random)
            guard (try? await surroundings.sleep(.milliseconds(pause))) != nil else { return nil }
        }
        return nil
    }

    private func tick(_ spool: CaptureSpool) async {
        let surroundings = surroundings
        while (try? await surroundings.sleep(.seconds(1))) != nil {
            await DiskWork.run { spool.tick(at: surroundings.now()) }
        }
        await DiskWork.run { spool.tick(at: surroundings.now()) }
    }
}
