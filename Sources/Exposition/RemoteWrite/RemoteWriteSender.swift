import Logging
import NetworkValues
import Settings
import Synchronization
import WebClient

/// Sends requests to one server until it has taken them, or is known never to take them.
///
/// The rules: 5xx, 429, 408 and what breaks are tried again without end; a request that is refused is halved until the
/// sample at fault is found, which is dropped and counted; what the settings are to blame for (401, 403, 404) is tried
/// again and drops nothing. A server that answers 500 to the same request again and again while it takes others means it.
final class RemoteWriteSender: Sendable {
    /// Failures in a row at one request behind which a single sample tells whether the request is at fault.
    static let patience = 5
    /// Samples at fault in one request behind which the rest of it is dropped with them.
    static let culpritLimit = 64
    /// The longest pause that a server may ask for, in milliseconds.
    static let longestPause: Int64 = 300_000

    private enum Outcome {
        case taken
        case refused(RemoteWriteStatus.Drop, String)
        case settings(String)
        case failed(String, pause: Int64?)
    }

    private let server: RemoteWriteServer
    private let surroundings: RemoteWriteSurroundings
    private let status: Mutex<RemoteWriteStatus>
    private let url: WebURL
    private let client: WebClient

    init(_ server: RemoteWriteServer, _ surroundings: RemoteWriteSurroundings) throws {
        self.server = server
        self.surroundings = surroundings
        status = Mutex(RemoteWriteStatus(server))
        url = try WebURL(server.url)
        client = try surroundings.web(server)
    }

    /// How it stands.
    var figures: RemoteWriteStatus { status.withLock(\.self) }

    func update(_ body: (inout RemoteWriteStatus) -> Void) { status.withLock { body(&$0) } }

    /// Sends a request, in parts if need be. Returns when all of it is dealt with; throws only when the task is cancelled.
    func send(_ request: WriteRequest) async throws {
        var culprits = 0
        var parts = [request]
        while let part = parts.popLast() {
            guard case .refused(let drop, let reason) = try await settle(part) else { continue }
            let halves = culprits < Self.culpritLimit ? part.halves : nil
            if let halves {
                parts += [halves.1, halves.0]
            } else {
                culprits += 1
                let count = UInt64(part.sampleCount)
                note(reason, state: .ok) { $0.dropped[drop, default: 0] += count }
            }
        }
    }

    /// Sends a request until it is taken or refused.
    private func settle(_ request: WriteRequest) async throws -> Outcome {
        let body = Snappy.compressed(request.encoded)
        var backoff = Backoff()
        var failures = 0
        while true {
            try Task.checkCancellation()
            let outcome = await attempt(body)
            var pause: Int64?
            switch outcome {
            case .taken:
                let count = UInt64(request.sampleCount)
                update { status in
                    status.state = .ok
                    status.sent += count
                    status.sentBytes += UInt64(body.count)
                }
                return outcome
            case .refused: return outcome
            case .settings(let reason): note(reason, state: .refused)
            case .failed(let reason, let wanted):
                note(reason, state: .failing)
                pause = wanted
                failures += 1
                if failures >= Self.patience, reason.hasPrefix("status 5"), request.sampleCount > 1,
                    case .taken = await attempt(Snappy.compressed(request.probe.encoded))
                {
                    return .refused(.refused, reason)
                }
                if failures >= Self.patience, reason.contains("too old") { return .refused(.tooOld, reason) }
            }
            update { $0.retries += 1 }
            var random = SystemRandomNumberGenerator()
            let wait = max(backoff.fail(using: &random), min(pause ?? 0, Self.longestPause))
            try await surroundings.sleep(.milliseconds(wait))
        }
    }

    private func attempt(_ body: [UInt8]) async -> Outcome {
        var headers = [
            (name: "Content-Type", value: "application/x-protobuf"), ("Content-Encoding", "snappy"),
            ("X-Prometheus-Remote-Write-Version", "0.1.0"), ("User-Agent", "ipdect-agent/\(surroundings.version)"),
        ]
        if let token = server.bearerToken { headers.append(("Authorization", "Bearer \(token.revealed)")) }
        var request = WebRequest("POST", url.target, headers: headers, body: body)
        // The same samples twice are the same as once.
        request.isIdempotent = true
        let response: WebResponse
        do {
            response = try await client.perform(request, at: url)
        } catch {
            return .failed("\(error)", pause: nil)
        }
        if 200..<300 ~= response.status { return .taken }
        let said = String(decoding: response.body.prefix(200), as: UTF8.self).filter { !$0.isNewline }
        let reason = "status \(response.status): \(said)"
        switch response.status {
        case 401, 403, 404, 405, 407: return .settings(reason)
        case 408, 425, 429, 300..<400, 500...:
            let pause = response.header("Retry-After").flatMap { Int64($0) }.map { $0 &* 1000 }
            return .failed(reason, pause: pause)
        default: return .refused(Self.drop(said), reason)
        }
    }

    private static func drop(_ said: String) -> RemoteWriteStatus.Drop {
        if said.contains("out of bounds") || said.contains("too old") { return .tooOld }
        return said.contains("out of order") ? .outOfOrder : .refused
    }

    /// Notes an error; a new one is told once.
    private func note(
        _ reason: String, state: RemoteWriteStatus.State, _ change: (inout RemoteWriteStatus) -> Void = { _ in }
    ) {
        let now = surroundings.now()
        let isNew = status.withLock { status in
            change(&status)
            defer {
                status.state = state
                status.lastError = reason
                status.lastErrorAt = now
            }
            return status.lastError != reason
        }
        guard isNew else { return }
        surroundings.logger.warning(
            "remote write is not taken", metadata: ["server": "\(server.url)", "reason": "\(reason)"])
    }
}
