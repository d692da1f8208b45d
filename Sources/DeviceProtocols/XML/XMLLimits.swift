/// What a document may have at most. Whatever a device sends, reading it takes no more memory than these allow.
public struct XMLLimits: Hashable, Sendable {
    /// Octets of the whole document.
    public var octets = 1 << 20
    /// Elements that are open at once.
    public var depth = 32
    /// Elements altogether.
    public var elements = 20_000
    /// Attributes of one element.
    public var attributes = 64
    /// Octets of a name.
    public var nameOctets = 128
    /// Octets of an attribute's value, or of one run of text.
    public var valueOctets = 16_384

    /// The limits for answers of devices.
    public init() {}
}

/// How the octets of a document stand for characters.
public enum XMLEncoding: Hashable, Sendable {
    /// UTF-8; what is none is replaced by U+FFFD.
    case utf8
    /// ISO 8859-1, which US-ASCII is a part of. Windows-1252 is read as this too.
    case latin1

    /// The encoding by its name, as in a declaration or in Content-Type (IANA character sets); `nil` for any other.
    public init?(named name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252",
            "cp1252":
            self = .latin1
        default: return nil
        }
    }
}

/// Why a document could not be read on.
public struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// It ends in the middle of something.
        case truncated
        /// It is not well-formed.
        case malformed
        /// It is larger than a limit.
        case tooLarge
        /// It is in an encoding that is not read here.
        case encoding
    }

    /// What went wrong.
    public var code: Code
    /// Where: the number of octets before it.
    public var offset: Int
    /// What should have come.
    public var expected: String
    /// What came.
    public var got: String

    init(_ code: Code, at offset: Int, expected: String, got: String) {
        (self.code, self.offset, self.expected, self.got) = (code, offset, expected, got)
    }

    /// The text for people.
    public var description: String { "expected \(expected) at octet \(offset), got \(got)" }
}
