import SNMPProtocol

/// What a receiver of informs answered, once it was read and, in version 3, checked.
struct InformReply: Sendable, Equatable {
    /// What it is.
    enum Kind: Sendable, Equatable {
        /// A Response: the request that it belongs to, and its error-status.
        case response(requestID: Int32, status: Int32)
        /// A Report: which counter it names (RFC 3414 5); `nil` for one that is not known.
        case report(InformReport?)
    }

    /// What it is.
    var kind: Kind
    /// Version 3: what the message says of itself.
    var security: Security?

    /// What a message of version 3 says of itself.
    struct Security: Sendable, Equatable {
        var messageID: Int32
        var level: SecurityLevel
        var engineID: [UInt8]
        var boots: Int32
        var time: Int32
        var userName: [UInt8]
    }
}

/// The reports of the User-based Security Model (RFC 3414 5), by their numbers below usmStats, and those of message
/// processing that a receiver may send.
enum InformReport: UInt8, Sendable, CaseIterable {
    case unsupportedSecurityLevel = 1
    case notInTimeWindow, unknownUserName, unknownEngineID, wrongDigest, decryptionError

    /// What is wrong, and what to do.
    func text(user: String) -> String {
        switch self {
        case .unsupportedSecurityLevel:
            "the receiver does not take the protection of user \(user); give both the same authentication and encryption"
        case .notInTimeWindow: "the receiver says that the time is wrong"
        case .unknownUserName: "the receiver does not know the user \(user); add it there"
        case .unknownEngineID: "the receiver says that its engine is another one"
        case .wrongDigest: "the receiver has another authentication password or protocol for user \(user)"
        case .decryptionError: "the receiver has another encryption password or protocol for user \(user)"
        }
    }

    /// The content of the name of the counter's instance: 1.3.6.1.6.3.15.1.1.N.0.
    init?(name: [UInt8]) {
        guard name.count == 10, name.starts(with: [43, 6, 1, 6, 3, 15, 1, 1]), name[9] == 0 else { return nil }
        self.init(rawValue: name[8])
    }
}

/// Why a message is no answer.
enum InformReplyProblem: Error, Hashable, Sendable {
    /// It cannot be read.
    case malformed
    /// It is not authenticated as it says.
    case wrongDigest
    /// It cannot be decrypted.
    case notDecrypted
}

/// Reads answers, within bounds.
enum InformReplyReader {
    /// Octets that may stand behind a scoped PDU that DES encrypted.
    private static let desPadding = 8

    /// Reads an answer of a version. `user` has the keys of the engine that is asked.
    static func read(
        _ octets: [UInt8], _ version: SNMPVersion, user: LocalizedUser?
    ) throws(InformReplyProblem) -> InformReply {
        var copy = octets
        return try copy.withUnsafeMutableBufferPointer { room throws(InformReplyProblem) -> InformReply in
            guard let base = room.baseAddress else { throw .malformed }
            let message = ReceivedMessage(octets: base, count: room.count)
            return version == .v3 ? try userBased(message, user) : try communityBased(message, version)
        }
    }

    private static func communityBased(
        _ message: ReceivedMessage, _ version: SNMPVersion
    ) throws(InformReplyProblem) -> InformReply {
        let pdu = try parse(message) { bytes throws(BERError) -> PDUView in
            var reader = BERReader(bytes)
            var body = try reader.read(BERTag.sequence, in: bytes)
            try reader.expectEnd()
            let found = try SNMPVersion(&body, in: bytes)
            guard found == version else { throw BERError(.unsupportedVersion(found.rawValue), at: 0) }
            _ = try body.readOctets(in: bytes)
            return try PDUView(body, in: bytes)
        }
        return InformReply(kind: try kind(pdu, message))
    }

