/// A password from a client. Its octets are there for whoever checks it; no text about it ever shows them.
public struct RPCAPPassword: Hashable, Sendable {
    /// The octets, as they came.
    public let octets: [UInt8]

    /// Makes a password.
    public init(_ octets: [UInt8]) {
        self.octets = octets
    }
}

extension RPCAPPassword: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The same for every password.
    public var description: String { "(not shown)" }
    /// The same for every password.
    public var debugDescription: String { description }
    /// Nothing: a dump shows no octets either.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
