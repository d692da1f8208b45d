/// Why the journal could not do what was asked.
public struct JournalError: Error, Sendable {
    /// What kind of failure it is.
    public enum Code: String, Sendable {
        /// No room on the disk, also after the oldest records were dropped. Nothing of the call was kept.
        case diskFull
        /// The file system or SQLite failed otherwise. Nothing of the call was kept.
        case failed
        /// The file is damaged; it is set aside when the journal is opened the next time.
        case damaged
        /// Another process has the journal open.
        case inUse
        /// The file was written by a newer version of the agent.
        case newerVersion
        /// The journal was closed.
        case closed
        /// More records wait to be written than the journal takes. Nothing of the call was kept.
        case overloaded
        /// The call makes no sense: nothing to append, a bad name of a cursor, a position that does not exist.
        case invalidCall
    }

    /// What kind of failure it is.
    public var code: Code
    /// What happened and what to do.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension JournalError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
