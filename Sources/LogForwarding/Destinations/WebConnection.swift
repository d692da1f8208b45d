import Journal
import LogProtocols
import Logging
import NetworkValues
import Synchronization
import WebClient

/// One web request for each record, in order. A record counts as delivered when the server answered with 2xx.
final class WebConnection: LogConnection {
    /// Refusals of a record that are kept for the status.
    static let refusalLimit = 20

    private let server: LogServer
    private let url: WebURL
    private let client: WebClient
    private let surroundings: LogSurroundings
    private let counters: DeliveryCounters
    private let poison: PoisonWatch
    private let settled: Mutex<UInt64>
    private let closed = Doorbell()

    private init(
        _ server: LogServer, url: WebURL, client: WebClient, position: UInt64, _ surroundings: LogSurroundings,
        counters: DeliveryCounters, poison: PoisonWatch
    ) {
        self.server = server
        self.url = url
        self.client = client
        self.surroundings = surroundings
        self.counters = counters
        self.poison = poison
        settled = Mutex(position)
    }

    static func open(
        _ server: LogServer, after position: UInt64, _ surroundings: LogSurroundings, counters: DeliveryCounters,
        poison: PoisonWatch
    ) async throws(LogDeliveryError) -> WebConnection {
        do {
            let scheme = server.transport == .https ? "https" : "http"
            return WebConnection(
                server, url: try WebURL("\(scheme)://\(server.address)\(server.path)"),
                client: try surroundings.web(server), position: position, surroundings, counters: counters,
                poison: poison)
        } catch {
            throw LogDeliveryError(.configuration, "no requests to \(server.address): \(error)")
        }
    }

    func send(_ batch: LogBatch) async throws(LogDeliveryError) {
        var position = 0
        while position < batch.lines.count {
            let (number, line) = batch.lines[position]
            switch await outcome(of: line) {
            case .taken: break
            case .recordRefused(let reason): setAside(number, reason)
            case .serverFailed(let reason):
                // Always the same record: it may be at fault. The next one tells.
                guard poison.hasFailed(at: number), position + 1 < batch.lines.count,
                    case .taken = await outcome(of: batch.lines[position + 1].line)
                else { throw LogDeliveryError(.refused, reason) }
                // The server may have recovered just then: what it takes now is not at fault.
                if case .taken = await outcome(of: line) {} else { setAside(number, reason) }
                position += 1
            case .notReached(let reason): throw LogDeliveryError(.notReachable, reason)
            }
            settle(batch.lines[position].number)
            position += 1
        }
        settle(batch.last)
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
        let (form, isCut) = LogForm(line).encoded(limit: server.lineLimitBytes)
        var target = url
        var request: WebRequest
        switch server.method {
        case .get:
            target.target += (target.target.contains("?") ? "&" : "?") + form
            request = WebRequest("GET", target.target)
        case .post:
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
        guard 200..<300 ~= response.status else {
            let reason = "\(server.address) answered with status \(response.status)"
            // What says that this request can never be taken; other answers may change with time or settings.
            switch response.status {
            case 400, 409, 410, 411, 413, 414, 415, 422, 431: return .recordRefused(reason)
            default: return .serverFailed(reason)
            }
        }
        counters.update { figures in
            figures.sent += 1
            figures.sentOctets += UInt64(form.utf8.count)
            if isCut { figures.cut += 1 }
        }
        return .taken
    }

    private func setAside(_ number: UInt64, _ reason: String) {
        let now = surroundings.now()
        let isTold = counters.update { figures in
            // What is told becomes a record, and may be refused in turn: once a minute is enough.
            let last = figures.refusals.last?.time
            figures.setAside += 1
            figures.refusals.append(LogServerStatus.Refusal(number: number, reason: reason, time: now))
            if figures.refusals.count > Self.refusalLimit { figures.refusals.removeFirst() }
            return last.map { now.milliseconds(since: $0) >= 60_000 } ?? true
        }
        guard isTold else { return }
        surroundings.logger.warning(
            "a log server refuses a record, which is set aside",
            metadata: ["server": "\(server.address)", "record": "\(number)", "reason": "\(reason)"])
    }

    private func settle(_ number: UInt64) {
        settled.withLock { $0 = max($0, number) }
    }

    func progress() async throws(LogDeliveryError) -> DeliveryProgress {
        DeliveryProgress(settled: settled.withLock { $0 }, isOutstanding: false, stalledMilliseconds: 0)
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
