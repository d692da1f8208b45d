import Journal
import LogProtocols
import Logging
import NetworkValues
import Synchronization
import Waking
import WebClient

/// One web request for each record, in order. A record counts as delivered when the server answered with 2xx.
final class WebConnection: LogConnection {
    private let server: LogServer
    private let url: WebURL
    private let client: WebClient
    private let surroundings: LogSurroundings
    private let counters: DeliveryCounters
    private let state: Mutex<State>
    private let closed = Doorbell()

    private struct State {
        var settled: UInt64
        /// When sending began, or the last answer came; `nil` while there is nothing to send.
        var progressAt: Timestamp?
    }

    private init(
        _ server: LogServer, url: WebURL, client: WebClient, position: UInt64, _ surroundings: LogSurroundings,
        counters: DeliveryCounters
    ) {
        self.server = server
        self.url = url
        self.client = client
        self.surroundings = surroundings
        self.counters = counters
        state = Mutex(State(settled: position))
    }

    static func open(
        _ server: LogServer, after position: UInt64, _ surroundings: LogSurroundings, counters: DeliveryCounters
    ) async throws(LogDeliveryError) -> WebConnection {
        do {
            let scheme = server.transport == .https ? "https" : "http"
            return WebConnection(
                server, url: try WebURL("\(scheme)://\(server.address)\(server.path)"),
                client: try surroundings.web(server), position: position, surroundings, counters: counters)
        } catch {
            throw LogDeliveryError(.configuration, "no requests to \(server.address): \(error)")
        }
    }

    func send(_ batch: LogBatch, wake: Doorbell) async throws(LogDeliveryError) {
        note(batch.lines.isEmpty ? nil : surroundings.now())
        defer { note(nil) }
        wake.ring()
        var position = 0
        while position < batch.lines.count {
            let (number, line) = batch.lines[position]
            switch await outcome(of: line) {
            case .taken: break
            case .recordRefused(let reason): counters.setAside(number, reason, by: server, surroundings)
            case .serverFailed(let reason):
                // Always the same record: it may be at fault. The next one tells.
                guard counters.update({ $0.poison.hasFailed(at: number) }), position + 1 < batch.lines.count,
                    await dealsWith(batch.lines[position + 1])
                else { throw LogDeliveryError(.refused, reason) }
                // The server may have recovered just then: what it takes now is not at fault.
                if case .taken = await outcome(of: line) {
                } else {
                    counters.setAside(number, reason, by: server, surroundings)
                }
                position += 1
            case .notReached(let reason): throw LogDeliveryError(.notReachable, reason)
            }
            settle(batch.lines[position].number)
            position += 1
        }
        settle(batch.last)
    }

    /// Whether the server is well enough to take a record, or to say that it is at fault.
    private func dealsWith(_ other: (number: UInt64, line: LogLine)) async -> Bool {
        switch await outcome(of: other.line) {
        case .taken: break
        case .recordRefused(let reason): counters.setAside(other.number, reason, by: server, surroundings)
        case .serverFailed, .notReached: return false
        }
        return true
    }

    /// What became of a request.
    private enum Outcome {
        /// The server has the record.
        case taken
        /// The record itself is at fault.
        case recordRefused(String)
        /// The server answered that it could not take it.
        case serverFailed(String)
        /// There was no answer.
        case notReached(String)
    }

    private func outcome(of line: LogLine) async -> Outcome {
        var target = url
        let request: WebRequest
        let (form, isCut): (String, Bool)
        switch server.method {
        case .get:
            target.target += target.target.contains("?") ? "&" : "?"
            // Servers bound the request line, in which an octet may take three.
            let room = server.lineLimitBytes - target.target.utf8.count - "GET  HTTP/1.1\r\n".utf8.count
            (form, isCut) = LogForm(line).encoded(limit: server.lineLimitBytes, encodedLimit: room)
            target.target += form
            request = WebRequest("GET", target.target)
        case .post:
            (form, isCut) = LogForm(line).encoded(limit: server.lineLimitBytes)
            request = WebRequest(
                "POST", target.target, headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(form.utf8))
        }
        let response: WebResponse
        do {
            response = try await client.perform(request, at: target)
        } catch {
            return .notReached("\(error)")
        }
        let reason = "\(server.address) answered with status \(response.status)"
        switch response.verdict {
        case .taken: break
        case .refused: return .recordRefused(reason)
        case .failed: return .serverFailed(reason)
        }
        counters.update { figures in
            figures.sent += 1
            figures.sentOctets += UInt64(form.utf8.count)
            if isCut { figures.cut += 1 }
        }
        return .taken
    }

    private func settle(_ number: UInt64) {
        let now = surroundings.now()
        state.withLock { state in
            state.settled = max(state.settled, number)
            state.progressAt = now
        }
    }

    private func note(_ progressAt: Timestamp?) { state.withLock { $0.progressAt = progressAt } }

    func progress() async throws(LogDeliveryError) -> DeliveryProgress {
        let state = state.withLock { $0 }
        return DeliveryProgress(
            settled: state.settled, isOutstanding: state.progressAt != nil,
            stalledMilliseconds: state.progressAt.map { max(0, surroundings.now().milliseconds(since: $0)) } ?? 0)
    }

    func ended() async -> LogDeliveryError {
        await closed.wait()
        return LogDeliveryError(.notReachable, "the connection was closed")
    }

    func close() async {
        closed.ring()
        await client.shutdown()
    }
}
