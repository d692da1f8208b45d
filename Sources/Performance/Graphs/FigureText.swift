import NetworkValues

/// Text with many figures in it, written straight into octets: a day of one series is more than 8,000 points, and a string
/// for each number took most of the time of an answer.
public struct FigureText: ~Copyable {
    private var octets: UnsafeMutablePointer<UInt8>
    private var count = 0
    private var capacity: Int
    /// The day since 1970 that `date` is of.
    private var day: Int64?
    private var date = ""

    /// Makes an empty text with room for so many octets; it grows when they are not enough.
    public init(capacity: Int = 256) {
        self.capacity = max(capacity, 256)
        octets = .allocate(capacity: self.capacity)
    }

    deinit { octets.deallocate() }

    /// Gives the text so far to `body`, UTF-8.
    public borrowing func read<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(UnsafeRawBufferPointer(start: octets, count: count))
    }

    /// The text so far as a string.
    public var text: String { read { String(decoding: $0, as: UTF8.self) } }

    /// Makes room behind the text, and returns where it is.
    @inline(__always)
    private mutating func room(_ needed: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count < needed { grow(by: needed) }
        return octets + count
    }

    private mutating func grow(by needed: Int) {
        capacity = max(capacity * 2, count + needed)
        let new = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        new.update(from: octets, count: count)
        octets.deallocate()
        octets = new
    }

    @inline(__always)
    private mutating func add(octet: UInt8) {
        room(1).pointee = octet
        count += 1
    }

    /// Adds words that stand in the program.
    @inline(__always)
    public mutating func add(_ words: StaticString) {
        room(words.utf8CodeUnitCount).update(from: words.utf8Start, count: words.utf8CodeUnitCount)
        count += words.utf8CodeUnitCount
    }

    /// Adds text as it is.
    public mutating func add(text: String) {
        var text = text
        text.withUTF8 { words in
            guard let start = words.baseAddress else { return }
            room(words.count).update(from: start, count: words.count)
            count += words.count
        }
    }

    /// Adds text as a string of JSON (RFC 8259, section 7).
    public mutating func add(quoted text: String) {
        add("\"")
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\""): add("\\\"")
            case UInt8(ascii: "\\"): add("\\\\")
            case ..<0x20: add(text: "\\u00" + (octet < 16 ? "0" : "") + String(octet, radix: 16))
            default: add(octet: octet)
            }
        }
        add("\"")
    }

    /// Adds a whole number.
    public mutating func add(_ number: Int64) {
        if number < 0 { add("-") }
        add(digits: number.magnitude, width: 1)
    }

    /// Adds a number so that it reads back as the same: whole ones without a point, `null` for what is no number.
    public mutating func add(_ value: Double) {
        guard value.isFinite else { return add("null") }
        if abs(value) < 0x1p53, let whole = Int64(exactly: value) { return add(whole) }
        // Most values were kept as multiples of a power of ten.
        let millionths = (value * 1_000_000).rounded()
        guard abs(millionths) < 1e15, millionths / 1_000_000 == value else {
            let text = value.description
            return add(text: text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
        }
        if value < 0 { add("-") }
        let magnitude = UInt64(abs(millionths))
        add(digits: magnitude / 1_000_000, width: 1)
        add(".")
        var (fraction, width) = (magnitude % 1_000_000, 6)
        while fraction % 10 == 0 { (fraction, width) = (fraction / 10, width - 1) }
        add(digits: fraction, width: width)
    }

    /// Adds a number rounded to one decimal place, which is left out when it is zero; 0 for what is no number.
    public mutating func add(tenths value: Double) {
        let tenths = value.isFinite ? Int64((max(-1e15, min(value, 1e15)) * 10).rounded()) : 0
        if tenths < 0 { add("-") }
        add(digits: tenths.magnitude / 10, width: 1)
        guard tenths % 10 != 0 else { return }
        add(".")
        add(digits: tenths.magnitude % 10, width: 1)
    }

    /// Adds a time as RFC 3339 text in UTC with milliseconds, as the description of a `Timestamp` is.
    public mutating func add(time milliseconds: Int64) {
        let day = milliseconds >= 0 ? milliseconds / 86_400_000 : (milliseconds - 86_399_999) / 86_400_000
        if day != self.day {
            self.day = day
            date = String(Timestamp(milliseconds: milliseconds).description.prefix { $0 != "T" })
        }
        let rest = UInt64(milliseconds - day * 86_400_000)
        add(text: date)
        add("T")
        add(digits: rest / 3_600_000, width: 2)
        add(":")
        add(digits: rest / 60_000 % 60, width: 2)
        add(":")
        add(digits: rest / 1000 % 60, width: 2)
        add(".")
        add(digits: rest % 1000, width: 3)
        add("Z")
    }

    /// Adds a number with zeros in front up to `width` digits.
    private mutating func add(digits number: UInt64, width: Int) {
        var digits = 1
        var limit: UInt64 = 10
        while digits < 20, number >= limit {
            digits += 1
            limit = digits < 20 ? limit * 10 : limit
        }
        digits = max(digits, width)
        let start = room(digits)
        var rest = number
        for place in (0..<digits).reversed() {
            start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += digits
    }
}
