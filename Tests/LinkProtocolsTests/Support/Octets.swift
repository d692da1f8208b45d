import LinkProtocols
import NetworkValues

// Frames as arrays, which tests have in lists.

extension LLDPAgent {
    mutating func receive(_ octets: [UInt8], now: Timestamp) -> [Action] { receive(octets.span, now: now) }
}

extension Supplicant {
    mutating func receive(_ octets: [UInt8], now: Timestamp) -> [Action] { receive(octets.span, now: now) }
}

extension EAPPeer {
    mutating func receive(_ octets: [UInt8]) -> [EAPAction] { receive(octets.span, in: 0..<octets.count) }
}

extension SpanningTreePort {
    mutating func receive(_ octets: [UInt8], now: Timestamp) -> [SpanningTreeTrace] { receive(octets.span, now: now) }
}
