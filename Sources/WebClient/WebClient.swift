public import Logging
public import NIOCore
import NIOHTTP1
import NIOPosix
public import TLSKit

/// A client of HTTP/1.1 for everything that speaks it outward: connections that are kept, log-ins, redirects and limits.
///
/// Log-ins: a server that answers 401 gets the credentials of the URL, by the strongest scheme it offers (SHA-256-sess,
/// SHA-256, MD5-sess, MD5, Basic). Basic goes over https; over plain http only when the server offers no Digest at all.
/// What a server has asked for once is sent with the following requests at once.
///
/// Redirects: 301, 302, 303, 307 and 308, by the rules of RFC 9110 15.4. Never from https to http. What the caller gave for
/// one server (Authorization, Cookie) does not follow to another; credentials count only below their own URL.
///
/// A request whose kept connection turns out to be closed, before an octet of the response has come, is sent once more on
/// a new one, if it is idempotent or nothing of it was sent.
public final class WebClient: Sendable {
    /// The limits.
    public let options: WebClientOptions
    private let pool: ConnectionPool
    private let authenticator: Authenticator
    private let logger: Logger

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - tls: how servers of https are checked; `nil` when there are none.
    ///   - group: the event loops of the connections; `nil` for those of the process.
    public init(
        _ options: WebClientOptions = WebClientOptions(), tls: TLSContext?, credentials: [WebCredentials] = [],
        group: (any EventLoopGroup)? = nil, logger: Logger
    ) {
        self.options = options
        self.logger = logger
        authenticator = Authenticator(credentials)
        let group = group ?? MultiThreadedEventLoopGroup.singleton
        let connector = Connector(group: group, options: options)
        pool = ConnectionPool(options, group: group) { origin in
            let endpoint = Endpoint.tcp(host: origin.host, port: origin.port)
            guard origin.scheme == .https else { return try await connector.connect(to: endpoint) }
            guard let tls else {
                throw WebClientError(.tls, "https to \(origin.peer) needs a TLS context, and this client has none")
            }
            return try await connector.connect(
                to: endpoint, Connector.Security(context: tls, serverName: origin.host))
        }
    }

    /// Sends a request and returns the whole response. The target is that of `url`; that of `request` is not looked at.
    ///
    /// - Parameter body: a body that is sent as it comes, instead of that of `request`.
    /// - Throws: `WebClientError`, an error of `body`, or `CancellationError`. A response with an error's status is a
    ///   response.
    public func perform(_ request: WebRequest, at url: WebURL, body: WebBody? = nil) async throws -> WebResponse {
        var journey = Journey(request, at: url, body: body, options: options)
        while true {
            var outgoing = try journey.request(authenticator, options: options)
            outgoing.wholeLimit = TimeAmount(options.wholeLimit)
            let (head, content): (HTTPResponseHead, ByteBuffer)
            if case .stream(let body) = journey.content {
                let limit = options.bodyLimitBytes
                (head, content) = try await stream(outgoing, body, journey) { head, body in
                    (head, try await body.collect(upTo: limit))
                }
            } else {
                outgoing.bodyLimitBytes = options.bodyLimitBytes
                let response = try await exchange(outgoing, journey)
                (head, content) = (response.head, response.body)
            }
            if try journey.advance(head, authenticator) {
                logger.debug(
                    "a request goes on", metadata: ["status": "\(head.status.code)", "to": "\(journey.url.place)"])
                continue
            }
            return WebResponse(
                status: Int(head.status.code), headers: head.headers.map { (name: $0.name, value: $0.value) },
                body: Array(content.readableBytesView))
        }
    }

