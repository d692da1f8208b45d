import Logging
import NetworkValues
import Synchronization
import Waking
import WebClient

/// Sends the files of the spool to the server. However slow or dead that is, nobody waits for it.
final class WebDAVUploader: Sendable {
    /// Milliseconds between two looks for what is due, when nobody rings.
    private static let lookMilliseconds: Int64 = 5000

    private static let advice = WebDAVOutcome.Advice(smaller: "lower /size", credentials: "set /user and /password")

    private let configuration: WebDAVConfiguration
    private let spool: CaptureSpool
    private let surroundings: WebDAVSurroundings
    private let client: WebClient
    private let requests: WebDAVRequests
    private let farEnds: FarEnds
    private let onChange: @Sendable ((inout UploadFigures) -> Void) -> Void

    /// Makes an uploader to the directory `url`; `change` changes the figures that are shown.
    init(
        _ configuration: WebDAVConfiguration, to url: WebURL, _ spool: CaptureSpool,
        _ surroundings: WebDAVSurroundings, change: @escaping @Sendable ((inout UploadFigures) -> Void) -> Void
    ) throws {
        self.configuration = configuration
        self.spool = spool
        self.surroundings = surroundings
        onChange = change
        client = try surroundings.web(configuration)
        requests = WebDAVRequests(client, url)
        farEnds = FarEnds(url, surroundings.engine.ownTraffic, resolve: surroundings.resolve)
    }

    /// Sends until the task is cancelled.
    func run() async {
        var session = WebDAVSession(makesDirectory: configuration.makesDirectory)
        show(session)
        while !Task.isCancelled {
            switch session.step {
            case .pause(let milliseconds):
                onChange { $0.retries += 1 }
                guard (try? await surroundings.sleep(.milliseconds(milliseconds))) != nil else { return }
                session.paused()
                continue
            case .check: await take(.options, &session) { try await self.requests.check() }
            case .makeDirectory: await take(.makeDirectory, &session) { try await self.requests.makeDirectory() }
            case .put:
                guard let job = spool.next(at: surroundings.now(), refreshMilliseconds: refreshMilliseconds) else {
                    await pause()
                    continue
                }
                await send(job, &session)
            }
            show(session)
        }
    }

    /// Sends what is closed, such as the last file when the agent ends, as long as the server takes it.
    func finish() async {
        var session = WebDAVSession(makesDirectory: false)
        var random = SystemRandomNumberGenerator()
        session.take(.done, using: &random)
        while session.state == .connected, !Task.isCancelled,
            let job = spool.next(at: surroundings.now(), refreshMilliseconds: .max)
        {
            await send(job, &session)
        }
    }

    /// Ends the connections.
    func close() async { await client.shutdown() }

    private var refreshMilliseconds: Int64 { Int64(configuration.refreshSeconds) * 1000 }

    private func pause() async {
        let milliseconds = min(refreshMilliseconds, Self.lookMilliseconds)
        let sleep = surroundings.sleep
        await spool.news.wait { try await sleep(.milliseconds(milliseconds)) }
    }

    // MARK: Requests

    private func send(_ job: UploadJob, _ session: inout WebDAVSession) async {
        let now = surroundings.now()
        let (spool, requests) = (spool, requests)
        guard let source = await DiskWork.run({ spool.begin(job, at: now) }) else {
            // It gave way to newer ones, or there is no descriptor left: soon there is something else.
            try? await surroundings.sleep(.milliseconds(100))
            return
        }
        let outcome = await take(.put, &session) {
            try await requests.put(source.body, as: job.name.text, contentType: "application/vnd.tcpdump.pcap")
        }
        guard let outcome else { return }
        switch outcome {
        case .done:
            await DiskWork.run { spool.uploaded(job) }
            let now = surroundings.now()
            onChange { figures in
                figures.lastSuccess = now
                figures.octets += job.octets
                if job.isOpen { figures.refreshes += 1 } else { figures.files += 1 }
            }
        case .tooLarge:
            spool.refused(job, until: surroundings.now().adding(milliseconds: WebDAVSession.refusedMilliseconds))
        default: break
        }
    }

    /// Makes a request and lets the session know what came of it; `nil` when the task was cancelled.
    @discardableResult private func take(
        _ method: WebDAVOutcome.Method, _ session: inout WebDAVSession,
        _ request: @Sendable () async throws -> WebDAVResponse
    ) async -> WebDAVOutcome? {
        let context = WebDAVOutcome.Context(
            method: method, hasCredentials: configuration.user != nil, isDirectoryKnown: session.isDirectoryKnown,
            advice: Self.advice)
        let outcome: WebDAVOutcome
        do {
            if client.connectionCounts.open == 0 { try await farEnds.lookUp() }
            outcome = WebDAVOutcome(try await request(), context)
        } catch let error as WebClientError {
            outcome = .failed(error.message)
        } catch {
            if Task.isCancelled { return nil }
            outcome = .failed("\(error)")
        }
        guard !Task.isCancelled || outcome == .done else { return nil }
        var random = SystemRandomNumberGenerator()
        session.take(outcome, using: &random)
        return outcome
    }

    private func show(_ session: WebDAVSession) {
        let (logger, url) = (surroundings.logger, configuration.url.map { "\($0)" } ?? "")
        let state = WebDAVStatus.State(session.state)
        onChange { figures in
            if figures.state != state || figures.reason != session.reason {
                switch state {
                case .failed:
                    logger.warning(
                        "no upload of captures", metadata: ["server": "\(url)", "reason": "\(session.reason)"])
                case .connected: logger.info("captures are uploaded", metadata: ["server": "\(url)"])
                case .off, .connecting: break
                }
            }
            (figures.state, figures.reason) = (state, session.reason)
        }
    }
}

extension WebDAVStatus.State {
    init(_ state: WebDAVSession.State) {
        self =
            switch state {
            case .connecting: .connecting
            case .connected: .connected
            case .failed: .failed
            }
    }
}
