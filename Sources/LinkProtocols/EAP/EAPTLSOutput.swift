/// What the TLS client answers to `EAPAction.startTLS` and `EAPAction.feedTLS`.
public struct EAPTLSOutput: Hashable, Sendable {
    /// How far the handshake is.
    public enum Status: Hashable, Sendable {
        /// More must come.
        case handshaking
        /// Done on this side, with TLS 1.2 or older.
        case finished
        /// Done on this side, with TLS 1.3: the server's commitment must follow.
        case finished13
        /// Failed, for this reason. The records hold the alert.
        case failed(String)
    }

    /// Records to send; empty for none.
    public let records: [UInt8]
    /// How far the handshake is.
    public let status: Status
    /// Application data that came with the records, decrypted; empty for none.
    public let applicationData: [UInt8]

    /// Makes an answer.
    public init(records: [UInt8] = [], status: Status, applicationData: [UInt8] = []) {
        self.records = records
        self.status = status
        self.applicationData = applicationData
    }
}
