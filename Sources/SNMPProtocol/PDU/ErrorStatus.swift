/// How a request ended (RFC 3416 3; the first six also in RFC 1157 4.1).
public enum ErrorStatus: Int32, Hashable, Sendable, CaseIterable {
    /// All went well.
    case noError = 0
    /// The answer does not fit into a message.
    case tooBig = 1
    /// SNMPv1: there is no such object.
    case noSuchName = 2
    /// SNMPv1: the value has the wrong type or size.
    case badValue = 3
    /// SNMPv1: the object cannot be set.
    case readOnly = 4
    /// Something went wrong that has no number.
    case genErr = 5
    /// Access control forbids it.
    case noAccess = 6
    /// The value has the wrong type.
    case wrongType = 7
    /// The value has the wrong length.
    case wrongLength = 8
    /// The value is encoded in the wrong way.
    case wrongEncoding = 9
    /// The object never takes this value.
    case wrongValue = 10
    /// There is no such object, and it cannot be made.
    case noCreation = 11
    /// The value does not fit to others now.
    case inconsistentValue = 12
    /// What it would take is not there.
    case resourceUnavailable = 13
    /// Setting the values failed; those before were taken back.
    case commitFailed = 14
    /// Setting the values failed, and taking back as well.
    case undoFailed = 15
    /// Access control forbids everything.
    case authorizationError = 16
    /// The object can never be set.
    case notWritable = 17
    /// There is no such object, and it cannot be made now.
    case inconsistentName = 18
}
