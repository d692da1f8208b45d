/// An attribute of an element, its value with all references resolved.
public struct XMLAttribute: Hashable, Sendable {
    /// The name, with its prefix.
    public let name: String
    /// The value; tabs and line ends are blanks (XML 1.0 3.3.3).
    public var value: String
    /// The name without its prefix, in lower case.
    public let localName: String

    /// Makes an attribute.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
        localName = XMLElement.local(name)
    }
}

/// The next thing in a document.
public enum XMLToken: Hashable, Sendable {
    /// An element begins. An empty one ends with the next token.
    case start(name: String, attributes: [XMLAttribute])
    /// The innermost element ends.
    case end
    /// Text, or a CDATA section. Text of blanks alone is left out.
    case text(String)
}

/// Reads a document of XML 1.0 step by step, within limits.
///
/// It knows elements, attributes, text, CDATA, the five named references and numeric ones. Comments and processing
/// instructions are skipped. So is a DOCTYPE: what it declares is never looked at, nothing is fetched, and a reference to an
/// entity of its own stays as it is written. A structure that is broken is an error; a bare `&`, an attribute without quotes
/// or without a value is not, since devices write such things.
///
/// The document is given to every step; it must be the same each time.
public struct XMLReader: Sendable {
    /// The limits.
    public let limits: XMLLimits
    /// Octets read so far.
    public private(set) var position = 0
    /// Where the last element to begin stands.
    public private(set) var elementStart = 0
    /// Elements that are open.
    public var depth: Int { open.count }
    /// How the document is encoded: by what its declaration says, or else by what the caller knows, or else UTF-8.
    public private(set) var encoding: XMLEncoding
    /// Whether the outermost element is closed.
    public private(set) var isRootClosed = false

    private var isStarted = false
    /// The names of the open elements, by where they stand.
    private var open: [Range<Int>] = []
    private var elements = 0
    private var isEndDue = false

    /// Makes a reader; `encoding` is what counts when the document does not say it itself.
    public init(limits: XMLLimits = XMLLimits(), encoding: XMLEncoding = .utf8) {
        self.limits = limits
        self.encoding = encoding
    }

    /// The next token; `nil` behind the end of a document that is whole.
    public mutating func next(in bytes: Span<UInt8>) throws(XMLError) -> XMLToken? {
        if !isStarted { try begin(in: bytes) }
        if isEndDue {
            isEndDue = false
            close()
            return .end
        }
        while position < bytes.count {
            guard bytes[position] == 0x3c else {
                if let text = try text(in: bytes) { return text }
                continue
            }
            switch position + 1 < bytes.count ? bytes[position + 1] : 0 {
            case 0x3f: try skip(to: [0x3f, 0x3e], from: position + 2, "the end of a processing instruction", in: bytes)
            case 0x21:
                if let token = try markup(in: bytes) { return token }
            case 0x2f:
                try end(in: bytes)
                return .end
            default: return try start(in: bytes)
            }
        }
        guard open.isEmpty else {
            throw XMLError(.truncated, at: position, expected: "the end of \(open.count) elements", got: "the end")
        }
        guard isRootClosed else {
            throw XMLError(.truncated, at: position, expected: "an element", got: "the end")
        }
        return nil
    }

    private mutating func close() {
        open.removeLast()
        isRootClosed = open.isEmpty
    }
}

