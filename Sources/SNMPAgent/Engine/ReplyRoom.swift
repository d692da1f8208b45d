/// The memory that one reply is made in: headers are put in front of the variable bindings, and encryption may add a
/// few octets behind them.
struct ReplyRoom {
    /// Octets kept for all headers: those of a message with the longest names stay well below.
    static let headroom = 1024
    /// Octets kept behind the message, for the padding of DES.
    static let tailroom = 16

    /// The octets of a room for messages of up to `maximum` octets.
    static func capacity(forMessagesOf maximum: Int) -> Int { headroom + maximum + tailroom }

    /// The first octet.
    let base: UnsafeMutablePointer<UInt8>

    /// Where variable bindings are written, `count` octets at most.
    func bindings(_ count: Int) -> BERTarget {
        BERTarget(base: UnsafeMutableRawPointer(base + Self.headroom), capacity: max(count, 0))
    }

    /// A writer of headers in front of the variable bindings.
    var headers: ReplyWriter { ReplyWriter(floor: base, start: base + Self.headroom) }
}

/// A reply in a `ReplyRoom`.
struct Reply {
    /// The first octet.
    let start: UnsafeMutablePointer<UInt8>
    /// The number of octets.
    let count: Int
}