    /// Sends a request and hands the response, as it comes, to `read`. The response has no `body`; that is the second
    /// argument. What `read` does not take of it is not fetched: then the connection is closed.
    ///
    /// The time of the whole is not limited, only that of each standstill.
    ///
    /// - Throws: `WebClientError`, an error of `body` or of `read`, or `CancellationError`.
    public func withResponse<Answer: Sendable>(
        to request: WebRequest, at url: WebURL, body: WebBody? = nil,
        _ read: (WebResponse, WebResponseBody) async throws -> Answer
    ) async throws -> Answer {
        var journey = Journey(request, at: url, body: body, options: options)
        while true {
            let outgoing = try journey.request(authenticator, options: options)
            var sent: WebBody?
            if case .stream(let body) = journey.content { sent = body }
            var next = journey
            let answer: Answer? = try await stream(outgoing, sent, journey) { head, body in
                if try next.advance(head, authenticator) {
                    try await drain(body)
                    return nil
                }
                let response = WebResponse(
                    status: Int(head.status.code), headers: head.headers.map { (name: $0.name, value: $0.value) })
                return try await read(response, body)
            }
            if let answer { return answer }
            journey = next
        }
    }

    /// Ends all connections; requests under way fail with `shutDown`. Returns when the connections are closed.
    public func shutdown() async {
        await pool.shutDown()
    }

    /// How many connections are open, and how many of them are kept without a request.
    public var connectionCounts: (open: Int, idle: Int) { pool.counts }

    /// Reads a body that nobody wants, so that its connection can be used again, if it is short.
    private func drain(_ body: WebResponseBody) async throws {
        var count = 0
        for try await part in body {
            count += part.readableBytes
            if count > 64 << 10 { return }
        }
    }
}

extension WebClient {
    /// One request and its response, both in memory.
    private func exchange(_ request: OutgoingRequest, _ journey: Journey) async throws -> ReceivedResponse {
        let origin = journey.url.origin
        var isFresh = false
        while true {
            let lease = try await pool.lease(origin, isFresh: isFresh)
            do {
                let response = try await lease.connection.perform(request)
                pool.giveBack(lease.connection, origin, isReusable: response.isReusable)
                return response
            } catch {
                let isAgain = await mayTryAgain(error, lease, journey)
                pool.giveBack(lease.connection, origin, isReusable: false)
                guard isAgain, !isFresh else { throw reason(error, origin) }
                isFresh = true
            }
        }
    }

    /// One request and its response, either of them streamed.
    private func stream<Answer: Sendable>(
        _ request: OutgoingRequest, _ body: WebBody?, _ journey: Journey,
        _ read: (HTTPResponseHead, WebResponseBody) async throws -> Answer
    ) async throws -> Answer {
        let origin = journey.url.origin
        var isFresh = false
        while true {
            let lease = try await pool.lease(origin, isFresh: isFresh)
            var isAnswered = false
            do {
                let connection = lease.connection
                let (answer, isReusable) = try await withThrowingTaskGroup(of: Void.self) { group in
                    connection.start(request)
                    if let body {
                        group.addTask { await body.send(on: connection, asksFirst: request.expectsContinue) }
                    }
                    let head = try await connection.head()
                    isAnswered = true
                    let answer = try await read(head, WebResponseBody(connection: connection))
                    let isReusable = await connection.finish()
                    group.cancelAll()
                    return (answer, isReusable)
                }
                pool.giveBack(connection, origin, isReusable: isReusable)
                return answer
            } catch {
                let isAgain = isAnswered ? false : await mayTryAgain(error, lease, journey)
                pool.giveBack(lease.connection, origin, isReusable: false)
                guard isAgain, !isFresh else { throw reason(error, origin) }
                isFresh = true
            }
        }
    }

    /// Whether the server closed the kept connection before it saw the request.
    private func mayTryAgain(_ error: any Error, _ lease: ConnectionPool.Lease, _ journey: Journey) async -> Bool {
        guard lease.isReused, journey.isBodyAvailable, !Task.isCancelled else { return false }
        if error is ConnectionUnused { return true }
        guard let error = error as? WebClientError, error.code == .closed, journey.mayRepeat else { return false }
        return await !lease.connection.hasSeenOctets()
    }

    private func reason(_ error: any Error, _ origin: WebURL.Origin) -> any Error {
        if Task.isCancelled { return CancellationError() }
        guard error is ConnectionUnused else { return error }
        return WebClientError(.closed, "\(origin.peer) closed the connection before the request was sent")
    }
}
