/// The head of an SNMPv3 message of the User-based Security Model, read in place (RFC 3412 6, RFC 3414 2.4).
struct SecurityHeader {
    /// msgFlags.
    static let auth: UInt8 = 1
    static let priv: UInt8 = 2
    static let reportable: UInt8 = 4
    /// The number of the User-based Security Model.
    static let userModel: Int32 = 3
    /// The least msgMaxSize (RFC 3412 6.3).
    static let leastMaximumSize: Int32 = 484

    let messageID: Int32
    let maximumSize: Int32
    let flags: UInt8
    let model: Int32
    /// msgSecurityParameters, and what follows them.
    let parameters: PacketReader
    let data: PacketReader

    var isReportable: Bool { flags & Self.reportable != 0 }

    /// The level that the flags ask for.
    var level: SecurityLevel {
        flags & Self.auth == 0 ? .noAuthNoPriv : flags & Self.priv == 0 ? .authNoPriv : .authPriv
    }

    /// Reads what follows the version; `nil` when it is malformed.
    init?(_ message: PacketReader) {
        var message = message
        guard var global = message.element(ValueTag.sequence), let messageID = global.integer(), messageID >= 0,
            let maximumSize = global.integer(), maximumSize >= Self.leastMaximumSize,
            let flags = global.element(ValueTag.octetString), flags.count == 1, let model = global.integer(),
            model >= 1,
            global.isAtEnd, let parameters = message.element(ValueTag.octetString)
        else { return nil }
        self.messageID = messageID
        self.maximumSize = maximumSize
        self.flags = flags.position.pointee
        self.model = model
        self.parameters = parameters
        data = message
    }
}

/// The parameters of the User-based Security Model, read in place.
struct UserParameters {
    let engineID: PacketReader
    let boots: Int32
    let time: Int32
    let userName: PacketReader
    let digest: PacketReader
    let salt: PacketReader

    /// Reads the parameters; `nil` when they are malformed or longer than the standard allows (RFC 3414 2.4).
    init?(_ reader: PacketReader) {
        var reader = reader
        guard var parameters = reader.element(ValueTag.sequence), reader.isAtEnd,
            let engineID = parameters.element(ValueTag.octetString), engineID.count <= 32,
            let boots = parameters.integer(), boots >= 0, let time = parameters.integer(), time >= 0,
            let userName = parameters.element(ValueTag.octetString), userName.count <= 32,
            let digest = parameters.element(ValueTag.octetString),
            let salt = parameters.element(ValueTag.octetString), parameters.isAtEnd
        else { return nil }
        self.engineID = engineID
        self.boots = boots
        self.time = time
        self.userName = userName
        self.digest = digest
        self.salt = salt
    }
}

/// A scoped PDU, read in place (RFC 3412 6.8).
struct ScopedRequest {
    let contextEngineID: PacketReader
    let contextName: PacketReader
    /// The PDU with its tag.
    let pdu: PacketReader

    /// Reads a scoped PDU, which may have padding behind it when it was encrypted; `nil` when it is malformed. Some
    /// managers add a whole block where none is needed.
    init?(_ reader: PacketReader, mayBePadded: Bool) {
        var reader = reader
        guard var scoped = reader.element(ValueTag.sequence), reader.isAtEnd || (mayBePadded && reader.count <= 8),
            let contextEngineID = scoped.element(ValueTag.octetString),
            let contextName = scoped.element(ValueTag.octetString), contextName.count <= 255
        else { return nil }
        self.contextEngineID = contextEngineID
        self.contextName = contextName
        pdu = scoped
    }
}
