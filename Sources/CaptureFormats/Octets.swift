extension [UInt8] {
    /// Appends the octets of a number or of an inline array of numbers, as they lie in memory: one copy, whatever its size.
    @inline(__always) mutating func append(memoryOf value: some BitwiseCopyable) {
        unsafe Swift.withUnsafeBytes(of: value) { octets in unsafe append(contentsOf: octets) }
    }

    /// Appends a number in network order.
    @inline(__always) mutating func append(big value: some FixedWidthInteger & BitwiseCopyable) {
        append(memoryOf: value.bigEndian)
    }

    /// Appends a number with its lowest octet first.
    @inline(__always) mutating func append(little value: some FixedWidthInteger & BitwiseCopyable) {
        append(memoryOf: value.littleEndian)
    }

    /// Appends the octets of a span.
    @inline(__always) mutating func append(_ octets: Span<UInt8>) {
        unsafe octets.withUnsafeBufferPointer { buffer in unsafe append(contentsOf: buffer) }
    }

    /// Appends `count` zeros.
    mutating func append(zeros count: Int) {
        append(contentsOf: repeatElement(0, count: count))
    }

    /// Replaces two octets by a number in network order.
    mutating func replace(at index: Int, big value: UInt16) {
        self[index] = UInt8(truncatingIfNeeded: value >> 8)
        self[index + 1] = UInt8(truncatingIfNeeded: value)
    }
}

extension Span<UInt8> {
    /// A part of the octets as text; what is no UTF-8 is replaced.
    func text(_ range: Range<Int>) -> String {
        let part = extracting(range)
        return unsafe part.withUnsafeBufferPointer { buffer in unsafe String(decoding: buffer, as: UTF8.self) }
    }

    /// A copy of a part of the octets.
    func octets(_ range: Range<Int>) -> [UInt8] {
        var copy: [UInt8] = []
        copy.append(extracting(range))
        return copy
    }

    /// The most octets from the beginning that are at most `limit` and do not end within a character of UTF-8.
    func lengthOfText(limit: Int) -> Int {
        guard count > limit else { return count }
        var length = limit
        while length > 0, limit - length < 4, self[length] & 0xc0 == 0x80 { length -= 1 }
        return limit - length < 4 ? length : limit
    }
}

extension String {
    /// The text in UTF-8, cut where a character ends when it has more octets than `limit`.
    func octets(limit: Int) -> [UInt8] {
        let octets = Array(utf8)
        return Array(octets.prefix(octets.span.lengthOfText(limit: limit)))
    }
}
