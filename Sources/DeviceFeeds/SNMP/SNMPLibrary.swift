import CNetSNMP
import DeviceProtocols
import NetworkValues

/// A failure of the shim over Net-SNMP's library.
struct SNMPLibraryError: Error, Hashable {
    /// One of `ipd_snmp_error`.
    var number: Int32

    var isMalformed: Bool { self != .wrongThread && self != .noMemory }

    static let wrongThread = SNMPLibraryError(number: IPD_SNMP_WRONG_THREAD.rawValue)
    static let noMemory = SNMPLibraryError(number: IPD_SNMP_NO_MEMORY.rawValue)
    static let tooMuch = SNMPLibraryError(number: IPD_SNMP_TOO_MUCH.rawValue)
    static let version = SNMPLibraryError(number: IPD_SNMP_VERSION.rawValue)
    static let unknownEngine = SNMPLibraryError(number: IPD_SNMP_UNKNOWN_ENGINE.rawValue)
    static let unknownUser = SNMPLibraryError(number: IPD_SNMP_UNKNOWN_USER.rawValue)
    static let unsupportedLevel = SNMPLibraryError(number: IPD_SNMP_UNSUPPORTED_LEVEL.rawValue)
    static let wrongDigest = SNMPLibraryError(number: IPD_SNMP_WRONG_DIGEST.rawValue)
    static let notInTimeWindow = SNMPLibraryError(number: IPD_SNMP_NOT_IN_TIME_WINDOW.rawValue)
    static let decryption = SNMPLibraryError(number: IPD_SNMP_DECRYPTION.rawValue)
}

/// What is asked.
struct SNMPQuestion: Hashable, Sendable {
    enum Kind: UInt8, Sendable {
        case get = 0xa0
        case getNext = 0xa1
        case getBulk = 0xa5
    }

    var kind: Kind
    var names: [[UInt32]]
    /// max-repetitions of GETBULK.
    var repetitions = 0
}

/// The master keys of credentials of version 3; wiped when they are let go.
final class SNMPMasterKeys {
    fileprivate let raw: OpaquePointer

    init(_ credentials: SNMPCredentials) throws(SNMPLibraryError) {
        var error: Int32 = 0
        let authentication = Array(credentials.authenticationPassword.utf8)
        let privacy = Array(credentials.privacyPassword.utf8)
        let made = ipd_snmp_keys_create(
            credentials.authentication?.rawValue ?? 0, authentication, UInt32(authentication.count),
            credentials.privacy?.rawValue ?? 0, privacy, UInt32(privacy.count), &error)
        guard let made else { throw SNMPLibraryError(number: error) }
        raw = made
    }

    deinit { ipd_snmp_keys_destroy(raw) }
}

/// A user at one engine, with localized keys; wiped when they are let go.
final class SNMPUser {
    fileprivate let raw: OpaquePointer
    let engineID: [UInt8]

    init(_ keys: SNMPMasterKeys, name: String, engineID: [UInt8]) throws(SNMPLibraryError) {
        var error: Int32 = 0
        let octets = Array(name.utf8)
        let made = ipd_snmp_user_create(
            keys.raw, octets, UInt32(octets.count), engineID, UInt32(engineID.count), &error)
        guard let made else { throw SNMPLibraryError(number: error) }
        raw = made
        self.engineID = engineID
    }

    deinit { ipd_snmp_user_destroy(raw) }
}

/// Net-SNMP's library as values. All of it belongs on the SNMP thread.
enum SNMPLibrary {
    /// The front of a message, read without keys.
    struct Head: Hashable {
        var version: UInt8
        var flags: UInt8
        var messageID: Int32
        var boots: UInt32
        var time: UInt32
        var engineID: [UInt8]
        var user: [UInt8]

        var isReportable: Bool { flags & 4 != 0 }
    }

