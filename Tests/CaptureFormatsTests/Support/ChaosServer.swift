import CaptureFormats
import NetworkValues
import Testing

/// A server that answers a session's actions at random, sometimes late, sometimes with what was not asked for, and whose
/// clock jumps ahead.
struct ChaosServer {
    private var random: SplitMix
    private var session: RPCAPSession
    private var decoder = RPCAPDecoder(.client, payloadLimit: 4096)
    private var now = Timestamp(seconds: 1_000_000)
    private var closes = 0
    private var starts = 0
    private var stops = 0
    private var failedStarts = 0
    private var endedAlone = 0

    init(random: SplitMix) {
        self.random = random
        session = RPCAPSession(rules: RPCAPRules(allowsNullAuthentication: true), now: now)
        perform(session.handle(.connected(hostIsAllowed: true), now: now))
    }

    /// Takes what a client sent.
    mutating func take(_ octets: [UInt8]) {
        var position = 0
        while !session.isOver {
            if session.wantsInput {
                guard let input = decoder.next(in: octets.span, at: &position) else { break }
                give(.input(input))
            } else if Int.random(in: 0..<8, using: &random) == 0 {
                now = session.deadline ?? now.adding(milliseconds: 100)
                give(.timer)
                // A deadline that has passed is gone, or the timer would be due for ever.
                if let deadline = session.deadline { #expect(deadline > now || session.isOver) }
            } else {
                give(answers.randomElement(using: &random) ?? .timer)
            }
        }
        if Bool.random(using: &random) { give(.disconnected) }
    }

    private let answers: [RPCAPEvent] = [
        .passwordChecked(isRight: true), .passwordChecked(isRight: false), .interfaces([]), .opened(.ethernet),
        .interfaces([RPCAPInterface(name: "a")]), .captureStarted(RPCAPStartReply(bufferLength: 1, dataPort: 1)),
        .filterUpdated, .statistics(RPCAPStatistics()), .captureStopped(RPCAPStatistics()), .failed("x"),
        .captureEnded(RPCAPStatistics(), failure: nil), .captureEnded(RPCAPStatistics(), failure: "y"),
    ]

    private mutating func give(_ event: RPCAPEvent) {
        let captured = session.isCapturing
        let actions = session.handle(event, now: now)
        if case .captureEnded = event, captured { endedAlone += 1 }
        if case .captureStarted = event, !captured, session.isCapturing { starts += 1 }
        perform(actions)
    }

    private mutating func perform(_ actions: [RPCAPAction]) {
        for (index, action) in actions.enumerated() {
            switch action {
            case .close:
                closes += 1
                #expect(index == actions.count - 1 && session.isOver)
            case .startCapture(let request):
                #expect(session.isAuthenticated && (try? request.filter.check()) != nil)
            case .updateFilter(let filter):
                #expect(session.isCapturing && (try? filter.check()) != nil)
            case .setSampling, .readStatistics:
                #expect(session.isCapturing)
            case .listInterfaces, .open:
                #expect(session.isAuthenticated)
            case .stopCapture:
                stops += 1
            case .reply, .send, .authenticate:
                break
            }
        }
    }

    /// Makes sure that a session that is over was closed once, and that no capture was left running.
    func check() {
        #expect(closes == (session.isOver ? 1 : 0))
        #expect(!session.isOver || stops + endedAlone >= starts)
        #expect(session.isOver || session.deadline != nil || !session.wantsInput || session.isCapturing)
    }
}