extension XMLReader {
    /// The mark of the byte order, and the declaration.
    private mutating func begin(in bytes: Span<UInt8>) throws(XMLError) {
        isStarted = true
        guard bytes.count <= limits.octets else {
            throw XMLError(.tooLarge, at: 0, expected: "at most \(limits.octets) octets", got: "\(bytes.count)")
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf], at: 0) {
            position = 3
            encoding = .utf8
        }
        guard bytes.count < 2 || bytes[0] != 0 && bytes[1] != 0 && bytes[0] < 0xfe else {
            throw XMLError(.encoding, at: 0, expected: "UTF-8 or ISO-8859-1", got: "UTF-16 or UTF-32")
        }
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        guard bytes.starts(with: Array("<?xml".utf8), at: position) else { return }
        let end = min(position + 256, bytes.count)
        guard let word = bytes.first(of: Array("encoding".utf8), from: position, to: end) else { return }
        var place = word + 8
        while place < end, bytes[place].isBlank || bytes[place] == 0x3d { place += 1 }
        guard place < end, bytes[place] == 0x22 || bytes[place] == 0x27 else { return }
        let quote = bytes[place]
        var name: [UInt8] = []
        place += 1
        while place < end, bytes[place] != quote, bytes[place] != 0x3e {
            name.append(bytes[place])
            place += 1
        }
        let text = String(decoding: name.prefix(40), as: UTF8.self)
        guard let named = XMLEncoding(named: text) else {
            throw XMLError(.encoding, at: word, expected: "UTF-8 or ISO-8859-1", got: text)
        }
        encoding = named
    }

    /// A comment, a CDATA section or a DOCTYPE.
    private mutating func markup(in bytes: Span<UInt8>) throws(XMLError) -> XMLToken? {
        if bytes.starts(with: Array("<!--".utf8), at: position) {
            try skip(to: Array("-->".utf8), from: position + 4, "the end of a comment", in: bytes)
            return nil
        }
        if bytes.starts(with: Array("<![CDATA[".utf8), at: position), !open.isEmpty {
            let start = position + 9
            try skip(to: Array("]]>".utf8), from: start, "the end of a CDATA section", in: bytes)
            let range = start..<(position - 3)
            try check(range, "of text")
            return range.isEmpty ? nil : .text(XMLText.verbatim(range, encoding, in: bytes))
        }
        guard bytes.starts(with: Array("<!DOCTYPE".utf8), at: position), open.isEmpty, !isRootClosed else {
            throw malformed("an element, a comment or text", in: bytes)
        }
        try skipDoctype(in: bytes)
        return nil
    }

    /// Steps over a document type: quotes, comments, instructions and the brackets of its own declarations are heeded.
    private mutating func skipDoctype(in bytes: Span<UInt8>) throws(XMLError) {
        let start = position
        position += 9
        var brackets = 0
        while position < bytes.count {
            switch bytes[position] {
            case 0x22, 0x27: try skip(to: [bytes[position]], from: position + 1, "the end of a quotation", in: bytes)
            case 0x3c where bytes.starts(with: Array("<!--".utf8), at: position):
                try skip(to: Array("-->".utf8), from: position + 4, "the end of a comment", in: bytes)
            case 0x3c where bytes.starts(with: Array("<?".utf8), at: position):
                try skip(to: Array("?>".utf8), from: position + 2, "the end of a processing instruction", in: bytes)
            case 0x5b:
                brackets += 1
                position += 1
            case 0x5d:
                brackets -= 1
                position += 1
            case 0x3e:
                position += 1
                if brackets <= 0 { return }
            default: position += 1
            }
        }
        throw XMLError(.truncated, at: start, expected: "the end of a DOCTYPE", got: "the end")
    }

    private mutating func skip(
        to end: [UInt8], from start: Int, _ what: String, in bytes: Span<UInt8>
    ) throws(XMLError) {
        guard let place = bytes.first(of: end, from: start, to: bytes.count) else {
            throw XMLError(.truncated, at: position, expected: what, got: "the end")
        }
        position = place + end.count
    }

    private mutating func text(in bytes: Span<UInt8>) throws(XMLError) -> XMLToken? {
        let start = position
        var isBlank = true
        var end = position
        while end < bytes.count, bytes[end] != 0x3c {
            isBlank = isBlank && bytes[end].isBlank
            end += 1
        }
        if isBlank {
            position = end
            return nil
        }
        guard !open.isEmpty else { throw malformed("an element", in: bytes) }
        try check(start..<end, "of text")
        position = end
        return .text(XMLText.resolved(start..<end, encoding, isAttribute: false, in: bytes))
    }

    private func check(_ range: Range<Int>, _ what: String) throws(XMLError) {
        guard range.count <= limits.valueOctets else {
            throw XMLError(
                .tooLarge, at: range.lowerBound, expected: "at most \(limits.valueOctets) octets \(what)",
                got: "\(range.count)")
        }
    }
}