    static func look(_ octets: UnsafeBufferPointer<UInt8>) throws(SNMPLibraryError) -> Head {
        var head = ipd_snmp_head()
        let result = ipd_snmp_look(octets.baseAddress, UInt32(octets.count), &head)
        guard result == 0 else { throw SNMPLibraryError(number: result) }
        let engineID = withUnsafeBytes(of: head.engine) { Array($0.prefix(Int(head.engine_count))) }
        let user = withUnsafeBytes(of: head.user) { Array($0.prefix(Int(head.user_count))) }
        return Head(
            version: head.version, flags: head.flags, messageID: head.message_id, boots: head.boots, time: head.time,
            engineID: engineID, user: user)
    }

    /// Builds a question. Version 3 without a user asks for the engine ID.
    static func build(
        _ question: SNMPQuestion, _ credentials: SNMPCredentials, user: SNMPUser?, requestID: Int32, messageID: Int32
    ) throws(SNMPLibraryError) -> [UInt8] {
        let community = Array(credentials.community.utf8)
        let context = Array(credentials.contextName.utf8)
        let parts = question.names.flatMap { $0 }
        let counts = question.names.map { UInt32(clamping: $0.count) }
        var built: Int32 = 0
        let octets = community.withUnsafeBufferPointer { community in
            context.withUnsafeBufferPointer { context in
                parts.withUnsafeBufferPointer { parts in
                    counts.withUnsafeBufferPointer { counts in
                        var request = ipd_snmp_request()
                        request.kind = question.kind.rawValue
                        request.version = credentials.version.rawValue
                        request.request_id = requestID
                        request.message_id = messageID
                        request.repetitions = UInt32(clamping: question.repetitions)
                        request.community = community.baseAddress
                        request.community_count = UInt32(community.count)
                        request.context = context.baseAddress
                        request.context_count = UInt32(context.count)
                        request.parts = parts.baseAddress
                        request.counts = counts.baseAddress
                        request.names = UInt32(counts.count)
                        return room {
                            ipd_snmp_build(&request, user?.raw, $0, $1)
                        } result: {
                            built = $0
                        }
                    }
                }
            }
        }
        guard built >= 0 else { throw SNMPLibraryError(number: built) }
        return octets
    }

    /// Octets that the shim writes into room that is given to it.
    fileprivate static func room(
        _ write: (UnsafeMutablePointer<UInt8>?, UInt32) -> Int32, result: (Int32) -> Void
    ) -> [UInt8] {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SNMPSocket.replyCapacity) { room in
            let count = write(room.baseAddress, UInt32(room.count))
            result(count)
            return count > 0 ? Array(room.prefix(Int(count))) : []
        }
    }

    /// Makes an engine known, with what it said of its boots and time; what it proved later counts more.
    static func learn(_ engineID: [UInt8], boots: UInt32, time: UInt32) throws(SNMPLibraryError) {
        let result = ipd_snmp_engine_learn(engineID, UInt32(engineID.count), boots, time)
        guard result == 0 else { throw SNMPLibraryError(number: result) }
    }

    /// Forgets an engine's time: what it says next is believed.
    static func forget(_ engineID: [UInt8]) {
        ipd_snmp_engine_forget(engineID, UInt32(engineID.count))
    }

    /// Sets the engine ID and boots of this process, for informs.
    static func setOwnEngine(_ engineID: [UInt8], boots: UInt32) throws(SNMPLibraryError) {
        let result = ipd_snmp_own_engine(engineID, UInt32(engineID.count), boots)
        guard result == 0 else { throw SNMPLibraryError(number: result) }
    }
}

/// A message that was read. It lives on the SNMP thread and ends there.
struct SNMPMessage: ~Copyable {
    private let raw: OpaquePointer
    let facts: Facts

    /// What it says beside its variables.
    struct Facts: Hashable {
        /// Why the security model refused it; then the rest is as far as it could be read.
        var refusal: SNMPLibraryError?
        var kind: UInt8
        var level: SNMPCredentials.SecurityLevel
        var requestID: Int32
        var errorStatus: Int32
        var errorIndex: Int32
        var engineID: [UInt8]
        var contextEngineID: [UInt8]
        var contextName: [UInt8]
        var community: [UInt8]
        var generic: Int32
        var specific: Int32
        var upTime: UInt32
        var agentAddress: IPAddress
        var enterprise: [UInt32]
    }

