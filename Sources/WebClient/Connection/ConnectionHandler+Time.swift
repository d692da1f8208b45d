import NIOCore
import NIOHTTP1
import TLSKit

extension ConnectionHandler {
    /// Starts the time of a phase. One timer serves all: it is moved forward only when it would come too late, so that a
    /// busy connection hardly ever touches it.
    func wait(for phase: Phase) {
        self.phase = phase
        let limit: TimeAmount
        switch phase {
        case .nothing:
            deadline = progress == nil ? .distantFuture : wholeDeadline
            if deadline < timerDeadline || timer == nil { arm() }
            return
        case .proceed: limit = limits.continueWait
        case .sending, .body: limit = limits.bodyIdle
        case .header: limit = limits.header
        case .idle: limit = idleLimit
        }
        deadline = .now() + limit
        if phase != .idle { deadline = min(deadline, wholeDeadline) }
        if timer == nil || deadline < timerDeadline { arm() }
    }

    /// How long the connection is kept: a second less than the server says, since it counts from earlier on.
    private var idleLimit: TimeAmount {
        guard let field = progress?.head?.headers.first(name: "Keep-Alive") else { return limits.keepAlive }
        for part in field.split(separator: ",") {
            let pair = part.split(separator: "=").map { $0.filter { $0 != " " } }
            if pair.count == 2, pair[0].lowercased() == "timeout", let seconds = Int64(pair[1]), 0...86_400 ~= seconds {
                return min(limits.keepAlive, .milliseconds(max(seconds * 1000 - 1000, 500)))
            }
        }
        return limits.keepAlive
    }

    private func arm() {
        timer?.cancel()
        timer = nil
        timerDeadline = deadline
        guard deadline != .distantFuture, let context, !isOver else { return }
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.timePassed() }
    }

    private func timePassed() {
        timer = nil
        guard deadline <= .now() else { return arm() }
        if phase != .idle, wholeDeadline <= deadline {
            return fail(late("the whole response"))
        }
        switch phase {
        case .nothing: break
        case .proceed: proceed(true)
        case .sending: fail(late("room for more of the request"))
        case .header: fail(late("the header of a response"))
        case .body: fail(late("more of the response"))
        case .idle: fail(WebClientError(.closed, "the connection to \(peer) was not used any more"))
        }
    }

    private func late(_ what: String) -> WebClientError {
        WebClientError(.timedOut, "expected \(what) from \(peer) within the time limit, got nothing")
    }

    func closed() -> WebClientError {
        WebClientError(.closed, "\(peer) closed the connection before the end of its response")
    }

    /// An error of the connection as one for people.
    func explain(_ error: any Error) -> any Error {
        switch error {
        case let error as HTTPParserError where error == .invalidEOFState: closed()
        case let error as HTTPParserError where error == .headerOverflow:
            WebClientError(.tooLarge, "expected a header within the limits from \(peer), got a larger one")
        case let error as HTTPParserError:
            WebClientError(.malformed, "expected HTTP/1.1 from \(peer), got something else: \(error)")
        case is NIOHTTPDecoderError:
            WebClientError(.malformed, "\(peer) sent something that nobody asked for")
        case let error as TLSError: WebClientError(.tls, "TLS with \(peer): \(error)")
        case let error as IOError: WebClientError(.closed, "the connection to \(peer) broke: \(error)")
        case let error as ChannelError where error == .inputClosed || error == .eof: closed()
        default: WebClientError(.closed, "the connection to \(peer) failed: \(error)")
        }
    }
}