extension XMLReader {
    private mutating func start(in bytes: Span<UInt8>) throws(XMLError) -> XMLToken {
        guard !isRootClosed else { throw malformed("nothing behind the outermost element", in: bytes) }
        let place = position
        elementStart = position
        position += 1
        let name = try name(in: bytes)
        elements += 1
        guard open.count < limits.depth else {
            throw XMLError(.tooLarge, at: place, expected: "at most \(limits.depth) open elements", got: "one more")
        }
        guard elements <= limits.elements else {
            throw XMLError(.tooLarge, at: place, expected: "at most \(limits.elements) elements", got: "one more")
        }
        var attributes: [XMLAttribute] = []
        while true {
            while position < bytes.count, bytes[position].isBlank { position += 1 }
            guard position < bytes.count else {
                throw XMLError(.truncated, at: place, expected: "the end of a tag", got: "the end")
            }
            if bytes[position] == 0x3e {
                position += 1
                break
            }
            if bytes.isEmptyTagEnd(at: position) {
                position += 2
                isEndDue = true
                break
            }
            guard attributes.count < limits.attributes else {
                throw XMLError(
                    .tooLarge, at: position, expected: "at most \(limits.attributes) attributes", got: "one more")
            }
            attributes.append(try attribute(in: bytes))
        }
        open.append(name)
        return .start(name: XMLText.verbatim(name, encoding, in: bytes), attributes: attributes)
    }

    private mutating func end(in bytes: Span<UInt8>) throws(XMLError) {
        let place = position
        position += 2
        let name = try name(in: bytes)
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        guard position < bytes.count else {
            throw XMLError(.truncated, at: place, expected: "the end of a tag", got: "the end")
        }
        guard bytes[position] == 0x3e else { throw malformed("> at the end of a tag", in: bytes) }
        guard let last = open.last, bytes.areSame(last, name) else {
            let innermost = open.last.map { "the end of \(XMLText.verbatim($0, encoding, in: bytes))" }
            throw XMLError(
                .malformed, at: place, expected: innermost ?? "an element",
                got: "the end of \(XMLText.verbatim(name, encoding, in: bytes))")
        }
        position += 1
        close()
    }

    private mutating func name(in bytes: Span<UInt8>) throws(XMLError) -> Range<Int> {
        let start = position
        guard start < bytes.count else {
            throw XMLError(.truncated, at: start, expected: "a name", got: "the end")
        }
        guard bytes[start].startsName else { throw malformed("a name", in: bytes) }
        while position < bytes.count, bytes[position].isOfName {
            position += 1
            guard position - start <= limits.nameOctets else {
                throw XMLError(
                    .tooLarge, at: start, expected: "a name of at most \(limits.nameOctets) octets", got: "a longer one"
                )
            }
        }
        return start..<position
    }

    private mutating func attribute(in bytes: Span<UInt8>) throws(XMLError) -> XMLAttribute {
        let name = XMLText.verbatim(try name(in: bytes), encoding, in: bytes)
        let behind = position
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        guard position < bytes.count, bytes[position] == 0x3d else {
            position = behind
            return XMLAttribute(name: name, value: "")
        }
        position += 1
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        let start: Int
        if position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27 {
            let quote = bytes[position]
            start = position + 1
            var end = start
            while end < bytes.count, bytes[end] != quote { end += 1 }
            guard end < bytes.count else {
                throw XMLError(
                    .truncated, at: position, expected: "the end of an attribute's value", got: "the end")
            }
            position = end + 1
            try check(start..<(position - 1), "of a value")
            let value = XMLText.resolved(start..<(position - 1), encoding, isAttribute: true, in: bytes)
            return XMLAttribute(name: name, value: value)
        }
        start = position
        while position < bytes.count, !bytes[position].isBlank, bytes[position] != 0x3e, bytes[position] != 0x3c,
            !bytes.isEmptyTagEnd(at: position)
        {
            position += 1
        }
        try check(start..<position, "of a value")
        return XMLAttribute(
            name: name, value: XMLText.resolved(start..<position, encoding, isAttribute: true, in: bytes))
    }

    private func malformed(_ expected: String, in bytes: Span<UInt8>) -> XMLError {
        let end = min(position + 16, bytes.count)
        return XMLError(
            .malformed, at: position, expected: expected,
            got: "\"\(XMLText.verbatim(position..<end, encoding, in: bytes))\"")
    }
}
