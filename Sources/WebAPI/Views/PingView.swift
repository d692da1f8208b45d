import NetworkValues
import Performance

/// What became of one echo request.
public struct PingView: Codable, Sendable {
    /// Its number, from 1.
    public var number: Int
    /// `replied`, `lost`, `unreachable`, `unresolved` or `forbidden`.
    public var state: String
    /// Whether a request was sent.
    public var wasSent: Bool
    /// Where to; absent when the name has no address.
    public var address: String?
    /// The round trip in seconds; absent without an answer.
    public var seconds: Double?
    /// What hindered it, in words.
    public var reason: String?

    init(_ number: Int, _ echo: Echo) {
        self.number = number
        wasSent = true
        switch echo {
        case .replied(let address, let seconds):
            state = "replied"
            self.address = "\(address)"
            self.seconds = seconds
        case .lost(let address):
            state = "lost"
            self.address = "\(address)"
        case .unreachable(let address, let text, let sent):
            state = "unreachable"
            self.address = "\(address)"
            reason = text
            wasSent = sent
        case .unresolved(let text):
            state = "unresolved"
            reason = text
            wasSent = false
        case .forbidden(let text):
            state = "forbidden"
            reason = text
            wasSent = false
        }
    }
}
