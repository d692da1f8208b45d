import WebClient

/// Sends the two files of a report to a WebDAV directory.
struct ReportUpload {
    static let advice = WebDAVOutcome.Advice(
        credentials: "set them by HTTPCLIENT0-URL for this URL", directory: "set REPORT0 /mkcol on")

    /// What came of it.
    enum Answer: Sendable {
        /// The server has both files.
        case done
        /// It has not; the sentence says why, and the milliseconds when to try again.
        case later(String, milliseconds: Int64)
        /// The report is not there any more.
        case gone
    }

    let requests: WebDAVRequests
    let makesDirectory: Bool

    /// Sends what has not been sent. `session` remembers the server between attempts.
    func send(
        _ report: ReportSummary, from library: ReportLibrary, _ session: inout WebDAVSession
    ) async -> Answer {
        var left = ReportPart.allCases[...]
        while let part = left.first {
            switch session.step {
            case .pause(let milliseconds): return .later(session.reason, milliseconds: milliseconds)
            case .check: await take(.options, &session) { try await requests.check() }
            case .makeDirectory: await take(.makeDirectory, &session) { try await requests.makeDirectory() }
            case .put:
                guard let path = library.path(report.id, part), let file = ReportFile(path) else { return .gone }
                let outcome = await take(.put, &session) {
                    try await requests.put(file.body, as: report.fileName(part), contentType: part.mediaType)
                }
                if outcome == .done || outcome == .unsupported { left = left.dropFirst() }
                if case .tooLarge(let why) = outcome {
                    return .later(why, milliseconds: WebDAVSession.refusedMilliseconds)
                }
            }
            if Task.isCancelled { return .later("the agent is ending", milliseconds: 0) }
        }
        return .done
    }

    @discardableResult
    private func take(
        _ method: WebDAVOutcome.Method, _ session: inout WebDAVSession, _ request: () async throws -> WebDAVResponse
    ) async -> WebDAVOutcome {
        let context = WebDAVOutcome.Context(
            method: method, isDirectoryKnown: session.isDirectoryKnown, advice: Self.advice)
        let outcome: WebDAVOutcome
        do {
            outcome = WebDAVOutcome(try await request(), context)
        } catch {
            outcome = .failed("\(error)")
        }
        var random = SystemRandomNumberGenerator()
        if !Task.isCancelled { session.take(outcome, using: &random) }
        return outcome
    }
}
