/// Why something about TLS or certificates did not work.
public struct TLSError: Error, Hashable, Sendable {
    /// The kinds of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Octets are not what they should be: no certificate, key, request or container, or a damaged one.
        case malformed
        /// More octets or certificates came than are taken.
        case tooLarge
        /// What was asked for is too weak or not supported, and refused for that.
        case refused
        /// The password of a container is wrong.
        case wrongPassword
        /// A certificate does not belong to the key at hand.
        case keyMismatch
        /// There is no such thing: no signing request, no certificate of that fingerprint, no chain of that number.
        case notFound
        /// A file could not be read or written.
        case storage
        /// The TLS library or the system has failed.
        case system
        /// Settings of a context contradict each other or cannot be met.
        case configuration
        /// The other side's certificate was not accepted.
        case certificateRejected
        /// The handshake failed for another reason.
        case handshake
        /// The handshake took longer than its limit.
        case timeout
        /// A record could not be read, or the connection ended in the middle.
        case connection
    }

    /// The kind of failure.
    public let code: Code
    /// What was expected, what came, and what to do; for people.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension TLSError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
