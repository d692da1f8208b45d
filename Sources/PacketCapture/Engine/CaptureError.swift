/// Why a capture was not begun, or has ended.
public struct CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Kinds of reasons.
    public enum Code: String, Hashable, Sendable {
        /// Nothing may be captured: the settings say so.
        case off
        /// The right to capture is missing.
        case forbidden
        /// There is no such interface, or it cannot be opened.
        case noInterface
        /// The interface went away.
        case interfaceGone
        /// The filter does not compile, or is no valid program.
        case filter
        /// There are as many captures as are allowed.
        case limit
        /// A file cannot be written.
        case file
    }

    /// The kind.
    public var code: Code
    /// What was expected, what came and what helps.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
