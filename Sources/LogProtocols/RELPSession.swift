/// The receiving side of one connection of RELP, the Reliable Event Logging Protocol of rsyslog (version 0, as librelp
/// speaks it): `TXNR SP COMMAND SP DATALEN [SP DATA] LF`.
///
/// A message is answered once the caller says that it is durable; its sender keeps it until then, and sends it again over
/// the next connection when this one breaks. What is longer than the limit is cut, and the rest of it passed over.
public struct RELPSession: Sendable {
    /// The most octets of a message.
    public let limit: Int
    /// Messages that were cut.
    public private(set) var cut: UInt64 = 0
    /// Whether the sender has ended the session, and has its answer.
    public private(set) var isOver = false

    private var isOpen = false
    /// Octets of a cut message that are still to come, with the line feed behind it.
    private var skipping = 0
    /// What waits for its answer, in the order in which it came.
    private var waiting: [Waiting] = []

    private enum Waiting: Hashable {
        case open(Int)
        case message(Int)
        case close(Int)
        case unknown(Int)
    }

    private struct Head {
        var transaction: Int
        var command: Range<Int>
        var start: Int
        var length: Int
    }

    /// Makes a session that nobody has opened yet.
    public init(limit: Int = 8192) {
        self.limit = max(1, limit)
    }

    /// The most octets that a caller must be ready to keep: a message that is not yet whole, with its frame.
    public var roomNeeded: Int { limit + Self.headLimit + 1 }

    /// The longest head: a number of 9 digits, a command of 32 letters, another number, and a blank behind each.
    private static let headLimit = 9 + 1 + 32 + 1 + 9 + 1

    /// Calls `body` with the place of each whole message in `bytes`. Returns how many octets are done with; the caller gives
    /// the rest again, with what comes behind it. Throws for what is no RELP: the connection is of no use then.
    public mutating func messages(
        in bytes: Span<UInt8>, _ body: (Range<Int>) -> Void
    ) throws(RELPError) -> Int {
        var position = 0
        while position < bytes.count, !isOver {
            if skipping > 0 {
                let count = min(skipping, bytes.count - position)
                skipping -= count
                position += count
                continue
            }
            guard let head = try head(bytes, position) else { break }
            let isCut = head.length > limit
            let end = head.start + min(head.length, limit)
            // A whole frame ends in a line feed.
            guard isCut ? end <= bytes.count : end < bytes.count else { break }
            guard isCut || bytes[end] == 0x0a else {
                throw RELPError("a line feed behind \(head.length) octets of data")
            }
            try take(head, in: bytes, body, end: end)
            skipping = isCut ? head.length - limit + 1 : 0
            position = isCut ? end : end + 1
        }
        return position
    }

    /// Says that `count` more messages are durable. Returns the answers that can be given now, in order.
    public mutating func answers(durable count: Int) -> [UInt8] {
        var durable = count
        var octets: [UInt8] = []
        var done = 0
        loop: for item in waiting {
            switch item {
            case .open(let transaction):
                Self.answer(transaction, "200 OK\nrelp_version=0\nrelp_software=ipdect-agent\ncommands=syslog", &octets)
            case .unknown(let transaction):
                Self.answer(transaction, "500 expected open, syslog or close", &octets)
            case .message(let transaction):
                guard durable > 0 else { break loop }
                durable -= 1
                Self.answer(transaction, "200 OK", &octets)
            case .close(let transaction):
                octets += Array("\(transaction) rsp 0\n0 serverclose 0\n".utf8)
                isOver = true
            }
            done += 1
        }
        waiting.removeFirst(done)
        return octets
    }

    private static func answer(_ transaction: Int, _ text: String, _ octets: inout [UInt8]) {
        octets += Array("\(transaction) rsp \(text.utf8.count) \(text)\n".utf8)
    }

    private mutating func take(
        _ head: Head, in bytes: Span<UInt8>, _ body: (Range<Int>) -> Void, end: Int
    ) throws(RELPError) {
        switch String(decoding: head.command.map { bytes[$0] }, as: UTF8.self) {
        case "open":
            isOpen = true
            waiting.append(.open(head.transaction))
        case "syslog":
            guard isOpen else { throw RELPError("the command open before any other") }
            if head.length > limit { cut += 1 }
            waiting.append(.message(head.transaction))
            body(head.start..<end)
        case "close":
            waiting.append(.close(head.transaction))
        default:
            waiting.append(.unknown(head.transaction))
        }
    }

    /// The head of a frame; `nil` when more octets are needed.
    private func head(_ bytes: Span<UInt8>, _ position: Int) throws(RELPError) -> Head? {
        var cursor = position
        guard let transaction = try number(bytes, &cursor, "the number of a transaction"),
            try blank(bytes, &cursor)
        else { return nil }
        let first = cursor
        while cursor < bytes.count, cursor - first < 32, (0x61...0x7a).contains(bytes[cursor] | 0x20) { cursor += 1 }
        let command = first..<cursor
        guard cursor < bytes.count || command.count == 32 else { return nil }
        guard !command.isEmpty else { throw RELPError("a command behind the number") }
        guard try blank(bytes, &cursor), let length = try number(bytes, &cursor, "the length of the data") else {
            return nil
        }
        guard cursor < bytes.count else { return nil }
        // Without data the blank may be missing.
        if bytes[cursor] == 0x20 {
            cursor += 1
        } else if length > 0 {
            throw RELPError("a blank in front of the data")
        }
        return Head(transaction: transaction, command: command, start: cursor, length: length)
    }

    /// A number of up to nine digits; `nil` when more octets are needed.
    private func number(_ bytes: Span<UInt8>, _ cursor: inout Int, _ what: String) throws(RELPError) -> Int? {
        let first = cursor
        var value = 0
        while cursor < bytes.count, cursor - first < 10, (0x30...0x39).contains(bytes[cursor]) {
            value = value * 10 + Int(bytes[cursor] - 0x30)
            cursor += 1
        }
        let count = cursor - first
        guard count < 10, count > 0 || cursor == bytes.count else { throw RELPError("\(what) in up to 9 digits") }
        return cursor < bytes.count ? value : nil
    }

    private func blank(_ bytes: Span<UInt8>, _ cursor: inout Int) throws(RELPError) -> Bool {
        guard cursor < bytes.count else { return false }
        guard bytes[cursor] == 0x20 else { throw RELPError("a blank") }
        cursor += 1
        return true
    }
}

/// What came is no RELP.
public struct RELPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was expected.
    public let expected: String

    init(_ expected: String) { self.expected = expected }

    /// What was expected, for people.
    public var description: String { "expected \(expected) (RELP)" }
}
