import Glibc

/// Why there is no report, or not the one that was asked for.
public struct ReportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of reason it is.
    public enum Code: String, Sendable, Hashable {
        /// Another report is being made.
        case busy
        /// Somebody ended it.
        case cancelled
        /// It took too long.
        case timedOut
        /// A file could not be written or read.
        case file
        /// There is no room on the disk.
        case diskFull
        /// A program that it needs failed, or is not there.
        case program
        /// There is no such report.
        case unknown
        /// What it is made from could not be read.
        case source
    }

    /// The kind.
    public var code: Code
    /// The sentence: what was tried, what came of it, what helps.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The sentence.
    public var description: String { message }

    /// What the system says of the last call.
    static func system(_ what: String, _ reason: Int32 = errno) -> ReportError {
        let code: Code = reason == ENOSPC || reason == EDQUOT ? .diskFull : .file
        return ReportError(code, "\(what): \(String(cString: strerror(reason)))")
    }
}
