import NetworkValues

extension SyslogPriority {
    /// The priority at the beginning of a line, in angle brackets, and where it ends; `nil` when there is none.
    static func leading(_ bytes: Span<UInt8>) -> (priority: SyslogPriority, end: Int)? {
        var cursor = LineCursor()
        guard cursor.take(0x3c, in: bytes), let value = cursor.number(1...3, in: bytes), value <= 191,
            cursor.take(0x3e, in: bytes),
            let priority = SyslogPriority(rawValue: UInt8(value))
        else { return nil }
        return (priority, cursor.position)
    }
}

extension SyslogView {
    /// Reads `1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA [MSG]` (RFC 5424 6). Returns whether it is there.
    mutating func readHeader(_ bytes: Span<UInt8>) -> Bool {
        var cursor = LineCursor(position: bodyStart)
        guard cursor.take(0x31, in: bytes), cursor.take(0x20, in: bytes) else { return false }
        var time: Timestamp?
        if cursor.octet(in: bytes) == 0x2d {
            cursor.position += 1
        } else {
            guard let found = LineTime.rfc3339(&cursor, in: bytes) else { return false }
            time = found
        }
        guard cursor.take(0x20, in: bytes), let host = cursor.word(limit: 255, in: bytes),
            let app = cursor.word(limit: 48, in: bytes),
            let process = cursor.word(limit: 128, in: bytes), let kind = cursor.word(limit: 32, in: bytes)
        else { return false }
        guard let data = Self.structuredData(bytes, at: cursor.position) else { return false }
        var start = data.upperBound
        if start < bytes.count {
            guard bytes[start] == 0x20 else { return false }
            start += 1
        }
        if start + 3 <= bytes.count, bytes[start] == 0xef, bytes[start + 1] == 0xbb, bytes[start + 2] == 0xbf {
            start += 3
        }
        self.time = time.flatMap(LineTime.set)
        self.host = Self.value(host, bytes)
        self.app = Self.value(app, bytes)
        processID = Self.value(process, bytes)
        messageID = Self.value(kind, bytes)
        structuredData = Self.value(data, bytes)
        message = start..<bytes.count
        return true
    }

    /// A field without NILVALUE.
    private static func value(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        range.count == 1 && bytes[range.lowerBound] == 0x2d ? 0..<0 : range
    }

    /// The structured data at a place: `-` or elements in brackets, with the escapes of RFC 5424 6.3.3.
    private static func structuredData(_ bytes: Span<UInt8>, at start: Int) -> Range<Int>? {
        guard start < bytes.count else { return nil }
        if bytes[start] == 0x2d { return start..<(start + 1) }
        var position = start
        while position < bytes.count, bytes[position] == 0x5b {
            var isQuoted = false
            position += 1
            while position < bytes.count, isQuoted || bytes[position] != 0x5d {
                if bytes[position] == 0x22 { isQuoted.toggle() }
                if isQuoted, bytes[position] == 0x5c { position += 1 }
                position += 1
            }
            guard position < bytes.count else { return nil }
            position += 1
        }
        return position > start ? start..<position : nil
    }

    /// Reads `Mmm dd hh:mm:ss HOST TAG[PID]: MSG` (RFC 3164 4.1) with what is found in the field: a year, a zone, a time as
    /// in RFC 3339, no host, no tag. Returns whether a time is there, without which nothing is told apart.
    mutating func readShortHeader(_ bytes: Span<UInt8>, receivedAt received: Timestamp) -> Bool {
        var cursor = LineCursor(position: bodyStart)
        // Cisco's star or dot for a clock that is not synchronized.
        if cursor.octet(in: bytes) == 0x2a || cursor.octet(in: bytes) == 0x2e { cursor.position += 1 }
        let before = cursor.position
        var found = LineTime.rfc3164(&cursor, in: bytes, receivedAt: received)
        if found == nil {
            cursor.position = before
            found = LineTime.rfc3339(&cursor, in: bytes)
        }
        guard let found else { return false }
        _ = cursor.take(0x3a, in: bytes)
        guard cursor.take(0x20, in: bytes) || cursor.isAtEnd(in: bytes) else { return false }
        time = LineTime.set(found)
        let afterTime = cursor.position
        // A word that ends with a colon is no host but a tag.
        if let word = cursor.word(limit: 255, in: bytes) {
            if Self.tag(word, bytes) == nil {
                host = word
            } else {
                cursor.position = afterTime
            }
        }
        let start = cursor.position
        message = min(start, bytes.count)..<bytes.count
        if let word = cursor.word(limit: 80, in: bytes), let tag = Self.tag(word, bytes) {
            app = tag.name
            processID = tag.process
            message = cursor.position..<bytes.count
        }
        return true
    }

    /// The parts of `TAG:` or `TAG[PID]:`.
    private static func tag(_ word: Range<Int>, _ bytes: Span<UInt8>) -> (name: Range<Int>, process: Range<Int>)? {
        guard bytes[word.upperBound - 1] == 0x3a else { return nil }
        var end = word.upperBound - 1
        var process = 0..<0
        if end > word.lowerBound, bytes[end - 1] == 0x5d {
            var open = end - 2
            while open > word.lowerBound, bytes[open] != 0x5b { open -= 1 }
            if open > word.lowerBound {
                process = (open + 1)..<(end - 1)
                end = open
            }
        }
        return end > word.lowerBound ? (word.lowerBound..<end, process) : nil
    }
}
