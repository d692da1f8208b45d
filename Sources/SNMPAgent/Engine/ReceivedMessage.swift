import SNMPProtocol

/// A message where it lies in the receive buffer. The decoders of `SNMPProtocol` read it as a span, within bounds; what they
/// find are positions in it.
struct ReceivedMessage {
    /// The first octet. The octets may be written to: decryption works in place.
    let octets: UnsafeMutablePointer<UInt8>
    let count: Int

    /// Hands the octets to `body` as a span.
    @inline(__always)
    func read<Value, Failure: Error>(_ body: (Span<UInt8>) throws(Failure) -> Value) throws(Failure) -> Value {
        try body(Span(_unsafeStart: UnsafePointer(octets), count: count))
    }

    /// Where the octets of a range begin.
    @inline(__always)
    func pointer(_ range: Range<Int>) -> UnsafePointer<UInt8> { UnsafePointer(octets + range.lowerBound) }
}
