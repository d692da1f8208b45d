public import TLSKit

/// What EAP-TLS is done with: the device's certificate, what the server's must be like, and how TLS is spoken.
///
/// Two are equal when a conversation with them would go the same way; with that, a change that matters is told from one that
/// does not, such as another rejected chain in the store.
public struct EAPTLSContext: Sendable {
    /// What TLS connections are for, in reports of alerts and of rejected certificates.
    public static let purpose = "802.1X"

    let context: TLSContext
    /// The name that must stand in the server's certificate; `nil` for any.
    public let serverName: String?
    private let marks: [String]

    /// Makes a context out of the certificates and settings. It takes some milliseconds.
    ///
    /// Without a server's name every server passes whose certificate comes from a trusted authority: it must then say that
    /// it is one of a server (extended key usage serverAuth), so that no other device of the same authority passes for one,
    /// and the authorities of the operating system do not count, because they vouch for everybody.
    ///
    /// Throws when the certificates or suites cannot be used.
    public init(
        certificates: CertificateStore, tls: TLSSettings, serverName: String? = nil, allowsTLS13: Bool = true,
        observer: TLSObserver
    ) throws(TLSError) {
        try self.init(
            TLSConfiguration(
                role: .client, profile: tls.profile, allowsTLS13: allowsTLS13, identity: certificates.identity,
                trusted: certificates.trusted, usesSystemTrust: tls.usesSystemTrust && serverName != nil,
                verification: serverName == nil ? .withoutName : .full,
                requiresKeyUsage: tls.requiresKeyUsage || serverName == nil,
                revocationLists: certificates.revocations.map(\.der), purpose: Self.purpose, observer: observer),
            serverName: serverName)
    }

    /// Makes a context out of a configuration for clients.
    package init(_ configuration: TLSConfiguration, serverName: String?) throws(TLSError) {
        context = try TLSContext(configuration)
        self.serverName = serverName
        marks =
            [
                serverName ?? "", configuration.profile.rawValue, "\(configuration.allowsTLS13)",
                "\(configuration.usesSystemTrust)", "\(configuration.requiresKeyUsage)",
            ] + (configuration.identity?.chain ?? []).map(\.fingerprint) + ["trusted"]
            + configuration.trusted.map(\.fingerprint)
    }
}

extension EAPTLSContext: Equatable {
    /// Whether a conversation with both would go the same way.
    public static func == (left: EAPTLSContext, right: EAPTLSContext) -> Bool {
        left.marks == right.marks
            && left.context.configuration.revocationLists == right.context.configuration.revocationLists
    }
}
