public import NetworkValues

/// Why a device could not be asked.
public struct SNMPManagerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Nothing came back.
        case timeout
        /// Nobody listens on the port (ICMP port unreachable).
        case refused
        /// There is no way to the device.
        case unreachable
        /// The device does not know the user.
        case unknownUser
        /// The device found the digest wrong: another authentication password or protocol.
        case wrongDigest
        /// The device could not decrypt: another privacy password or protocol.
        case decryption
        /// The device does not let this user ask with this security level.
        case unsupportedLevel
        /// The clock of the device's engine does not go on from where it was.
        case notInTimeWindow
        /// The device does not know the context.
        case unknownContext
        /// Another Report than these.
        case otherReport
        /// One variable alone does not fit into an answer.
        case tooBig
        /// What came cannot be read.
        case malformed
        /// The answer is not about what was asked.
        case unexpectedAnswer
        /// The names of a walk do not increase.
        case notIncreasing
        /// The device answered with another error status.
        case errorStatus
        /// The credentials or the names cannot be used.
        case badRequest
        /// More is in flight than there is room for.
        case overloaded
        /// The task was cancelled.
        case cancelled
        /// The manager was shut down, or could not start.
        case stopped
    }

    /// The kind of failure.
    public var code: Code
    /// The device.
    public var address: IPAddress
    /// Its port.
    public var port: UInt16
    /// What was expected, what came, and what may be done. No secret is in it.
    public var message: String

    /// The device and the message.
    public var description: String { "\(SNMPEndpoint(address, port)): \(message)" }

    init(_ trouble: SNMPTrouble, _ endpoint: SNMPEndpoint) {
        code = trouble.code
        address = endpoint.address
        port = endpoint.port
        message = trouble.message
    }
}

/// A failure that does not know yet at which device it happened.
struct SNMPTrouble: Error, Hashable {
    var code: SNMPManagerError.Code
    var message: String

    init(_ code: SNMPManagerError.Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// A name as people write it.
func dotted(_ name: some Sequence<UInt32>) -> String {
    name.map(String.init).joined(separator: ".")
}

extension SNMPTrouble {
    /// An answer with an error status (RFC 3416, 3).
    static func errorStatus(_ status: Int32, name: [UInt32]?) -> SNMPTrouble {
        let names = [
            "noError", "tooBig", "noSuchName", "badValue", "readOnly", "genErr", "noAccess", "wrongType",
            "wrongLength", "wrongEncoding", "wrongValue", "noCreation", "inconsistentValue", "resourceUnavailable",
            "commitFailed", "undoFailed", "authorizationError", "notWritable", "inconsistentName",
        ]
        let text = Int(exactly: status).flatMap { names.indices.contains($0) ? names[$0] : nil } ?? "unknown"
        let about = name.map { " about \(dotted($0))" } ?? ""
        return SNMPTrouble(.errorStatus, "a value was asked for; error status \(status) (\(text)) came\(about)")
    }

    static func reported(_ report: SNMPReport, credentials: SNMPCredentials) -> SNMPTrouble {
        let asked = credentials.description
        return switch report {
        case .unknownUser: SNMPTrouble(.unknownUser, "an answer was expected; the device does not know the \(asked)")
        case .wrongDigest:
            SNMPTrouble(
                .wrongDigest,
                "an answer was expected; the device found the digest of \(asked) wrong: "
                    + "check the authentication password and protocol")
        case .decryption:
            SNMPTrouble(
                .decryption,
                "an answer was expected; the device could not decrypt what \(asked) asked: "
                    + "check the privacy password and protocol")
        case .unsupportedLevel:
            SNMPTrouble(.unsupportedLevel, "the device does not let \(asked) ask with this security level")
        case .notInTimeWindow:
            SNMPTrouble(
                .notInTimeWindow,
                "the device says that the time of \(asked) is not within its window, "
                    + "even with the time that it told itself")
        case .unknownContext:
            SNMPTrouble(.unknownContext, "the device has no context \"\(credentials.contextName)\"")
        case .unknownEngine:
            SNMPTrouble(.otherReport, "the device does not know the engine ID that it told itself")
        case .other(let name):
            SNMPTrouble(.otherReport, "an answer was expected; a Report about \(dotted(name)) came")
        }
    }
}
