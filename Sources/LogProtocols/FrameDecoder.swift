/// Finds the messages in what a TCP connection brings: octet counting and line feeds, as each message has it (RFC 6587
/// 3.4.1 and 3.4.2).
///
/// What is longer than the limit is cut; the rest of it is passed over, so that the next message is found again.
public struct FrameDecoder: Sendable {
    /// The most octets of a message.
    public let limit: Int
    /// Messages that were cut.
    public private(set) var cut: UInt64 = 0
    private var skipping = Skipping.nothing

    private enum Skipping: Hashable {
        case nothing
        case octets(Int)
        case line
    }

    /// Makes a decoder.
    public init(limit: Int = 8192) {
        self.limit = max(1, limit)
    }

    /// The most octets that a caller must be ready to keep: a message that is not yet whole, with its frame.
    public var roomNeeded: Int { limit + 16 }

    /// Calls `body` with the place of each whole message in `bytes`, without its frame, and whether it was cut. Returns how
    /// many octets are done with; the caller gives the rest again, with what comes behind it.
    public mutating func frames(in bytes: Span<UInt8>, _ body: (Range<Int>, _ isCut: Bool) -> Void) -> Int {
        var position = 0
        while let next = step(bytes, position, body) { position = next }
        return position
    }

    /// Calls `body` with what remains when the connection has ended: the last line needs no line feed.
    public mutating func end(_ bytes: Span<UInt8>, _ body: (Range<Int>, _ isCut: Bool) -> Void) {
        let used = frames(in: bytes, body)
        if skipping == .nothing, used < bytes.count { emit(bytes, used..<bytes.count, body) }
        skipping = .nothing
    }

    /// Does one step; returns where the next begins, or `nil` when more octets are needed.
    private mutating func step(
        _ bytes: Span<UInt8>, _ position: Int, _ body: (Range<Int>, Bool) -> Void
    ) -> Int? {
        guard position < bytes.count else { return nil }
        switch skipping {
        case .octets(let count):
            let skipped = min(count, bytes.count - position)
            skipping = skipped == count ? .nothing : .octets(count - skipped)
            return position + skipped
        case .line:
            guard let end = Self.lineEnd(bytes, from: position, to: bytes.count) else { return bytes.count }
            skipping = .nothing
            return end + 1
        case .nothing:
            // What stands between two messages: an end of line behind a counted one, an empty line.
            let octet = bytes[position]
            if octet == 0x0a || octet == 0x0d || octet == 0 { return position + 1 }
            return switch count(bytes, position) {
            case .unknown: nil
            case .none: line(bytes, position, body)
            case .found(let start, let length): counted(bytes, start, length, body)
            }
        }
    }

    private enum Count {
        /// More octets will tell.
        case unknown
        /// The message is a line.
        case none
        /// The message begins at `start` and has `length` octets.
        case found(start: Int, length: Int)
    }

    /// `MSG-LEN SP` with a priority behind it: a line may begin with a number, too.
    private func count(_ bytes: Span<UInt8>, _ position: Int) -> Count {
        guard (0x31...0x39).contains(bytes[position]) else { return .none }
        var length = 0
        var end = position
        while end < bytes.count, end - position < 8, (0x30...0x39).contains(bytes[end]) {
            length = length * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        guard end < bytes.count else { return end - position < 8 ? .unknown : .none }
        guard bytes[end] == 0x20 else { return .none }
        guard end + 1 < bytes.count else { return .unknown }
        return bytes[end + 1] == 0x3c ? .found(start: end + 1, length: length) : .none
    }

    private mutating func counted(
        _ bytes: Span<UInt8>, _ start: Int, _ length: Int, _ body: (Range<Int>, Bool) -> Void
    ) -> Int? {
        guard length > limit else {
            guard start + length <= bytes.count else { return nil }
            emit(bytes, start..<(start + length), body)
            return start + length
        }
        guard start + limit <= bytes.count else { return nil }
        cut += 1
        body(start..<(start + limit), true)
        skipping = .octets(length - limit)
        return start + limit
    }

    private mutating func line(_ bytes: Span<UInt8>, _ start: Int, _ body: (Range<Int>, Bool) -> Void) -> Int? {
        if let end = Self.lineEnd(bytes, from: start, to: min(bytes.count, start + limit + 2)) {
            emit(bytes, start..<end, body)
            return end + 1
        }
        guard bytes.count - start > limit + 1 else { return nil }
        cut += 1
        body(start..<(start + limit), true)
        skipping = .line
        return start + limit
    }

    /// Hands over a message without an end of line at its end, and not longer than the limit.
    private mutating func emit(_ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>, Bool) -> Void) {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == 0x0d || bytes[end - 1] == 0x0a || bytes[end - 1] == 0 {
            end -= 1
        }
        guard end > range.lowerBound else { return }
        let isCut = end - range.lowerBound > limit
        if isCut { cut += 1 }
        body(range.lowerBound..<min(end, range.lowerBound + limit), isCut)
    }

    /// The next line feed or NUL, eight octets at a time.
    private static func lineEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        var position = start
        while position + 8 <= end {
            let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            if hasZero(word ^ 0x0a0a_0a0a_0a0a_0a0a) || hasZero(word) { break }
            position += 8
        }
        while position < end {
            if bytes[position] == 0x0a || bytes[position] == 0 { return position }
            position += 1
        }
        return nil
    }

    /// Whether one of the eight octets is zero.
    private static func hasZero(_ word: UInt64) -> Bool {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
    }
}
