import SNMPProtocol

/// Puts the headers of a reply in front of what was written already: BER's lengths are known only then.
struct ReplyWriter {
    /// The first octet of the room; nothing is put in front of it.
    private let floor: UnsafeMutablePointer<UInt8>
    /// The first octet of the reply.
    private(set) var start: UnsafeMutablePointer<UInt8>

    /// Begins in front of `start`, which lies at least as far behind `floor` as all headers take.
    init(floor: UnsafeMutablePointer<UInt8>, start: UnsafeMutablePointer<UInt8>) {
        self.floor = floor
        self.start = start
    }

    @inline(__always)
    mutating func put(_ octet: UInt8) {
        precondition(start > floor, "the headers of a reply are longer than the room for them")
        start -= 1
        start.pointee = octet
    }

    /// Puts octets in front.
    @inline(__always)
    mutating func put(_ octets: UnsafePointer<UInt8>, count: Int) {
        precondition(start - floor >= count, "the headers of a reply are longer than the room for them")
        start -= count
        start.update(from: octets, count: count)
    }

    /// Puts octets in front.
    mutating func put(_ octets: [UInt8]) {
        octets.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { put(base, count: buffer.count) }
        }
    }

    /// Puts a tag and a length in front.
    @inline(__always)
    mutating func put(tag: UInt8, length: Int) {
        put(UInt8(truncatingIfNeeded: length))
        if length >= 0x80 {
            if length < 0x100 {
                put(0x81)
            } else {
                put(UInt8(truncatingIfNeeded: length >> 8))
                if length < 0x1_0000 {
                    put(0x82)
                } else {
                    put(UInt8(truncatingIfNeeded: length >> 16))
                    put(0x83)
                }
            }
        }
        put(tag)
    }

    /// Puts a header in front that covers all from here to `end`.
    @inline(__always)
    mutating func wrap(_ tag: UInt8, to end: UnsafeMutablePointer<UInt8>) {
        put(tag: tag, length: end - start)
    }

    /// Puts an INTEGER in front.
    @inline(__always)
    mutating func put(integer value: Int64) {
        let length = BERSize.integerCount(value)
        for octet in 0..<length { put(UInt8(truncatingIfNeeded: value >> Int64(8 * octet))) }
        put(UInt8(truncatingIfNeeded: length))
        put(BERTag.integer)
    }
}
