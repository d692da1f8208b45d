/// Why the history could not do what was asked.
public struct HistoryError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: String, Sendable {
        /// A file could not be read or written.
        case failed
        /// Another process has the folder.
        case inUse
        /// A file does not hold what was written to it.
        case damaged
        /// There are too many series, or too much is asked for at once.
        case limit
        /// The call makes no sense: a series that is not there, a row that is not later than the last, a bad name.
        case invalidCall
        /// The history was closed.
        case closed
    }

    /// What kind of failure it is.
    public var code: Code
    /// What happened, what was expected, and what to do.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
