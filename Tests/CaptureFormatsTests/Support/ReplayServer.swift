import CaptureFormats
import NetworkValues

/// A server that has what a recorded server had: it answers each action with what that one's next reply says, and the
/// session makes octets of it.
struct ReplayServer {
    private(set) var sent: [UInt8] = []
    private(set) var actions: [RPCAPAction] = []
    private(set) var session: RPCAPSession
    private var decoder = RPCAPDecoder(.client)
    private var waiting: [UInt8] = []
    private var recorded: ArraySlice<RPCAPMessage>
    private let now = Timestamp(seconds: 1_795_368_410)

    /// Makes a server; `recorded` are the messages of the recorded one.
    init(recorded: [RPCAPMessage]) {
        self.recorded = recorded[...]
        session = RPCAPSession(
            rules: RPCAPRules(allowsNullAuthentication: true, isBigEndian: false), now: now)
        perform(session.handle(.connected(hostIsAllowed: true), now: now))
    }

    /// Takes what the client sent, in pieces of this size.
    mutating func take(_ octets: [UInt8], pieces: Int) {
        var rest = octets[...]
        while !rest.isEmpty {
            waiting += rest.prefix(pieces)
            rest = rest.dropFirst(pieces)
            let here = waiting
            var position = 0
            while session.wantsInput, let input = decoder.next(in: here.span, at: &position) {
                perform(session.handle(.input(input), now: now))
            }
            waiting.removeFirst(position)
        }
    }

    private mutating func perform(_ actions: [RPCAPAction]) {
        for action in actions {
            self.actions.append(action)
            switch action {
            case .reply(let message, let version):
                message.append(version: version, to: &sent)
                _ = recorded.popFirst()
            case .send(let octets):
                sent += octets
            case .authenticate, .listInterfaces, .open, .startCapture, .updateFilter, .readStatistics, .stopCapture:
                if let event = answer(to: action) { perform(session.handle(event, now: now)) }
            case .setSampling, .close:
                break
            }
        }
    }

    private func answer(to action: RPCAPAction) -> RPCAPEvent? {
        switch (action, recorded.first) {
        case (.authenticate, .authenticationReply?): .passwordChecked(isRight: true)
        case (.authenticate, _): .passwordChecked(isRight: false)
        case (.stopCapture, _): .captureStopped(RPCAPStatistics())
        case (_, .error(_, let text)?): .failed(text)
        case (_, .findAllInterfacesReply(let interfaces)?): .interfaces(interfaces)
        case (_, .openReply(let reply)?): .opened(reply.linkType)
        case (_, .startCaptureReply(let reply)?): .captureStarted(reply)
        case (_, .updateFilterReply?): .filterUpdated
        case (_, .statisticsReply(let statistics)?): .statistics(statistics)
        // The reply that the recorder has lost.
        case (.readStatistics, nil): .statistics(RPCAPStatistics())
        default: nil
        }
    }
}
