import COpenSSL
import Synchronization

/// What the TLS connections of one purpose share: versions, suites, certificates, and the sessions to resume. Making one
/// takes some milliseconds: make it once, and not on an event loop.
public final class TLSContext: Sendable {
    /// Sessions of other servers that are kept.
    static let sessionLimit = 256

    /// How its connections are made.
    public let configuration: TLSConfiguration
    nonisolated(unsafe) let pointer: OpaquePointer
    private let sessions = Mutex<[SessionKey: SavedSession]>([:])

    /// What a session belongs to. The name is a part of it: with the session, the server is accepted without another look
    /// at its certificate, which was checked for that name only.
    struct SessionKey: Hashable {
        var serverName: String?
        var peer: String
    }

    /// A session of a server, and the certificates that the server sent when it began.
    struct SavedSession {
        var octets: [UInt8]
        var chain: [Certificate]
    }

    /// Makes a context. Throws when the certificates or suites cannot be used.
    public init(_ configuration: TLSConfiguration) throws(TLSError) {
        self.configuration = configuration
        pointer = try Self.make(configuration)
    }

    deinit { ipd_tls_context_free(pointer) }

    /// The suites up to TLS 1.2 that connections use, in order, by OpenSSL's names.
    var cipherNames: [String] {
        var names = [CChar](repeating: 0, count: 8192)
        let length = ipd_tls_context_ciphers(pointer, &names, names.count)
        return String(decoding: names.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: ":").map(String.init)
    }

    // MARK: Sessions

    func session(for key: SessionKey) -> SavedSession? { sessions.withLock { $0[key] } }

    func keep(_ session: SavedSession, for key: SessionKey) {
        sessions.withLock { sessions in
            if sessions[key] == nil, sessions.count >= Self.sessionLimit, let any = sessions.keys.first {
                sessions[any] = nil
            }
            sessions[key] = session
        }
    }

    func drop(sessionFor key: SessionKey) { sessions.withLock { $0[key] = nil } }

    // MARK: Making

    private static func make(_ configuration: TLSConfiguration) throws(TLSError) -> OpaquePointer {
        if configuration.role == .server, configuration.identity == nil {
            throw TLSError(.configuration, "a server of TLS needs a certificate, and there is none")
        }
        let profile = configuration.profile
        let protocols = configuration.applicationProtocols.flatMap { [UInt8($0.utf8.count & 0xff)] + Array($0.utf8) }
        let pinned = configuration.pinned.flatMap(\.self)
        var reason = [CChar](repeating: 0, count: 256)
        let chain = configuration.identity?.chain.map(\.der) ?? []
        let key = configuration.identity?.key
        let made: OpaquePointer? = withOctets(chain) { chain in
            withOctets(configuration.trusted.map(\.der)) { trusted in
                withOctets(configuration.revocationLists) { lists in
                    withOctets([protocols, pinned]) { protocols in
                        profile.suites.joined(separator: ":").withCString { ciphers in
                            profile.modernSuites.joined(separator: ":").withCString { suites in
                                var settings = ipd_tls_settings()
                                settings.is_server = configuration.role == .server ? 1 : 0
                                settings.least_version = profile.leastVersion
                                settings.greatest_version =
                                    configuration.allowsTLS13 ? profile.greatestVersion : TLSProfile.version12
                                settings.ciphers = ciphers
                                settings.suites = suites
                                settings.security_level = profile.securityLevel
                                settings.chain = chain.baseAddress
                                settings.chain_count = chain.count
                                settings.trusted = trusted.baseAddress
                                settings.trusted_count = trusted.count
                                settings.revocations = lists.baseAddress
                                settings.revocation_count = lists.count
                                settings.uses_system_trust = configuration.usesSystemTrust ? 1 : 0
                                settings.verifies = configuration.verification == .none ? 0 : 1
                                settings.requires_peer = configuration.requiresPeerCertificate ? 1 : 0
                                settings.requires_usage = configuration.requiresKeyUsage ? 1 : 0
                                settings.sends_no_tickets = configuration.hasSilentClients ? 1 : 0
                                settings.never_resumes = configuration.allowsResumption ? 0 : 1
                                settings.protocols = protocols[0]
                                settings.pinned = protocols[1]
                                guard let key else { return ipd_tls_context_new(&settings, &reason, reason.count) }
                                return key.withPKCS8 { octets in
                                    settings.key = ipd_view(octets: octets.baseAddress, length: octets.count)
                                    return ipd_tls_context_new(&settings, &reason, reason.count)
                                }
                            }
                        }
                    }
                }
            }
        }
        guard let made else {
            let text = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw TLSError(.configuration, "TLS for \(configuration.purpose) cannot be set up: \(text)")
        }
        return made
    }

    /// Lends lists of octets to C.
    private static func withOctets<Result>(
        _ lists: [[UInt8]], _ body: (UnsafeBufferPointer<ipd_view>) -> Result
    ) -> Result {
        let all = lists.flatMap(\.self)
        return all.withUnsafeBufferPointer { octets in
            var parts: [ipd_view] = []
            var start = 0
            for list in lists {
                parts.append(ipd_view(octets: octets.baseAddress.map { $0 + start }, length: list.count))
                start += list.count
            }
            return parts.withUnsafeBufferPointer(body)
        }
    }
}
