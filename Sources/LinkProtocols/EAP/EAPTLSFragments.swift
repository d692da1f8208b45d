/// A TLS message that is sent in fragments, one for each acknowledgment (RFC 5216 2.1.5). The first of several tells the
/// length of all.
public struct EAPTLSFragments: Hashable, Sendable {
    /// Records in one fragment, so that packet and frame header fit into 1500 octets with room to spare.
    public static let defaultSize = 1398

    private let message: [UInt8]
    private let size: Int
    private var sent = 0

    /// Makes fragments of a message, with at most `size` octets of records each.
    public init(_ message: [UInt8], size: Int = Self.defaultSize) {
        self.message = message
        self.size = max(1, size)
    }

    /// Whether all were handed out.
    public var isDone: Bool { sent >= message.count }

    /// The data of the next packet: flags, length in the first of several, records.
    public mutating func next() -> [UInt8] {
        let end = min(sent + size, message.count)
        var flags: UInt8 = end < message.count ? EAPTLSFragment.moreFlag : 0
        let isFirstOfMany = sent == 0 && end < message.count
        if isFirstOfMany { flags |= EAPTLSFragment.lengthFlag }
        var octets = [flags]
        octets.reserveCapacity(5 + end - sent)
        if isFirstOfMany { octets.append(number32: UInt32(truncatingIfNeeded: message.count)) }
        octets += message[sent..<end]
        sent = end
        return octets
    }
}
