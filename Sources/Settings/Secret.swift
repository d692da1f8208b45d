/// A value that must not be shown: printing, interpolating or dumping it gives asterisks. Only `revealed` gives it away.
public struct Secret: Hashable, Sendable {
    /// The secret itself. Hand it to what needs it; never to a log, a page or an error.
    public let revealed: String

    /// Wraps a secret.
    public init(_ revealed: String) {
        self.revealed = revealed
    }

    /// What stands in a secret's place wherever settings are shown.
    public static let mask = "********"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Asterisks, whatever the secret and its length.
    public var description: String { Self.mask }
    /// Asterisks, whatever the secret and its length.
    public var debugDescription: String { Self.mask }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
