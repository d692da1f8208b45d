/// Why a frame socket cannot be opened, or takes no frame.
public struct FrameSocketError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Kinds of reasons.
    public enum Code: String, Hashable, Sendable {
        /// The right to open packet sockets is missing.
        case forbidden
        /// There is no such interface, or it is no Ethernet.
        case noInterface
        /// The interface is set down. The socket stays good for when it is up again.
        case interfaceDown
        /// The interface went away. The socket hears nothing any more; one of an interface of that name must be opened anew.
        case interfaceGone
        /// There is no room for the frame now; another one may be sent later.
        case full
        /// The system failed in another way.
        case failed
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
