public import NetworkValues

/// What one packet of a trace met.
public struct TraceAnswer: Hashable, Sendable {
    /// Where a packet ended.
    public enum Kind: Hashable, Sendable {
        /// At a router, whose limit of hops it reached.
        case passing
        /// At the destination.
        case arrived
        /// Somewhere that says it goes no further, in words.
        case unreachable(String)
        /// Nobody said.
        case lost
    }

    /// Where it ended.
    public var kind: Kind
    /// Who answered; `nil` when nobody did.
    public var address: IPAddress?
    /// The round trip in seconds; `nil` when nobody answered.
    public var seconds: Double?

    /// Makes an answer.
    public init(_ kind: Kind, from address: IPAddress? = nil, seconds: Double? = nil) {
        self.kind = kind
        self.address = address
        self.seconds = seconds
    }

    /// What an error of ICMP (RFC 792, RFC 1812) or ICMPv6 (RFC 4443) means for a trace.
    ///
    /// A port that nobody listens at is what a packet of UDP finds at its destination.
    static func kind(family: Int, type: UInt8, code: UInt8) -> Kind {
        let isSix = family == 6
        if type == (isSix ? 3 : 11) { return .passing }
        guard type == (isSix ? 1 : 3) else { return .unreachable("ICMP type \(type), code \(code)") }
        if code == (isSix ? 4 : 3) { return .arrived }
        let texts: [UInt8: String] =
            isSix
            ? [
                0: "no route", 1: "forbidden by a filter", 2: "beyond its scope", 3: "the host does not answer",
                5: "forbidden source", 6: "route refused",
            ]
            : [
                0: "no route to the network", 1: "the host does not answer", 2: "no such protocol",
                4: "too big, and must not be cut", 5: "source route failed", 9: "network forbidden by a filter",
                10: "host forbidden by a filter", 13: "forbidden by a filter",
            ]
        return .unreachable(texts[code] ?? "unreachable, code \(code)")
    }
}

/// A hop of a trace, with what each packet sent so far met there.
public struct TraceHop: Hashable, Sendable {
    /// Its number, from 1: how far the packets may go.
    public var number: Int
    /// One for each packet, in the order in which they were sent.
    public var answers: [TraceAnswer]

    /// Whether nothing lies behind it.
    public var isLast: Bool {
        answers.contains {
            switch $0.kind {
            case .arrived, .unreachable: true
            case .passing, .lost: false
            }
        }
    }
}