    private static func userBased(
        _ message: ReceivedMessage, _ user: LocalizedUser?
    ) throws(InformReplyProblem) -> InformReply {
        let (header, parameters) = try parse(message) {
            bytes throws(BERError) -> (SecurityHeader, USMParameters) in
            var reader = BERReader(bytes)
            var body = try reader.read(BERTag.sequence, in: bytes)
            try reader.expectEnd()
            let version = try SNMPVersion(&body, in: bytes)
            guard version == .v3 else { throw BERError(.unsupportedVersion(version.rawValue), at: 0) }
            let header = try SecurityHeader(body, in: bytes)
            return (header, try USMParameters(header.parameters, in: bytes))
        }
        guard header.model == SecurityHeader.userModel, header.isAuthenticated || !header.isEncrypted else {
            throw .malformed
        }
        let level = SecurityLevel(header)
        if level >= .authNoPriv { try check(parameters, message, user) }
        let scoped =
            level == .authPriv
            ? try decrypted(header, parameters, message, user)
            : try parse(message) { bytes throws(BERError) -> ScopedPDU in try ScopedPDU(header.data, in: bytes) }
        let pdu = try parse(message) { bytes throws(BERError) -> PDUView in try PDUView(scoped.pdu, in: bytes) }
        return InformReply(
            kind: try kind(pdu, message),
            security: InformReply.Security(
                messageID: header.messageID, level: level, engineID: octets(parameters.engineID, message),
                boots: parameters.boots, time: parameters.time, userName: octets(parameters.userName, message)))
    }

    private static func check(
        _ parameters: USMParameters, _ message: ReceivedMessage, _ user: LocalizedUser?
    ) throws(InformReplyProblem) {
        guard let (key, length) = user?.digest, parameters.digest.count == length else { throw .wrongDigest }
        let isRight = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { room in
            guard let base = room.baseAddress else { return false }
            let count = key.digest(
                of: UnsafePointer(message.octets), count: message.count, hole: parameters.digest.lowerBound,
                holeCount: length, to: base)
            return count >= length && isEqualInConstantTime(message.pointer(parameters.digest), length, base, length)
        }
        guard isRight else { throw .wrongDigest }
    }

    private static func decrypted(
        _ header: SecurityHeader, _ parameters: USMParameters, _ message: ReceivedMessage, _ user: LocalizedUser?
    ) throws(InformReplyProblem) -> ScopedPDU {
        let encrypted = try parse(message) { bytes throws(BERError) -> Range<Int> in
            var data = header.data
            let range = try data.readOctets(in: bytes, count: 1...Int.max)
            try data.expectEnd()
            return range
        }
        guard parameters.salt.count == PrivacyProtocol.saltLength, let cipher = user?.cipher,
            let key = CipherKey(cipher.algorithm, key: cipher.key), key.paddedCount(encrypted.count) == encrypted.count,
            key.run(
                encrypting: false, message.octets + encrypted.lowerBound, count: encrypted.count,
                boots: parameters.boots, time: parameters.time, salt: message.pointer(parameters.salt)),
            let scoped = message.read({ bytes in
                try? ScopedPDU(BERReader(encrypted), in: bytes, padding: cipher.algorithm == .des ? desPadding : 0)
            })
        else { throw .notDecrypted }
        return scoped
    }

    private static func kind(
        _ pdu: PDUView, _ message: ReceivedMessage
    ) throws(InformReplyProblem) -> InformReply.Kind {
        switch pdu.type {
        case .response:
            return .response(requestID: pdu.requestID, status: pdu.errorStatus)
        case .report:
            let name = try parse(message) { bytes throws(BERError) -> Range<Int> in
                var list = pdu.varBinds
                var binding = try list.read(BERTag.sequence, in: bytes)
                return try binding.read(BERTag.objectIdentifier, in: bytes).range
            }
            return .report(InformReport(name: octets(name, message)))
        default:
            throw .malformed
        }
    }

    private static func octets(_ range: Range<Int>, _ message: ReceivedMessage) -> [UInt8] {
        Array(UnsafeBufferPointer(start: message.pointer(range), count: range.count))
    }

    private static func parse<Value>(
        _ message: ReceivedMessage, _ body: (Span<UInt8>) throws(BERError) -> Value
    ) throws(InformReplyProblem) -> Value {
        do {
            return try message.read(body)
        } catch {
            throw .malformed
        }
    }
}
