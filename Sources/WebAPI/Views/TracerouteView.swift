import NetworkValues
import Performance

/// A line of a trace: how it began, a hop, or why it ended.
public struct TracerouteView: Codable, Sendable {
    /// What one packet met.
    public struct Answer: Codable, Sendable {
        /// `passing`, `arrived`, `unreachable` or `lost`.
        public var state: String
        /// Who answered; absent when nobody did.
        public var address: String?
        /// The round trip in seconds; absent when nobody answered.
        public var seconds: Double?
        /// Why it goes no further, in words; absent otherwise.
        public var reason: String?
    }

    /// `began`, `hop`, `unresolved`, `forbidden` or `unreachable`.
    public var state: String
    /// The destination's address; of the first line only.
    public var address: String?
    /// The hop's number, from 1.
    public var hop: Int?
    /// What the packets of the hop met.
    public var answers: [Answer]?
    /// What hinders the trace, in words.
    public var reason: String?

    init(_ event: Traceroute.Event) {
        switch event {
        case .began(let address):
            state = "began"
            self.address = "\(address)"
        case .hop(let hop):
            state = "hop"
            self.hop = hop.number
            answers = hop.answers.map(Answer.init)
        case .unresolved(let text): (state, reason) = ("unresolved", text)
        case .forbidden(let text): (state, reason) = ("forbidden", text)
        case .unreachable(let text): (state, reason) = ("unreachable", text)
        }
    }
}

extension TracerouteView.Answer {
    init(_ answer: TraceAnswer) {
        address = answer.address.map { "\($0)" }
        seconds = answer.seconds
        switch answer.kind {
        case .passing: state = "passing"
        case .arrived: state = "arrived"
        case .lost: state = "lost"
        case .unreachable(let text): (state, reason) = ("unreachable", text)
        }
    }
}
