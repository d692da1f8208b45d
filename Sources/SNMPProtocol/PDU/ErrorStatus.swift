/// How a request ended (RFC 3416 3; the first six also in RFC 1157 4.1). Other numbers are kept as they came.
public struct ErrorStatus: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a status from its number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// All went well.
    public static let noError = ErrorStatus(rawValue: 0)
    /// The answer does not fit into a message.
    public static let tooBig = ErrorStatus(rawValue: 1)
    /// SNMPv1: there is no such object.
    public static let noSuchName = ErrorStatus(rawValue: 2)
    /// SNMPv1: the value has the wrong type or size.
    public static let badValue = ErrorStatus(rawValue: 3)
    /// SNMPv1: the object cannot be set.
    public static let readOnly = ErrorStatus(rawValue: 4)
    /// Something went wrong that has no number.
    public static let genErr = ErrorStatus(rawValue: 5)
    /// Access control forbids it.
    public static let noAccess = ErrorStatus(rawValue: 6)
    /// The value has the wrong type.
    public static let wrongType = ErrorStatus(rawValue: 7)
    /// The value has the wrong length.
    public static let wrongLength = ErrorStatus(rawValue: 8)
    /// The value is encoded in the wrong way.
    public static let wrongEncoding = ErrorStatus(rawValue: 9)
    /// The object never takes this value.
    public static let wrongValue = ErrorStatus(rawValue: 10)
    /// There is no such object, and it cannot be made.
    public static let noCreation = ErrorStatus(rawValue: 11)
    /// The value does not fit to others now.
    public static let inconsistentValue = ErrorStatus(rawValue: 12)
    /// What it would take is not there.
    public static let resourceUnavailable = ErrorStatus(rawValue: 13)
    /// Setting the values failed; those before were taken back.
    public static let commitFailed = ErrorStatus(rawValue: 14)
    /// Setting the values failed, and taking back as well.
    public static let undoFailed = ErrorStatus(rawValue: 15)
    /// Access control forbids everything.
    public static let authorizationError = ErrorStatus(rawValue: 16)
    /// The object can never be set.
    public static let notWritable = ErrorStatus(rawValue: 17)
    /// There is no such object, and it cannot be made now.
    public static let inconsistentName = ErrorStatus(rawValue: 18)

    private static let names = [
        "noError", "tooBig", "noSuchName", "badValue", "readOnly", "genErr", "noAccess", "wrongType", "wrongLength",
        "wrongEncoding", "wrongValue", "noCreation", "inconsistentValue", "resourceUnavailable", "commitFailed",
        "undoFailed", "authorizationError", "notWritable", "inconsistentName",
    ]

    /// The name in the standard, or the number.
    public var description: String {
        Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)] : "error \(rawValue)"
    }
}