    /// Reads a message; `user` is whose keys it must bear.
    init(_ octets: UnsafeBufferPointer<UInt8>, user: SNMPUser?) throws(SNMPLibraryError) {
        var error: Int32 = 0
        guard let message = ipd_snmp_read(octets.baseAddress, UInt32(octets.count), user?.raw, &error) else {
            throw SNMPLibraryError(number: error)
        }
        raw = message
        facts = Facts(ipd_snmp_message_facts(message).pointee)
    }

    deinit { ipd_snmp_message_destroy(raw) }

    /// Its variables; once.
    func variables() -> [SNMPVariable] {
        var found: [SNMPVariable] = []
        withUnsafeTemporaryAllocation(of: ipd_snmp_variable.self, capacity: 1) { place in
            place.initialize(repeating: ipd_snmp_variable())
            guard let variable = place.baseAddress else { return }
            while ipd_snmp_message_next(raw, variable) != 0 {
                found.append(SNMPVariable(variable))
            }
        }
        return found
    }

    /// The answer to an inform; empty when it cannot be made.
    consuming func answer() -> [UInt8] {
        SNMPLibrary.room {
            ipd_snmp_respond(raw, $0, $1)
        } result: { _ in
        }
    }

    /// The Report that says why it was refused; empty when its sender wants none.
    consuming func report(user: SNMPUser?) -> [UInt8] {
        SNMPLibrary.room {
            ipd_snmp_report(raw, user?.raw, $0, $1)
        } result: { _ in
        }
    }
}

extension SNMPMessage.Facts {
    fileprivate init(_ facts: ipd_snmp_facts) {
        refusal = facts.refusal == 0 ? nil : SNMPLibraryError(number: facts.refusal)
        kind = facts.kind
        level = SNMPCredentials.SecurityLevel(rawValue: facts.level) ?? .noAuthNoPriv
        requestID = facts.request_id
        errorStatus = facts.error_status
        errorIndex = facts.error_index
        engineID = withUnsafeBytes(of: facts.engine) { Array($0.prefix(Int(facts.engine_count))) }
        contextEngineID = withUnsafeBytes(of: facts.context_engine) {
            Array($0.prefix(Int(facts.context_engine_count)))
        }
        contextName = Array(UnsafeBufferPointer(start: facts.context, count: Int(facts.context_count)))
        community = Array(UnsafeBufferPointer(start: facts.community, count: Int(facts.community_count)))
        generic = facts.generic
        specific = facts.specific
        upTime = facts.up_time
        agentAddress = withUnsafeBytes(of: facts.agent_address) { IPAddress(octets: $0) } ?? .v4(0)
        enterprise = withUnsafeBytes(of: facts.enterprise) {
            Array($0.bindMemory(to: UInt32.self).prefix(Int(facts.enterprise_count)))
        }
    }
}

extension SNMPVariable {
    fileprivate init(_ raw: UnsafePointer<ipd_snmp_variable>) {
        let octets = { Array(UnsafeBufferPointer(start: raw.pointee.octets, count: Int(raw.pointee.octet_count))) }
        let name = withUnsafeBytes(of: raw.pointee.name) {
            Array($0.bindMemory(to: UInt32.self).prefix(Int(raw.pointee.name_count)))
        }
        let value: SNMPValue =
            switch raw.pointee.kind {
            case 0x02: .integer(raw.pointee.integer)
            case 0x05: .null
            case 0x06:
                .name(
                    withUnsafeBytes(of: raw.pointee.value_name) {
                        Array($0.bindMemory(to: UInt32.self).prefix(Int(raw.pointee.value_name_count)))
                    })
            case 0x40: IPAddress(octets: octets()).map { .address($0) } ?? .octets(octets())
            case 0x41: .counter(UInt32(truncatingIfNeeded: raw.pointee.number))
            case 0x42: .gauge(UInt32(truncatingIfNeeded: raw.pointee.number))
            case 0x43: .ticks(UInt32(truncatingIfNeeded: raw.pointee.number))
            case 0x46: .counter64(raw.pointee.number)
            case 0x80: .noSuchObject
            case 0x81: .noSuchInstance
            case 0x82: .endOfView
            default: .octets(octets())
            }
        self.init(name, value)
    }
}
